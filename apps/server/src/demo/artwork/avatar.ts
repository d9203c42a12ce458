import type { Random } from "../prng.ts";
import { BACKDROPS, CLOTHES, HAIRS, SKINS } from "./palette.ts";
import { circle, ellipse, line, path, rect, svg } from "./shapes.ts";

interface Look {
  skin: string;
  shade: string;
  hair: string;
  cloth: string;
  second: string;
}

const TOP = "M51 74C47 44 62 32 80 32C99 32 113 44 109 74";

/** What is behind the head, and what lies over the forehead. */
const HAIRCUTS: ReadonlyArray<(look: Look) => { back: string; front: string }> = [
  ({ hair }) => ({
    back: "",
    front: path(`${TOP}C106 60 100 55 92 53C78 56 64 56 57 60C53 64 52 68 51 74Z`, hair),
  }),
  ({ hair }) => ({
    back: "",
    front: path(`${TOP}C107 64 103 58 98 54C84 60 66 58 62 48C57 56 53 64 51 74Z`, hair),
  }),
  ({ hair }) => ({
    back: path(
      "M46 72C42 34 62 27 80 27C98 27 118 34 114 72C113 92 118 108 121 121C106 130 54 130 39 121C42 108 47 92 46 72Z",
      hair,
    ),
    front: path(`${TOP}C106 62 96 56 84 46C74 58 60 60 51 74Z`, hair),
  }),
  ({ hair }) => ({
    back: path(
      "M45 74C40 36 60 28 80 28C100 28 120 36 115 74C116 88 114 98 108 102H52C46 98 44 88 45 74Z",
      hair,
    ),
    front: path(`${TOP}C108 62 104 56 98 56H62C56 56 52 62 51 74Z`, hair),
  }),
  ({ hair }) => ({
    back: circle(80, 27, 13, hair),
    front: path(`${TOP}C105 58 96 50 80 50C64 50 55 58 51 74Z`, hair),
  }),
  ({ hair }) => ({
    back:
      circle(52, 62, 15, hair) +
      circle(108, 62, 15, hair) +
      circle(64, 42, 17, hair) +
      circle(96, 42, 17, hair) +
      circle(80, 36, 17, hair),
    front:
      circle(62, 50, 9, hair) +
      circle(76, 46, 10, hair) +
      circle(90, 47, 9, hair) +
      circle(101, 54, 8, hair),
  }),
  ({ hair }) => ({
    back: "",
    front: `<g opacity=".3">${path(`${TOP}C104 54 94 47 80 47C66 47 56 54 51 74Z`, hair)}</g>`,
  }),
  ({ second }) => ({
    back: path(
      "M80 26C106 26 117 46 115 74C114 100 122 118 128 134H32C38 118 46 100 45 74C43 46 54 26 80 26Z",
      second,
    ),
    front: path(
      "M51 76C48 50 62 40 80 40C98 40 112 50 109 76C116 44 102 27 80 27C58 27 44 44 51 76Z",
      second,
    ),
  }),
  ({ hair }) => ({
    back: path("M104 52C122 50 130 74 122 106C119 112 112 110 113 103C115 86 112 70 102 64Z", hair),
    front: path(`${TOP}C106 58 98 50 84 49C68 50 56 58 51 74Z`, hair),
  }),
];
const HEADSCARF = 7;
const SHAVED = 6;

const CLOTHING: ReadonlyArray<(look: Look) => string> = [
  ({ second }) => line("M64 118Q80 134 96 118", second, 5),
  ({ second }) => path("M66 116L80 136L62 144L56 120ZM94 116L80 136L98 144L104 120Z", second),
  ({ second }) =>
    path("M52 160V136H108V160Z", second) + line("M54 138L60 119M106 138L100 119", second, 6),
  ({ second }) => line("M24 142H136M20 153H140", second, 4),
  ({ shade, second }) =>
    path("M66 116L80 134L94 116Z", shade) + line("M65 116L80 135L95 116", second, 3),
];

const face = (random: Random, { hair, shade }: Look, bearded: boolean): string => {
  const dark = "#2b211c";
  const eyes = circle(69, 74, 2.6, dark) + circle(91, 74, 2.6, dark);
  const brows = line("M64 66Q69 63 74 66M86 66Q91 63 96 66", hair, 2.2);
  const nose = line("M80 76Q77 83 81 84", shade, 2.2);
  const beard = bearded
    ? path(
        "M53 76C53 105 67 110 80 110C93 110 107 105 107 76C104 86 98 87 92 86C86 83 74 83 68 86C62 87 56 86 53 76Z",
        hair,
      )
    : "";
  const mouth = bearded
    ? line("M73 93Q80 98 87 93", "#fff", 2.6)
    : line(
        random.pick(["M70 90Q80 99 90 90", "M72 91Q80 97 88 91", "M71 90Q82 98 89 89"]),
        dark,
        2.4,
      );
  const cheeks = bearded
    ? ""
    : circle(62, 84, 5, "#e0735a", 0.2) + circle(98, 84, 5, "#e0735a", 0.2);
  const glasses = random.chance(0.22)
    ? line(
        "M60 74a9 9 0 1 0 18 0a9 9 0 1 0-18 0M82 74a9 9 0 1 0 18 0a9 9 0 1 0-18 0M78 73Q80 71 82 73",
        dark,
        1.8,
      )
    : "";
  return beard + cheeks + eyes + brows + nose + mouth + glasses;
};

/** Head and shoulders of a friendly person, 160 × 160. */
export const avatarSvg = (random: Random): string => {
  const tone = random.int(0, SKINS.length - 1);
  const skin = SKINS[tone]!;
  const backdrop = random.pick(BACKDROPS);
  const cloth = random.pick(CLOTHES);
  // Fair hair on fair skin only: the rest looks painted.
  const hair = random.pick(tone <= 2 ? HAIRS : [...HAIRS.slice(0, 3), HAIRS[6]]);
  const look: Look = {
    skin,
    shade: SKINS[tone + 1] ?? "#4c2b18",
    hair,
    cloth,
    second: random.pick(CLOTHES.filter((color) => color !== cloth)),
  };
  const cut = random.weighted(
    HAIRCUTS.map(
      (_, index) => [index, index === HEADSCARF ? 0.5 : index === SHAVED ? 0.7 : 1] as const,
    ),
  );
  const bearded = [0, 1, SHAVED].includes(cut) && random.chance(0.45);
  const { back, front } = HAIRCUTS[cut]!(look);
  const body = path("M16 160C18 130 44 117 80 117C116 117 142 130 144 160Z", cloth);
  const neck = path("M68 92H92V114Q80 126 68 114Z", look.shade);
  const head =
    ellipse(52.5, 77, 5, 7, skin) + ellipse(107.5, 77, 5, 7, skin) + rect(52, 40, 56, 67, skin, 28);
  const clothing = cut === HEADSCARF ? "" : random.pick(CLOTHING)(look);
  const halo = circle(
    80 + random.int(-26, 26),
    66 + random.int(-16, 16),
    random.int(58, 72),
    "#fff",
    0.4,
  );
  const layers = cut === HEADSCARF ? body + back + neck : back + body + neck + clothing;
  return svg(
    160,
    160,
    rect(0, 0, 160, 160, backdrop) + halo + layers + head + face(random, look, bearded) + front,
  );
};
