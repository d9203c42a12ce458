import type { Random } from "../prng.ts";
import { books, bottle, bucket, lamp, plant, sparkle, sprayBottle, window } from "./objects.ts";
import type { Palette } from "./palette.ts";
import { at, circle, ellipse, hills, line, path, rect } from "./shapes.ts";

/** A wall with a soft arch of light, and a table top to stand things on. */
const room = (random: Random, p: Palette, table = 290): string => {
  const x = random.int(150, 490);
  return (
    rect(0, 0, 640, 360, p.sky) +
    path(`M${x - 130} ${table}V150A130 130 0 0 1 ${x + 130} 150V${table}Z`, p.glow) +
    rect(0, table, 640, 360 - table, p.near) +
    rect(0, table, 640, 8, p.ink)
  );
};

const spread = (random: Random, items: readonly string[], y: number, scale: number): string => {
  const gap = 560 / items.length;
  return items
    .map((item, i) =>
      at(40 + gap * (i + 0.5) + random.int(-16, 16), y, scale * (0.9 + random.next() * 0.2), item),
    )
    .join("");
};

export const cleaning = (random: Random, p: Palette): string => {
  const bubbles = Array.from({ length: random.int(6, 9) }, () => {
    const [x, y, r] = [random.int(30, 610), random.int(30, 230), random.int(6, 22)];
    return circle(x, y, r, p.light, 0.7) + circle(x - r * 0.3, y - r * 0.3, r * 0.25, p.glow);
  });
  const things = random
    .shuffle([
      sprayBottle(p.pop, p.ink, p.light),
      bucket(p.mid, p.ink),
      sprayBottle(p.near, p.pop, p.light),
      plant(p, p.near),
      bottle(p.mid, p.pop, p.light),
    ])
    .slice(0, 4);
  const view = random.pick([170, 320, 470]);
  const sparkles = [0, 1, 2].map(() =>
    sparkle(view + random.int(-80, 80), random.int(70, 180), 0.6 + random.next(), p.pop),
  );
  return (
    room(random, p) +
    at(view, 130, 1.1, window(p, p.far)) +
    bubbles.join("") +
    sparkles.join("") +
    spread(random, things, 298, 1.2)
  );
};

const mirror = (p: Palette): string =>
  circle(0, -110, 76, p.pop) +
  circle(0, -110, 66, p.light) +
  line("M-34 -92L2 -146M-8 -82L32 -140", p.far, 5) +
  rect(-8, -36, 16, 36, p.pop) +
  rect(-40, -8, 80, 10, p.pop, 5);

const comb = (fill: string): string =>
  rect(-54, -70, 108, 18, fill, 7) + line(`M-47 -53v34${"m12 -34v34".repeat(8)}`, fill, 6);

const vase = (p: Palette, fill: string): string =>
  line(
    "M-4 -60C-10 -96 -26 -108 -32 -132M2 -60C2 -100 8 -120 6 -150M6 -60C14 -90 30 -100 40 -116",
    p.near,
    4,
  ) +
  circle(-33, -136, 13, p.pop) +
  circle(6, -154, 14, p.light) +
  circle(42, -120, 12, p.pop) +
  path(
    "M-14 -64H14C12 -48 28 -40 28 -18Q28 0 12 0H-12Q-28 0 -28 -18C-28 -40 -12 -48 -14 -64Z",
    fill,
  );

export const beauty = (random: Random, p: Palette): string => {
  const things = random
    .shuffle([
      bottle(p.mid, p.ink, p.light),
      bottle(p.pop, p.near, p.light),
      vase(p, p.mid),
      at(0, 0, 1, bottle(p.light, p.pop, p.far)),
    ])
    .slice(0, 3);
  const glassAt = random.int(0, things.length);
  const all = [...things.slice(0, glassAt), mirror(p), ...things.slice(glassAt)];
  return (
    room(random, p) +
    spread(random, all, 298, 1.2) +
    at(random.int(120, 520), 372, 0.8, comb(p.far), random.int(-12, 12))
  );
};

export const wellness = (random: Random, p: Palette): string => {
  const x = random.int(210, 430);
  const rings = [150, 116, 82]
    .map((r, i) => circle(x, 190, r, i % 2 ? p.glow : p.light, i === 0 ? 0.6 : 0.8))
    .join("");
  let y = 318;
  const stones = Array.from({ length: random.int(3, 5) }, (_, i) => {
    const width = 78 - i * 13 + random.int(-4, 4);
    const height = 19 - i * 2;
    y -= height * 1.75;
    return ellipse(
      x + random.int(-6, 6),
      y + height,
      width,
      height,
      [p.ink, p.near, p.pop, p.mid, p.far][i]!,
    );
  });
  const lotus = [-56, -28, 0, 28, 56]
    .map((turn) =>
      at(
        0,
        0,
        1,
        path(
          "M0 0C-22 -26 -16 -56 0 -74C16 -56 22 -26 0 0Z",
          turn === 0 ? p.light : turn % 56 === 0 ? p.mid : p.pop,
        ),
        turn,
      ),
    )
    .join("");
  const leafSide = x < 320 ? 500 : 140;
  return (
    rect(0, 0, 640, 360, p.sky) +
    rings +
    hills(random, 262, 16, p.far) +
    hills(random, 296, 8, p.mid) +
    stones.join("") +
    at(leafSide, 322, 1.1, lotus) +
    ellipse(leafSide, 326, 84, 8, p.near) +
    rect(0, 338, 640, 22, p.near)
  );
};

const pencils = (p: Palette): string =>
  [-14, 0, 14]
    .map((x, i) =>
      at(
        x,
        -40,
        1,
        rect(-5, -56, 10, 60, [p.pop, p.light, p.mid][i]!) + path("M-5 -56L0 -72L5 -56Z", p.glow),
        (i - 1) * 9,
      ),
    )
    .join("") + path("M-28 -52H28L24 0H-24Z", p.ink);

const globe = (p: Palette): string =>
  circle(0, -68, 46, p.mid) +
  path(
    "M-34 -92C-10 -112 4 -92 -6 -80C-20 -66 -36 -72 -34 -92ZM8 -70C26 -84 42 -74 36 -56C28 -34 4 -46 8 -70Z",
    p.light,
  ) +
  line("M-30 -112A56 56 0 1 0 44 -34", p.ink, 5) +
  rect(-4, -16, 8, 14, p.ink) +
  ellipse(0, -3, 34, 6, p.ink);

const notes = (fill: string): string =>
  line("M-16 0V-48L22 -58V-10", fill, 6) +
  ellipse(-24, 2, 11, 8, fill) +
  ellipse(14, -8, 11, 8, fill);

export const lessons = (random: Random, p: Palette): string => {
  const things = random
    .shuffle([
      books(random, [p.pop, p.mid, p.light, p.ink]),
      pencils(p),
      globe(p),
      lamp(p, p.pop),
      plant(p, p.near),
    ])
    .slice(0, 4);
  const board =
    rect(180, 40, 280, 130, p.light, 10) +
    rect(192, 52, 256, 106, p.near, 5) +
    line("M216 84H330M216 108H390M216 132H300", p.far, 5);
  const wall = random.chance(0.6)
    ? at(random.int(-90, 90), 0, 1, board)
    : [130, 320, 480]
        .map((x) =>
          at(
            x + random.int(-30, 30),
            random.int(90, 150),
            1,
            notes(random.pick([p.mid, p.pop, p.far])),
            random.int(-10, 10),
          ),
        )
        .join("");
  return room(random, p) + wall + spread(random, things, 296, 1.25);
};

const laptop = (p: Palette, screen: string): string =>
  rect(-92, -124, 184, 116, p.ink, 10) +
  rect(-84, -116, 168, 98, screen, 4) +
  path("M-112 -10H112L100 4H-100Z", p.far) +
  line("M-62 -92H-10M-62 -74H34M-62 -56H8", p.light, 6) +
  circle(52, -60, 20, p.pop) +
  line("M44 -60L50 -53L62 -68", p.light, 5);

const phone = (p: Palette): string =>
  rect(-22, -86, 44, 86, p.ink, 8) +
  rect(-17, -76, 34, 62, p.light, 3) +
  circle(0, -54, 9, p.pop) +
  line("M-9 -34H9M-9 -25H4", p.mid, 4);

const mug = (fill: string): string =>
  line("M20 -42C42 -46 42 -12 20 -16", fill, 7) +
  rect(-24, -54, 48, 54, fill, 8) +
  line("M-8 -66Q-14 -76 -6 -84M8 -66Q2 -76 10 -84", "#fff9", 4);

export const tech = (random: Random, p: Palette): string => {
  const side = random.shuffle([
    phone(p),
    mug(p.pop),
    plant(p, p.near),
    lamp(p, p.pop),
    mug(p.light),
  ]);
  const x = random.int(270, 370);
  const dots = Array.from({ length: 4 }, () => [random.int(40, 600), random.int(40, 110)] as const);
  const net =
    line(
      `M${dots
        .toSorted((a, b) => a[0] - b[0])
        .map((dot) => dot.join(" "))
        .join("L")}`,
      p.far,
      3,
    ) + dots.map(([dx, dy]) => circle(dx, dy, 9, p.mid)).join("");
  return (
    room(random, p) +
    net +
    at(x, 296, 1.35, laptop(p, random.pick([p.mid, p.near]))) +
    at(x - 210, 298, 1.2, side[0]!) +
    at(x + 205, 298, 1.2, side[1]!)
  );
};

const plate = (p: Palette): string =>
  ellipse(0, -4, 62, 9, p.light) +
  path("M-46 -8A46 46 0 0 1 46 -8Z", p.far) +
  circle(0, -58, 6, p.pop);
const cake = (p: Palette): string =>
  ellipse(0, -2, 66, 8, p.light) +
  rect(-50, -44, 100, 42, p.pop, 6) +
  rect(-34, -80, 68, 38, p.light, 6) +
  path(
    "M-50 -36C-40 -20 -30 -36 -20 -24C-8 -36 6 -20 16 -32C26 -20 40 -24 50 -36V-44H-50Z",
    p.glow,
  ) +
  rect(-3, -104, 6, 24, p.mid) +
  ellipse(0, -110, 4, 8, p.glow);
const camera = (p: Palette): string =>
  rect(-24, -92, 48, 20, p.ink, 6) +
  rect(-62, -80, 124, 80, p.ink, 12) +
  circle(0, -40, 30, p.far) +
  circle(0, -40, 19, p.near) +
  circle(-6, -46, 6, p.light) +
  circle(46, -66, 5, p.pop);

export const events = (random: Random, p: Palette): string => {
  const flags = Array.from({ length: 12 }, (_, i) => {
    const x = 12 + i * 54;
    const y = 40 + Math.sin((i / 11) * Math.PI) * 46;
    return path(
      `M${x} ${Math.round(y)}h34l-17 32z`,
      [p.pop, p.mid, p.light, p.near][(i + random.int(0, 1)) % 4]!,
    );
  });
  const bulbs = Array.from({ length: 9 }, (_, i) =>
    circle(36 + i * 71, 150 + Math.sin(i * 1.4) * 14, 7, p.glow),
  ).join("");
  const things = random
    .shuffle([
      cake(p),
      plate(p),
      camera(p),
      vase(p, p.mid),
      bottle(p.mid, p.pop, p.light),
      plate(p),
    ])
    .slice(0, 4);
  return (
    room(random, p) +
    line("M0 36Q320 142 640 36", p.ink, 3) +
    flags.join("") +
    bulbs +
    spread(random, things, 298, 1.2)
  );
};
