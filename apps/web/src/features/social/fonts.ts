import { readFile } from "node:fs/promises";

const regular = new URL("@fontsource/figtree/files/figtree-latin-400-normal.woff", import.meta.url);
const semibold = new URL(
  "@fontsource/figtree/files/figtree-latin-600-normal.woff",
  import.meta.url,
);

/** Figtree in two weights; the maker of pictures knows no variable fonts and no woff2. */
export const socialFonts = async () => [
  { name: "Figtree", data: await readFile(regular), weight: 400 as const },
  { name: "Figtree", data: await readFile(semibold), weight: 600 as const },
];
