import { describe, expect, it } from "vitest";
import { readJobPlace, withJobPlace } from "./job-place.ts";

const austin = { lat: 30.27, lng: -97.74, label: "Austin, TX, United States" };
const read = (query: string) => readJobPlace(new URLSearchParams(query));

describe("the place of a job in an address", () => {
  it("comes back as it was written, beside what is there", () => {
    const href = withJobPlace("/book?serviceId=1&start=2026-01-01T00%3A00%3A00Z", austin);
    expect(read(href.split("?")[1]!)).toEqual(austin);
    expect(href).toContain("serviceId=1&start=2026-01-01T00%3A00%3A00Z");
    expect(withJobPlace("/providers/pipes", undefined)).toBe("/providers/pipes");
  });

  it("is none when it is half, no number, or nowhere on Earth", () => {
    for (const query of ["lat=1", "lat=1&lng=", "lat=x&lng=2", "lat=91&lng=2", "lat=1&lng=200"])
      expect(read(query)).toBeUndefined();
    expect(read("lat=0&lng=0")).toEqual({ lat: 0, lng: 0, label: undefined });
  });
});
