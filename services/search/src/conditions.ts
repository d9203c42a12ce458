import type { Area } from "./area.ts";
import { chordOfMeters, pointText, spaceText } from "./sphere.ts";

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

export const NO_WISHES: Wishes = {
  minRating: null,
  minPrice: null,
  maxPrice: null,
  verified: false,
  instant: false,
  languages: null,
};

/** The point that distances count from; bound when it is first used, for a statement may have no use for it. */
export const centerOf = ({ center }: Area, bind: Bind): (() => string) => {
  let bound: string | undefined;
  return () => (bound ??= `${bind(pointText(center))}::cube`);
};

/**
 * Conditions on rows `p` that hold exactly inside an area: always a box in space for the index, then the exact distance or the
 * edges on the map.
 */
export const insideArea = (
  { center: position, radiusMeters, box }: Area,
  center: () => string,
  bind: Bind,
): string[] => {
  const all: string[] = [];
  if (radiusMeters !== null) {
    all.push(`p.pos <@ ${bind(spaceText(position, radiusMeters))}::cube`);
    if (!box) all.push(`p.pos <-> ${center()} <= ${bind(chordOfMeters(radiusMeters))}::float8`);
  }
  if (box) {
    const [west, east] = [`${bind(box.west)}::float8`, `${bind(box.east)}::float8`];
    all.push(`p.lat between ${bind(box.south)}::float8 and ${bind(box.north)}::float8`);
    // Both signs of the antimeridian are the same line.
    all.push(
      box.west < box.east
        ? `(p.lng between ${west} and ${east} or abs(p.lng) = 180 and -p.lng between ${west} and ${east})`
        : `(p.lng >= ${west} or p.lng <= ${east})`,
    );
  }
  return all;
};

/** One of a service, in JSON path. */
const SOME_SERVICE =
  "$[*] ? (@.priceAmount >= $min && @.priceAmount <= $max && (@.isInstant == true || $any == true))";

/** Conditions on the other columns of rows `p`; what costs more comes last. */
export const fulfilling = (wishes: Wishes, bind: Bind): string[] => {
  const { minRating, minPrice, maxPrice, verified, instant, languages } = wishes;
  const all: string[] = [];
  if (minRating !== null) all.push(`p.rating >= ${bind(minRating)}::float8`);
  if (maxPrice !== null) all.push(`p.price_from <= ${bind(maxPrice)}::bigint`);
  if (verified) all.push("p.verified");
  if (instant) all.push("p.instant");
  if (languages) all.push(`p.languages && ${bind(languages)}::text[]`);
  // Neither column says whether one and the same service fits all.
  if (minPrice !== null || (maxPrice !== null && instant)) {
    const vars = { min: minPrice ?? 0, max: maxPrice ?? Number.MAX_SAFE_INTEGER, any: !instant };
    all.push(
      `exists (select from search.listings l where l.provider_id = p.provider_id
                and jsonb_path_exists(l.services, '${SOME_SERVICE}', ${bind(JSON.stringify(vars))}::jsonb))`,
    );
  }
  return all;
};
