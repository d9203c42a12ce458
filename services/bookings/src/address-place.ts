import {
  distanceKm,
  type Address,
  type JobPlace,
  type Place,
  type Position,
} from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";

/** A place that an address was found at, and how far from there the door may be. */
export interface Located {
  place: JobPlace;
  withinKm: number;
}

const CANDIDATES_MAX = 20;
const POSTAL_CODE_KM = 5;
/** A postal code farther than this from its city is one of another country. */
const SAME_CITY_KM = 100;

/** How far from its middle a city reaches, by how many people live there. */
const reachKm = (population: number): number => {
  if (population >= 1_000_000) return 30;
  if (population >= 250_000) return 20;
  return population >= 50_000 ? 12 : 8;
};

/**
 * Where an address is, as far as the gazetteer knows: its postal code, else its city; of several of that name the one nearest to
 * where the job is expected. Null when it knows neither, or cannot be asked.
 */
export const locateAddress = async (
  { clients, log }: Pick<ServiceDependencies, "clients" | "log">,
  { city, postalCode, region, country }: Address,
  near: Position,
): Promise<Located | null> => {
  const search = async (q: string): Promise<Place[]> =>
    (await clients.geolocation.searchPlaces({ q, limit: CANDIDATES_MAX })).items;
  try {
    const q = [city, region, country].filter(Boolean).join(", ").slice(0, 200);
    const cities = (await search(q)).filter(({ name }) => isSame(name, city));
    const [nearest] = cities.toSorted(
      (a, b) => distanceKm(near, a.position) - distanceKm(near, b.position),
    );
    if (!nearest) return null;
    const digits = postalCode?.match(/^\d{5}/)?.[0];
    const codes = digits ? await search(digits) : [];
    const code = codes.find(
      ({ name, position }) =>
        name === digits && distanceKm(position, nearest.position) <= SAME_CITY_KM,
    );
    return code ? found(code, POSTAL_CODE_KM) : found(nearest, reachKm(nearest.population));
  } catch (error) {
    log.warn({ err: error }, "an address could not be looked up");
    return null;
  }
};

const isSame = (a: string, b: string): boolean =>
  a.localeCompare(b.trim(), undefined, { sensitivity: "base" }) === 0;

const found = ({ label, position }: Place, withinKm: number): Located => ({
  place: { ...position, label },
  withinKm,
});

/** Where the job is: as it was said when the time was held, unless the address is clearly elsewhere. */
export const betterPlace = (held: JobPlace | null, located: Located | null): JobPlace | null => {
  if (!located) return held;
  const agrees = held && distanceKm(held, located.place) <= located.withinKm;
  return agrees ? held : located.place;
};
