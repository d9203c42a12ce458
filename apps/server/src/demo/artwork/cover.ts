import type { Random } from "../prng.ts";
import { PALETTES, type Palette } from "./palette.ts";
import { autoAndBike, care, garden, homeRepair, pets } from "./outdoor-scenes.ts";
import { beauty, cleaning, events, lessons, tech, wellness } from "./indoor-scenes.ts";
import { svg } from "./shapes.ts";

export type DrawScene = (random: Random, palette: Palette) => string;

/** One for each parent category, by its slug. */
const SCENES = {
  "home-repair": homeRepair,
  cleaning,
  garden,
  beauty,
  wellness,
  pets,
  lessons,
  care,
  tech,
  events,
  "auto-bike": autoAndBike,
} satisfies Record<string, DrawScene>;

export type Scene = keyof typeof SCENES;
export const isScene = (name: string): name is Scene => Object.hasOwn(SCENES, name);
export const SCENE_NAMES = Object.keys(SCENES) as Scene[];

/** A calm scene of the trade, 640 × 360. */
export const coverSvg = (random: Random, scene: Scene): string =>
  svg(640, 360, SCENES[scene](random, random.pick(PALETTES)));
