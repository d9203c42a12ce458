import type { City, Position } from "@loconomy/contracts";
import { positionOf } from "./cities.ts";
import { fold } from "./fold.ts";
import { cityPlace, type Gazetteer } from "./gazetteer.ts";

/** People name the city they live near: the largest within so many km, … */
const NEAR_KM = 25;
/** … where places of fewer people are none. */
const POPULATION_MIN = 15_000;
/** Where there is none: the nearest place of any size, unless it is farther than this. */
const FAR_KM = 100;
const KM_A_DEGREE = 111.2;

export type FindProminent = (position: Position) => City | null;

/** Finds the city that a position belongs to. Larger places lie in cells of one degree, which are wider than the distance below 77°. */
export const createProminent = (gazetteer: Gazetteer): FindProminent => {
  const { cities, nearest } = gazetteer;
  const cells = new Map<number, number[]>();
  const cellOf = (lat: number, lng: number): number =>
    (Math.floor(lat) + 90) * 360 + ((Math.floor(lng) + 180 + 360) % 360);
  for (let city = 0; city < cities.size; city++) {
    if (cities.population[city]! < POPULATION_MIN) continue;
    const { lat, lng } = positionOf(cities, city);
    const cell = cellOf(lat, lng);
    const there = cells.get(cell);
    if (there) there.push(city);
    else cells.set(cell, [city]);
  }
  return (position) => {
    let found: number | undefined;
    for (const north of [-1, 0, 1])
      for (const east of [-1, 0, 1])
        for (const city of cells.get(cellOf(position.lat + north, position.lng + east)) ?? [])
          if (
            (found === undefined || cities.population[city]! > cities.population[found]!) &&
            kmBetween(positionOf(cities, city), position) <= NEAR_KM
          )
            found = city;
    if (found === undefined) {
      const { city, distanceMeters } = nearest(position.lat, position.lng);
      if (distanceMeters <= FAR_KM * 1000) found = city;
    }
    return found === undefined ? null : toCity(gazetteer, found);
  };
};

/** On a plane, which is exact enough over 25 km. */
const kmBetween = (a: Position, b: Position): number => {
  const east = ((((a.lng - b.lng) % 360) + 540) % 360) - 180;
  return KM_A_DEGREE * Math.hypot(a.lat - b.lat, east * Math.cos((a.lat * Math.PI) / 180));
};

const toCity = (gazetteer: Gazetteer, at: number): City => {
  const { name, label, position, population } = cityPlace(gazetteer, at);
  const id = gazetteer.cities.ids[at]!;
  return { id, slug: slugOf(label) || String(id), name, label, position, population };
};

/** "Austin, TX, United States" → "austin-tx": within its own country a state says enough. */
const slugOf = (label: string): string =>
  fold(label.replace(/, United States$/, ""))
    .replaceAll(/[^a-z0-9 ]/g, "")
    .trim()
    .replaceAll(/ +/g, "-");
