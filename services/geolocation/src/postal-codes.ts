import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createStringStore, type StringStore } from "./string-store.ts";

const CAPACITY = 45_000;
const ENTRY =
  /"zip":"(\d{5})","latitude":(-?[\d.]+),"longitude":(-?[\d.]+),"city":"([^"]*)","state":"([A-Z]{2})"/g;
/** Post offices of the armed forces lie nowhere in particular. */
const MILITARY = new Set(["AA", "AE", "AP"]);

/** US postal codes in ascending order. */
export interface PostalCodes {
  codes: Uint32Array;
  lat: Float32Array;
  lng: Float32Array;
  /** "San Francisco, CA". */
  cities: StringStore;
  /** Position of a code's city in `cities`. */
  city: Uint16Array;
}

/** Where the table lies. */
export const POSTAL_CODES_FILE = createRequire(import.meta.url).resolve("zipcodes/lib/codes.js");

/** Reads the table's source text: evaluating it would make 40,000 objects. */
export const readPostalCodes = (): PostalCodes => {
  const cities = createStringStore(20_000, 300_000);
  const cityIds = new Map<string, number>();
  const read = {
    codes: new Uint32Array(CAPACITY),
    lat: new Float32Array(CAPACITY),
    lng: new Float32Array(CAPACITY),
    city: new Uint16Array(CAPACITY),
  };
  let size = 0;
  const text = readFileSync(POSTAL_CODES_FILE, "latin1");
  for (const [, code, lat, lng, name, state = ""] of text.matchAll(ENTRY)) {
    if (MILITARY.has(state)) continue;
    const label = `${name}, ${state}`;
    let id = cityIds.get(label);
    if (id === undefined) cityIds.set(label, (id = cities.add(label)));
    read.codes[size] = Number(code);
    read.lat[size] = Number(lat);
    read.lng[size] = Number(lng);
    read.city[size++] = id;
  }
  if (size > CAPACITY || size === 0)
    throw new Error("The table of postal codes does not look as this program expects.");
  const order = Uint32Array.from({ length: size }, (_, at) => at).sort(
    (a, b) => read.codes[a]! - read.codes[b]!,
  );
  return {
    codes: order.map((at) => read.codes[at]!),
    lat: Float32Array.from(order, (at) => read.lat[at]!),
    lng: Float32Array.from(order, (at) => read.lng[at]!),
    city: Uint16Array.from(order, (at) => read.city[at]!),
    cities: cities.freeze(),
  };
};

/** Positions of the codes that begin with `digits` (1–5 of them), at most `limit`. */
export const findPostalCodes = (
  { codes }: PostalCodes,
  digits: string,
  limit: number,
): number[] => {
  const from = Number(digits.padEnd(5, "0"));
  const to = Number(digits.padEnd(5, "9"));
  let low = 0;
  for (let high = codes.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (codes[middle]! < from) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let at = low; at < codes.length && codes[at]! <= to && found.length < limit; at++)
    found.push(at);
  return found;
};
