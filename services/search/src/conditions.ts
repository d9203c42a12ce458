import type { Area } from "./area.ts";

/** Adds a parameter to the statement. @returns its placeholder. */
export type Bind = (value: unknown) => string;

/** What a listing must be, beside what words and times ask for; null and false ask for nothing. */
export interface Wishes {
  minRating: number | null;
  /** Minor units. */
  minPrice: number | null;
  maxPrice: number | null;
  verified: boolean;
  instant: boolean;
  /** Codes, of which one is enough. */
  languages: readonly string[] | null;
}

/** The point that distances count from. */
export const centerOf = ({ center }: Area, bind: Bind): string =>
  `ll_to_earth(${bind(center.lat)}::float8, ${bind(center.lng)}::float8)`;

/**
 * Conditions on `pos`, `lat` and `lng` that hold exactly inside an area: always a box in space for the index, then the exact
 * distance or the edges on the map.
 */
export const insideArea = ({ radiusMeters, box }: Area, center: string, bind: Bind): string[] => {
  const all: string[] = [];
  if (radiusMeters !== null) {
    const radius = `${bind(radiusMeters)}::float8`;
    all.push(`earth_box(${center}, ${radius}) @> pos`);
    if (!box) all.push(`earth_distance(pos, ${center}) <= ${radius}`);
  }
  if (box) {
    const [west, east] = [`${bind(box.west)}::float8`, `${bind(box.east)}::float8`];
    all.push(`lat between ${bind(box.south)}::float8 and ${bind(box.north)}::float8`);
    // Both signs of the antimeridian are the same line.
    all.push(
      box.west < box.east
        ? `(lng between ${west} and ${east} or abs(lng) = 180 and -lng between ${west} and ${east})`
        : `(lng >= ${west} or lng <= ${east})`,
    );
  }
  return all;
};

/** One of a service, in JSON path; columns that tell less go first because they cost less. */
const SOME_SERVICE =
  "$[*] ? (@.priceAmount >= $min && @.priceAmount <= $max && (@.isInstant == true || $any == true))";

/** Conditions on the other columns of a listing. */
export const fulfilling = (wishes: Wishes, bind: Bind): string[] => {
  const { minRating, minPrice, maxPrice, verified, instant, languages } = wishes;
  const all: string[] = [];
  if (minRating !== null) all.push(`rating >= ${bind(minRating)}::float8`);
  if (maxPrice !== null) all.push(`price_from <= ${bind(maxPrice)}::bigint`);
  if (verified) all.push("verified");
  if (instant) all.push("instant");
  if (languages) all.push(`languages && ${bind(languages)}::text[]`);
  // Neither column says whether one and the same service fits all.
  if (minPrice !== null || (maxPrice !== null && instant)) {
    const vars = { min: minPrice ?? 0, max: maxPrice ?? Number.MAX_SAFE_INTEGER, any: !instant };
    all.push(
      `jsonb_path_exists(services, '${SOME_SERVICE}', ${bind(JSON.stringify(vars))}::jsonb)`,
    );
  }
  return all;
};
