import type { Random } from "../prng.ts";
import {
  bicycle,
  brush,
  car,
  cat,
  dog,
  firTree,
  hammer,
  house,
  paw,
  roundTree,
  wrench,
} from "./objects.ts";
import type { Palette } from "./palette.ts";
import { at, circle, hills, line, path, rect } from "./shapes.ts";

const cloud = (p: Palette): string =>
  path(
    "M-46 12C-60 12 -58 -10 -40 -8C-36 -28 -6 -30 0 -14C14 -26 38 -16 34 0C50 0 50 12 40 12Z",
    p.light,
  );

/** Sky with a low sun, a cloud or two and two ranges of hills. */
const outside = (random: Random, p: Palette, horizon = 230): string => {
  const sun = circle(random.int(80, 560), random.int(80, 150), random.int(38, 64), p.glow) + "";
  const clouds = Array.from({ length: random.int(1, 3) }, () =>
    at(random.int(40, 600), random.int(44, 120), 0.7 + random.next() * 0.6, cloud(p)),
  );
  return (
    rect(0, 0, 640, 360, p.sky) +
    sun +
    clouds.join("") +
    hills(random, horizon - 40, 24, p.far) +
    hills(random, horizon, 16, p.mid)
  );
};

const trees = (random: Random, p: Palette, y: number, spots: readonly number[]): string =>
  spots
    .map((x) => {
      const scale = 0.7 + random.next() * 0.6;
      const tree = random.chance(0.6)
        ? roundTree(p.ink, random.pick([p.near, p.mid]), p.light)
        : firTree(p.ink, p.near);
      return at(x + random.int(-14, 14), y + random.int(-4, 8), scale, tree);
    })
    .join("");

export const homeRepair = (random: Random, p: Palette): string => {
  const tools = random.shuffle([
    wrench(p.light),
    hammer(p.pop, p.light),
    brush(p.light, p.far, p.pop),
    wrench(p.pop),
  ]);
  const left = random.chance(0.5);
  const row = [150, 290, 430].map((x, i) =>
    at(
      (left ? x : x + 60) + random.int(-12, 12),
      276 + i * 3,
      0.95 + random.next() * 0.3,
      house(
        p,
        random.pick([p.light, p.glow, p.far]),
        random.pick([p.near, p.pop, p.ink]),
        random.chance(0.6),
      ),
    ),
  );
  return (
    outside(random, p, 236) +
    trees(random, p, 272, [60, 590]) +
    row.join("") +
    hills(random, 288, 6, p.near) +
    at(left ? 540 : 90, 350, 1.05, tools[0]!, random.int(-24, -8)) +
    at(left ? 588 : 140, 352, 0.95, tools[1]!, random.int(8, 26))
  );
};

const flower = (
  x: number,
  y: number,
  height: number,
  stem: string,
  petal: string,
  heart: string,
): string =>
  line(`M${x} ${y}V${y - height}`, stem, 4) +
  line(`M${x} ${y - height - 10}v10l9 -3l-9 3l6 8l-6 -8l-6 8l6 -8l-9 -3`, petal, 10) +
  circle(x, y - height, 5, heart);

export const garden = (random: Random, p: Palette): string => {
  const flowers = Array.from({ length: random.int(5, 8) }, (_, i) =>
    flower(
      50 + i * 74 + random.int(-20, 20),
      346 + random.int(-4, 10),
      random.int(26, 56),
      p.ink,
      random.pick([p.pop, p.light, p.glow]),
      random.pick([p.ink, p.pop]),
    ),
  );
  const fence = random.chance(0.55)
    ? rect(0, 266, 640, 7, p.light) +
      path(`M8 296v-42l10 -12l10 12v42z${"m42 0v-42l10 -12l10 12v42z".repeat(15)}`, p.light)
    : "";
  return (
    outside(random, p, 214) +
    trees(
      random,
      p,
      262,
      random.pick([
        [90, 190, 540],
        [120, 470, 570],
        [70, 330, 560],
      ]),
    ) +
    fence +
    hills(random, 296, 10, p.near) +
    flowers.join("")
  );
};

export const pets = (random: Random, p: Palette): string => {
  const withCat = random.chance(0.6);
  const x = random.int(190, 270);
  const prints = Array.from({ length: 5 }, (_, i) =>
    at(
      70 + i * 124 + random.int(-14, 14),
      336 + (i % 2) * -14,
      0.62,
      paw(p.mid),
      70 + random.int(-12, 12),
    ),
  );
  return (
    outside(random, p, 232) +
    trees(random, p, 276, [70, 580]) +
    hills(random, 286, 8, p.near) +
    prints.join("") +
    at(x, 298, 1.45, dog(random.pick([p.pop, p.light, p.glow]), p.ink, p.mid)) +
    (withCat
      ? at(
          x + random.int(190, 230),
          300,
          1.05,
          cat(random.pick([p.light, p.far, p.ink]), p.pop, p.glow),
        )
      : circle(x + 200, 282, 18, p.pop) +
        line(`M${x + 184} 276Q${x + 200} 286 ${x + 215} 274`, p.light, 3))
  );
};

const heart = (fill: string): string =>
  path(
    "M0 22C-40 -6 -28 -34 -10 -30C-4 -29 0 -22 0 -18C0 -22 4 -29 10 -30C28 -34 40 -6 0 22Z",
    fill,
  );

export const care = (random: Random, p: Palette): string => {
  const x = random.int(250, 390);
  const people = [-152, 146].map((dx, i) => {
    const cloth = i === 0 ? p.pop : p.ink;
    const size = i === 0 ? 1.3 : 1.1 + random.next() * 0.2;
    return at(
      x + dx + random.int(-10, 10),
      330,
      size,
      path("M-26 0V-46C-26 -72 26 -72 26 -46V0Z", cloth) +
        circle(0, -84, 21, i === 0 ? "#e0a981" : "#eec1a0") +
        path(
          "M-22 -84C-24 -112 24 -112 22 -84C14 -94 -14 -94 -22 -84Z",
          i === 0 ? "#3f2a20" : "#a3a09b",
        ),
    );
  });
  const hearts = Array.from({ length: random.int(2, 4) }, () =>
    at(
      x + random.int(-90, 90),
      random.int(60, 120),
      0.35 + random.next() * 0.6,
      heart(p.pop),
      random.int(-18, 18),
    ),
  );
  return (
    outside(random, p, 236) +
    trees(random, p, 284, [60, 590]) +
    at(x, 294, 1.5, house(p, p.light, p.near)) +
    hearts.join("") +
    hills(random, 306, 5, p.near) +
    people.join("")
  );
};

export const autoAndBike = (random: Random, p: Palette): string => {
  const dashes = `<path d="M20 330H640" stroke="${p.glow}" stroke-width="5" stroke-linecap="butt" stroke-dasharray="38 36"/>`;
  const body = random.pick([p.pop, p.light, p.near]);
  const vehicles = random.pick([
    at(random.int(210, 280), 312, 1.5, car(p, body)) +
      at(random.int(490, 520), 308, 0.95, bicycle(p.pop, p.light)),
    at(random.int(170, 210), 310, 1.35, bicycle(p.pop, p.light)) +
      at(random.int(440, 480), 312, 1.35, car(p, body)),
    at(random.int(200, 240), 310, 1.4, bicycle(p.pop, p.light)) +
      at(random.int(420, 460), 306, 1.25, bicycle(p.light, p.glow)),
  ]);
  return (
    outside(random, p, 222) +
    trees(random, p, 274, [50, 350, 600]) +
    rect(0, 272, 640, 88, p.ink) +
    rect(0, 272, 640, 10, p.near) +
    dashes +
    vehicles
  );
};
