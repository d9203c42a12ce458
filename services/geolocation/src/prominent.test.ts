import { expect, test } from "vitest";
import { loadGazetteer } from "./gazetteer.ts";
import { createProminent } from "./prominent.ts";

const find = createProminent(loadGazetteer());

test.each([
  ["its centre", 30.26715, -97.74306, "austin-tx"],
  ["a suburb", 30.2986, -97.8078, "austin-tx"],
  ["a quarter that is a place itself", 40.6782, -73.9442, "new-york-city-ny"],
  ["another country", 52.49, 13.4, "berlin-germany"],
  ["a place too small to have others", 69.6, -134, "tuktoyaktuk-nt-canada"],
])("%s", (_what, lat, lng, slug) => {
  expect(find({ lat, lng })?.slug).toBe(slug);
});

test("the date line parts nobody from their city", () => {
  const city = find({ lat: -16.8, lng: 179.95 });
  expect(find({ lat: -16.8, lng: -179.95 })).toEqual(city);
});

test("the open sea and the poles have none", () => {
  for (const [lat, lng] of [
    [0, -150],
    [90, 0],
    [-90, 180],
  ] as const)
    expect(find({ lat, lng })).toBeNull();
});
