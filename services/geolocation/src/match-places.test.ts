import { describe, expect, test } from "vitest";
import { loadGazetteer } from "./gazetteer.ts";
import { matchPlaces } from "./match-places.ts";

const gazetteer = loadGazetteer();
const labels = (typed: string, limit = 8): string[] =>
  matchPlaces(gazetteer, typed, limit).map((place) => place.label);

describe("the first place", () => {
  test.each([
    ["Austin, TX", "Austin, TX, United States"],
    ["austin tx", "Austin, TX, United States"],
    ["AUSTIN, TEXAS", "Austin, TX, United States"],
    ["Austin, T", "Austin, TX, United States"],
    ["aus", "Austin, TX, United States"],
    ["Berlin", "Berlin, Germany"],
    ["Berlin, Deutschland", "Berlin, Germany"],
    ["berlin, nh", "Berlin, NH, United States"],
    ["Munich", "Munich, Bavaria, Germany"],
    ["München", "Munich, Bavaria, Germany"],
    ["munchen", "Munich, Bavaria, Germany"],
    ["muenchen", "Munich, Bavaria, Germany"],
    ["San Fran", "San Francisco, CA, United States"],
    ["new york", "New York City, NY, United States"],
    ["St. Louis", "St. Louis, MO, United States"],
    ["London", "London, England, United Kingdom"],
    ["London, ON", "London, ON, Canada"],
    ["london ontario", "London, ON, Canada"],
    ["paris", "Paris, Île-de-France, France"],
    ["paris texas", "Paris, TX, United States"],
    ["Waterloo", "Waterloo, ON, Canada"],
    ["東京", "Tokyo, Japan"],
    ["Sydney, New South Wales", "Sydney, NSW, Australia"],
    ["10 Main St, Austin, TX 78701", "Austin, TX, United States"],
    ["Austin, Travis County, TX", "Austin, TX, United States"],
    ["10115 Berlin", "Berlin, Germany"],
    ["94103", "San Francisco, CA 94103, United States"],
    ["94103-1234", "San Francisco, CA 94103, United States"],
    ["02108", "Boston, MA 02108, United States"],
  ])("for %s is %s", (typed, label) => {
    expect(labels(typed)[0]).toBe(label);
  });
});

describe("near a position", () => {
  const houston = { lat: 29.76, lng: -95.37 };
  const portland = { lat: 45.52, lng: -122.68 };
  test.each([
    ["spring", houston, "Spring, TX, United States"],
    ["vancouver", portland, "Vancouver, WA, United States"],
    ["pari", houston, "Paris, Île-de-France, France"],
    ["lond", houston, "London, England, United Kingdom"],
    ["austin", portland, "Austin, TX, United States"],
  ])("%s is the likeliest of that name", (typed, near, label) => {
    expect(matchPlaces(gazetteer, typed, 5, near)[0]?.label).toBe(label);
  });
});

test("a place carries its position, zone and population", () => {
  const [austin] = matchPlaces(gazetteer, "Austin, TX", 1);
  expect(austin).toMatchObject({
    id: "4671654",
    name: "Austin",
    country: "US",
    region: "TX",
    timeZone: "America/Chicago",
  });
  expect(austin!.position).toEqual({ lat: 30.26715, lng: -97.74306 });
  expect(austin!.population).toBeGreaterThan(900_000);
  const [zip] = matchPlaces(gazetteer, "94103", 1);
  expect(zip).toMatchObject({
    id: "us-94103",
    name: "94103",
    region: "CA",
    timeZone: "America/Los_Angeles",
    position: { lat: 37.7725, lng: -122.4147 },
  });
});

test("a whole name comes before the beginning of a larger one", () => {
  expect(labels("Frankfort")[0]).toContain("Frankfort");
  expect(labels("York")[0]).toBe("York, England, United Kingdom");
});

test("the beginning of a postal code lists those that begin so", () => {
  expect(matchPlaces(gazetteer, "9410", 20).map((place) => place.name)).toEqual(
    expect.arrayContaining(["94102", "94103"]),
  );
  expect(labels("00000")).toEqual([]);
});

test("no place comes twice, and no more than asked", () => {
  for (const typed of ["s", "san", "new york ny", "paris", "a"]) {
    const found = matchPlaces(gazetteer, typed, 20);
    expect(new Set(found.map((place) => place.id)).size).toBe(found.length);
    expect(found.length).toBeLessThanOrEqual(20);
  }
});

test("a region that does not have the place finds nothing", () => {
  expect(labels("Munich, TX")).toEqual([]);
  expect(labels("Nowhereville xyz")).toEqual([]);
});

test.each([
  "🙂",
  "%_'\"\\",
  "%",
  "_",
  "'; drop table places; --",
  "\u202Eniltsua",
  ",,,,",
  " ",
  "\\",
  "a".repeat(200),
  "1".repeat(200),
  "(((((",
  "👩‍🔧,🏳️‍🌈",
])("hostile input %j is answered", (typed) => {
  expect(matchPlaces(gazetteer, typed, 8).length).toBeLessThanOrEqual(8);
});

test("typing a name letter by letter stays quick", () => {
  const times: number[] = [];
  for (const name of [
    "San Francisco, CA",
    "Frankfurt am Main",
    "Los Angeles California",
    "Saint Petersburg",
    "Buenos Aires",
  ]) {
    for (let length = 1; length <= name.length; length++) {
      const start = performance.now();
      matchPlaces(gazetteer, name.slice(0, length), 8);
      times.push(performance.now() - start);
    }
  }
  const median = times.toSorted((a, b) => a - b)[times.length >> 1]!;
  expect(median).toBeLessThan(15);
});
