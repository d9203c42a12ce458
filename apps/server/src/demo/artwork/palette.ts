/** Colours of one cover: from the far and light to the near and dark, and two that stand out. */
export interface Palette {
  sky: string;
  glow: string;
  far: string;
  mid: string;
  near: string;
  ink: string;
  pop: string;
  light: string;
}

export const PALETTES: readonly Palette[] = [
  {
    sky: "#e1f2ee",
    glow: "#f7e8d4",
    far: "#b5dbd2",
    mid: "#6fb3a5",
    near: "#0f6b5c",
    ink: "#0a4a40",
    pop: "#e0a458",
    light: "#fbfaf8",
  },
  {
    sky: "#f7e8d4",
    glow: "#fdf6ea",
    far: "#ecd0a8",
    mid: "#d9a066",
    near: "#a85f3b",
    ink: "#6b3a25",
    pop: "#0f6b5c",
    light: "#fffaf2",
  },
  {
    sky: "#e3ebf9",
    glow: "#f7e8d4",
    far: "#bccfec",
    mid: "#7f9fcb",
    near: "#35567f",
    ink: "#22395a",
    pop: "#e5a05c",
    light: "#fbfaf8",
  },
  {
    sky: "#f6e3e3",
    glow: "#fdf1e4",
    far: "#e8bfbb",
    mid: "#cf8a82",
    near: "#8c4a4c",
    ink: "#5a2e33",
    pop: "#2f8f7f",
    light: "#fffaf7",
  },
  {
    sky: "#ece6f6",
    glow: "#fbeedd",
    far: "#cfc2e6",
    mid: "#9a86c0",
    near: "#59497f",
    ink: "#3a2f58",
    pop: "#e3a857",
    light: "#fcfaff",
  },
  {
    sky: "#e8efd6",
    glow: "#fbf3dc",
    far: "#c6d7a0",
    mid: "#8fae63",
    near: "#4c7040",
    ink: "#2f4a2b",
    pop: "#d9784f",
    light: "#fcfcf5",
  },
  {
    sky: "#f4f2ee",
    glow: "#f7dcb8",
    far: "#d8d1c4",
    mid: "#7fb5a9",
    near: "#1f5c52",
    ink: "#173f39",
    pop: "#d0704a",
    light: "#ffffff",
  },
  {
    sky: "#fbe9d8",
    glow: "#fff6e6",
    far: "#f0c3a0",
    mid: "#6aa79b",
    near: "#23645a",
    ink: "#163f3a",
    pop: "#d9734e",
    light: "#fffaf4",
  },
];

export const SKINS = [
  "#f6d7c0",
  "#eec1a0",
  "#e0a981",
  "#c98b62",
  "#a86c47",
  "#85522f",
  "#633a22",
] as const;
export const HAIRS = [
  "#2a211d",
  "#3f2a20",
  "#5b3a25",
  "#8a5a34",
  "#b98548",
  "#d8b273",
  "#a3a09b",
  "#7d3b25",
] as const;
export const CLOTHES = [
  "#0f6b5c",
  "#35567f",
  "#a85f3b",
  "#59497f",
  "#8c4a4c",
  "#4c7040",
  "#d9a066",
  "#f4f2ee",
  "#2b3a42",
  "#c8694a",
] as const;
export const BACKDROPS = [
  "#e1f2ee",
  "#f7e8d4",
  "#e3ebf9",
  "#f6e3e3",
  "#ece6f6",
  "#e8efd6",
  "#f1e4cf",
  "#d8ebe6",
] as const;
