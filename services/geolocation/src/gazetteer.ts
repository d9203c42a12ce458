import type { Place } from "@loconomy/contracts";
import { createAreas, type Areas } from "./areas.ts";
import { CITIES_FILE, positionOf, readCities, type Cities } from "./cities.ts";
import { kept } from "./kept.ts";
import { createNameIndex, type NameIndex } from "./name-index.ts";
import { createNearest, type FindNearest } from "./nearest.ts";
import { POSTAL_CODES_FILE, readPostalCodes, type PostalCodes } from "./postal-codes.ts";
import { stringAt } from "./string-store.ts";
import { zoneAt } from "./zone.ts";

/** All places the product knows, in memory. */
export interface Gazetteer {
  cities: Cities;
  names: NameIndex;
  postalCodes: PostalCodes;
  areas: Areas;
  nearest: FindNearest;
}

let loaded: Gazetteer | undefined;

/** Loads the gazetteer once per process, about 50 MB: in a tenth of a second, or a second and a half when it has to be read first. */
export const loadGazetteer = (): Gazetteer => {
  if (loaded) return loaded;
  const { cities, postalCodes } = kept("gazetteer", [CITIES_FILE, POSTAL_CODES_FILE], () => ({
    cities: readCities(),
    postalCodes: readPostalCodes(),
  }));
  loaded = {
    cities,
    names: createNameIndex(cities.searched),
    postalCodes,
    areas: createAreas(cities),
    nearest: createNearest(cities),
  };
  return loaded;
};

/** A city as the contract shows it: "Austin, TX, United States". */
export const cityPlace = ({ cities, areas }: Gazetteer, city: number): Place => {
  const name = stringAt(cities.names, city);
  const region = areas.regionName(cities.region[city]!);
  const country = cities.country[city]!;
  return {
    id: String(cities.ids[city]),
    name,
    label: [name, ...(region && region !== name ? [region] : []), areas.countryName(country)].join(
      ", ",
    ),
    country: cities.countryCodes[country]!,
    region,
    position: positionOf(cities, city),
    timeZone: cities.zones[cities.zone[city]!]!,
    population: cities.population[city]!,
  };
};

/** A US postal code as a place: "San Francisco, CA 94103, United States". */
export const postalCodePlace = ({ postalCodes }: Gazetteer, at: number): Place => {
  const code = String(postalCodes.codes[at]).padStart(5, "0");
  const city = stringAt(postalCodes.cities, postalCodes.city[at]!);
  // Single precision, back to the four places of the source.
  const degrees = (value: number): number => Math.round(value * 10_000) / 10_000;
  const position = { lat: degrees(postalCodes.lat[at]!), lng: degrees(postalCodes.lng[at]!) };
  return {
    id: `us-${code}`,
    name: code,
    label: `${city} ${code}, United States`,
    country: "US",
    region: city.slice(-2),
    position,
    timeZone: zoneAt(position.lat, position.lng),
    population: 0,
  };
};
