import { distanceKm, type Place, type Position } from "@loconomy/contracts";
import type { AreaMatch } from "./areas.ts";
import { positionOf } from "./cities.ts";
import { fold } from "./fold.ts";
import { cityPlace, postalCodePlace, type Gazetteer } from "./gazetteer.ts";
import { findPostalCodes } from "./postal-codes.ts";

/** Orders of magnitude of population that a whole name is worth against the mere beginning of one, … */
const WHOLE_NAME_WORTH = 3;
/** … and a place's own name against one of its other names: "Waterloo" is not Austin, though it once was. */
const OWN_NAME_WORTH = 1.5;
/** … and being where somebody is: the village next door before a city far away, but not before the one all the world means. */
const NEAR_WORTH = 2.5;
/** At this distance being near is worth half of that. */
const NEAR_HALF_KM = 60;
/** "new south wales": a region's name after a city's has at most so many words. */
const AREA_WORDS_MAX = 3;

interface Reading {
  name: string;
  areas: AreaMatch[];
  wholeOnly: boolean;
}

/**
 * Places that `typed` can mean, the likeliest first: exact names before beginnings, large before small. Words after a
 * comma, or known regions and countries at the end, narrow; digits are US postal codes. Places around `near` are likelier.
 */
export const matchPlaces = (
  gazetteer: Gazetteer,
  typed: string,
  limit: number,
  near?: Position,
): Place[] => {
  const digits = /^\s*(\d{2,5})(?:-\d{0,4})?\s*$/.exec(typed)?.[1];
  if (digits)
    return findPostalCodes(gazetteer.postalCodes, digits, limit).map((at) =>
      postalCodePlace(gazetteer, at),
    );
  const parts = typed
    .replaceAll(/\d{4,}(?:-\d+)?/g, " ")
    .split(",")
    .map(fold)
    .filter(Boolean);
  // "10 Main St, Austin, TX": what is no place may be a street; then the next part names the place.
  for (let first = 0; first < Math.min(parts.length, 4); first++) {
    const found = matchReadings(
      gazetteer,
      readings(gazetteer, parts.slice(first), first > 0),
      limit,
      near,
    );
    if (found.length > 0) return found.map((city) => cityPlace(gazetteer, city));
  }
  return [];
};

/** The ways to read what was typed: as one name, and without commas also as a name followed by a region or country. */
const readings = (
  { areas }: Gazetteer,
  [name = "", ...rest]: string[],
  wholeOnly: boolean,
): Reading[] => {
  // A word that names no region or country (a county, a district) is passed over.
  const given = rest.flatMap((words) => areas.match(words, false) ?? []);
  const all: Reading[] = [{ name, areas: given, wholeOnly }];
  const words = name.split(" ");
  for (let taken = 1; taken <= AREA_WORDS_MAX && taken < words.length; taken++) {
    const area = areas.match(words.slice(-taken).join(" "), true);
    if (area)
      all.push({ name: words.slice(0, -taken).join(" "), areas: [...given, area], wholeOnly });
  }
  return all;
};

const matchReadings = (
  { cities, names }: Gazetteer,
  all: readonly Reading[],
  limit: number,
  near: Position | undefined,
): number[] => {
  let best: Array<{ city: number; score: number }> = [];
  for (const { name, areas, wholeOnly } of all) {
    names.visit(name, (city, isWhole, isOwn) => {
      if (wholeOnly && !isWhole) return;
      const worth =
        Math.log10(cities.population[city]! + 10) +
        (isWhole ? WHOLE_NAME_WORTH : 0) +
        (isOwn ? OWN_NAME_WORTH : 0);
      const leastOfBest = best.length >= limit ? best.at(-1)!.score : -Infinity;
      if (worth + (near ? NEAR_WORTH : 0) <= leastOfBest) return;
      // Only now, since a distance costs more than all the rest.
      const score = near ? worth + nearWorth(distanceKm(near, positionOf(cities, city))) : worth;
      if (score <= leastOfBest) return;
      const lies = areas.every(
        ({ regions, countries }) =>
          regions.has(cities.region[city]!) || countries.has(cities.country[city]!),
      );
      if (!lies) return;
      best = best.filter((other) => other.city !== city || other.score > score);
      if (best.some((other) => other.city === city)) return;
      const after = best.findIndex((other) => other.score < score);
      best.splice(after < 0 ? best.length : after, 0, { city, score });
      if (best.length > limit) best.pop();
    });
  }
  return best.map(({ city }) => city);
};

const nearWorth = (km: number): number => NEAR_WORTH / (1 + km / NEAR_HALF_KM);
