import type { Random } from "../prng.ts";
import type { Palette } from "./palette.ts";
import { at, circle, ellipse, line, path, rect } from "./shapes.ts";

/** Things that stand on a line: each is drawn with the middle of its foot at 0, 0. */

export const house = (p: Palette, wall: string, roof: string, chimney = true): string =>
  (chimney ? rect(26, -112, 14, 36, roof) : "") +
  rect(-48, -66, 96, 66, wall) +
  path("M-60 -62L0 -116L60 -62Z", roof) +
  rect(-12, -36, 24, 36, p.ink, 2) +
  rect(-38, -48, 18, 18, p.glow, 2) +
  rect(20, -48, 18, 18, p.glow, 2) +
  circle(6, -18, 2, p.pop);

export const roundTree = (trunk: string, crown: string, light: string): string =>
  rect(-4, -40, 8, 40, trunk, 3) + circle(0, -66, 32, crown) + circle(-9, -74, 16, light, 0.35);

export const firTree = (trunk: string, crown: string): string =>
  rect(-4, -18, 8, 18, trunk) + path("M0 -112L26 -64H14L34 -18H-34L-14 -64H-26Z", crown);

export const plant = (p: Palette, leaf: string): string =>
  path(
    "M0 -34C-6 -70 -34 -78 -40 -96C-14 -96 2 -70 0 -34ZM0 -34C4 -76 26 -88 42 -100C44 -74 22 -54 0 -34ZM0 -34C-2 -70 0 -96 4 -116C18 -92 12 -60 0 -34Z",
    leaf,
  ) + path("M-22 -38H22L16 0H-16Z", p.pop);

export const bottle = (fill: string, cap: string, label: string): string =>
  rect(-7, -92, 14, 22, cap, 3) +
  path(
    "M-10 -72H10C22 -64 22 -54 22 -46V-6Q22 0 16 0H-16Q-22 0 -22 -6V-46C-22 -54 -22 -64 -10 -72Z",
    fill,
  ) +
  rect(-14, -42, 28, 24, label, 3);

export const sprayBottle = (fill: string, cap: string, label: string): string =>
  path("M-18 -112H14L30 -104V-96H12L8 -84H-10V-96H-18Z", cap) +
  line("M16 -94Q10 -86 18 -78", cap, 5) +
  path(
    "M-9 -86H9C12 -70 24 -62 24 -42V-8Q24 0 16 0H-16Q-24 0 -24 -8V-42C-24 -62 -12 -70 -9 -86Z",
    fill,
  ) +
  circle(0, -34, 13, label);

export const bucket = (fill: string, band: string): string =>
  line("M-34 -60C-30 -104 30 -104 34 -60", band, 5) +
  path("M-38 -62H38L28 0H-28Z", fill) +
  rect(-40, -66, 80, 9, band, 4);

export const lamp = (p: Palette, shade: string): string =>
  ellipse(0, -4, 30, 6, p.ink) +
  line("M0 -6L18 -66L-20 -112", p.ink, 6) +
  path("M-14 -132L-52 -104L-18 -84Z", shade) +
  circle(-34, -92, 8, p.glow);

export const books = (random: Random, colors: readonly string[]): string => {
  let y = 0;
  return Array.from({ length: random.int(2, 4) }, (_, i) => {
    const height = random.int(15, 21);
    const width = random.int(90, 122);
    y -= height;
    const shift = random.int(-8, 8);
    return (
      rect(-width / 2 + shift, y, width, height, colors[i % colors.length]!, 3) +
      rect(-width / 2 + shift + 10, y, 7, height, "#fff8")
    );
  }).join("");
};

export const dog = (fill: string, dark: string, collar: string): string =>
  line("M-50 -52Q-72 -66 -66 -90", fill, 9) +
  path(
    "M-54 -22C-60 -66 -26 -64 6 -60C20 -64 22 -84 36 -92L40 -100L52 -90C68 -90 80 -80 82 -72C82 -64 66 -62 58 -60C52 -40 50 -34 44 -26V0H30V-24H-22V0H-38V-20Z",
    fill,
  ) +
  path("M34 -92C24 -88 22 -70 28 -62C38 -66 42 -80 42 -92Z", dark) +
  circle(58, -80, 3, dark) +
  circle(81, -73, 4, dark) +
  line("M32 -58Q44 -52 56 -58", collar, 5);

export const cat = (fill: string, dark: string, light: string): string =>
  line("M26 -8C60 -6 58 -44 44 -56", fill, 9) +
  path("M-28 0C-36 -40 -20 -62 0 -62C22 -62 36 -40 30 0Z", fill) +
  path(
    "M-30 -70C-32 -86 -30 -100 -26 -110L-12 -98H12L26 -110C30 -100 32 -86 30 -70C24 -52 -24 -52 -30 -70Z",
    fill,
  ) +
  circle(-11, -78, 3, dark) +
  circle(11, -78, 3, dark) +
  path("M-4 -70H4L0 -65Z", dark) +
  ellipse(0, -22, 14, 20, light);

export const paw = (fill: string): string =>
  ellipse(0, 6, 13, 11, fill) + line("M-15 -7h.1M-5 -15h.1M6 -15h.1M16 -7h.1", fill, 12);

export const car = (p: Palette, body: string): string =>
  path(
    "M-96 -24C-98 -48 -84 -52 -62 -54C-46 -80 -30 -86 2 -86C34 -86 44 -74 60 -54C88 -52 98 -46 98 -24Q98 -18 92 -18H-90Q-96 -18 -96 -24Z",
    body,
  ) +
  path("M-46 -54C-36 -72 -26 -76 -6 -76V-54ZM2 -76C28 -76 36 -68 46 -54H2Z", p.glow) +
  circle(-54, -18, 18, p.ink) +
  circle(-54, -18, 8, p.light) +
  circle(54, -18, 18, p.ink) +
  circle(54, -18, 8, p.light) +
  rect(84, -44, 12, 8, p.pop, 3);

export const bicycle = (frame: string, tire: string): string =>
  line(
    "M-84 -32a32 32 0 1 0 64 0a32 32 0 1 0-64 0M24 -32a32 32 0 1 0 64 0a32 32 0 1 0-64 0",
    tire,
    6,
  ) +
  line("M-52 -32L-22 -82H34L0 -32H-52M0 -32L-28 -94M56 -32L30 -100L48 -106", frame, 6) +
  line("M-42 -96H-16", tire, 8);

export const wrench = (fill: string): string =>
  path(
    "M-9 -10V-84C-26 -92 -30 -114 -16 -128V-104L0 -96L16 -104V-128C30 -114 26 -92 9 -84V-10Q9 2 0 2Q-9 2 -9 -10Z",
    fill,
  );

export const hammer = (handle: string, head: string): string =>
  rect(-6, -92, 12, 94, handle, 5) +
  path(
    "M-34 -122H22C36 -122 42 -110 44 -100H22V-92H-34Q-40 -92 -40 -98V-116Q-40 -122 -34 -122Z",
    head,
  );

export const brush = (handle: string, ferrule: string, paint: string): string =>
  rect(-6, -56, 12, 58, handle, 6) +
  rect(-24, -76, 48, 22, ferrule, 4) +
  path("M-24 -78H24V-108C14 -118 8 -104 0 -114C-8 -122 -16 -106 -24 -112Z", paint);

export const window = (p: Palette, view: string): string =>
  rect(-86, -70, 172, 140, p.light, 8) +
  rect(-76, -60, 72, 120, view, 3) +
  rect(4, -60, 72, 120, view, 3) +
  rect(-96, 70, 192, 10, p.mid, 4);

export const sparkle = (x: number, y: number, size: number, fill: string): string =>
  at(
    x,
    y,
    size,
    path("M0 -14C2 -3 3 -2 14 0C3 2 2 3 0 14C-2 3 -3 2 -14 0C-3 -2 -2 -3 0 -14Z", fill),
  );
