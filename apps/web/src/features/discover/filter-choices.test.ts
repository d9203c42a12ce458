import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesFrom, filterFields, type FieldName } from "./filter-choices.ts";
import { readSearchState, type SearchState } from "./read-search-state.ts";
import { searchHref } from "./search-state.ts";

const facts = {
  days: [
    { value: "2026-11-27", label: "Today" },
    { value: "2026-11-28", label: "Tomorrow" },
  ],
  currency: "USD",
  unit: "mi" as const,
  usualRadiusKm: 25,
};
const fieldOf = (name: FieldName, state: SearchState = {}, currency = "USD") =>
  filterFields(state, { ...facts, currency }).find((field) => field.name === name);
const labels = (name: FieldName, state?: SearchState, currency?: string) =>
  fieldOf(name, state, currency)?.choices.map((choice) => choice.label);
const formOf = (values: Record<string, string | string[]>): FormData => {
  const form = new FormData();
  for (const [name, given] of Object.entries(values))
    for (const value of [given].flat()) form.append(name, value);
  return form;
};
const stateAt = (href: string) =>
  readSearchState(Object.fromEntries(new URL(href, "http://localhost").searchParams));

describe("filters of the results", () => {
  it("offers prices that fit the currency, from and up to", () => {
    expect(labels("maxPrice")).toEqual([
      "Any price",
      "Up to $50",
      "Up to $100",
      "Up to $200",
      "Up to $400",
    ]);
    expect(labels("minPrice")?.[1]).toBe("From $50");
    expect(fieldOf("maxPrice", {}, "JPY")?.choices[1]).toEqual({
      value: "5000",
      label: "Up to ¥5,000",
    });
  });

  it("shows a price from the address that is no step, in its place", () => {
    expect(labels("maxPrice", { maxPrice: 7500 })).toEqual([
      "Any price",
      "Up to $50",
      "Up to $75",
      "Up to $100",
      "Up to $200",
      "Up to $400",
    ]);
  });

  it("shows what the address says, and any where it says nothing", () => {
    const state = { date: "2026-11-28", minRating: 4.5, durationMinutes: 90 };
    const values = filterFields(state, facts).map(({ name, value }) => [name, value]);
    expect(Object.fromEntries(values)).toEqual({
      date: "2026-11-28",
      partOfDay: "",
      time: "",
      radiusKm: "",
      durationMinutes: "90",
      minPrice: "",
      maxPrice: "",
      minRating: "4.5",
      sort: "",
    });
    expect(labels("sort")?.[0]).toBe("Recommended");
    expect(labels("durationMinutes")).toContain("1 h 30 min or longer");
  });

  it("offers distances in the unit of the place, the usual one where it belongs", () => {
    const radii = (unit: "mi" | "km", radiusKm?: number) =>
      filterFields({ radiusKm }, { ...facts, unit })
        .find(({ name }) => name === "radiusKm")
        ?.choices.map(({ value, label }) => [value, label]);
    expect(radii("mi")).toEqual([
      ["1.61", "Within 1 mi"],
      ["3.22", "Within 2 mi"],
      ["8.05", "Within 5 mi"],
      ["16.09", "Within 10 mi"],
      ["", "Within 16 mi"],
      ["40.23", "Within 25 mi"],
      ["80.47", "Within 50 mi"],
      ["160.93", "Within 100 mi"],
    ]);
    expect(radii("km")?.map(([, label]) => label)).toEqual(
      [1, 2, 5, 10, 25, 50, 100].map((km) => `Within ${km} km`),
    );
    expect(radii("km", 8.05)).toContainEqual(["8.05", "Within 8.1 km"]);
    expect(radii("mi", 8.05)).toEqual(radii("mi"));
    expect(fieldOf("radiusKm", { box: "-97.9,30.1,-97.5,30.5" })).toBeUndefined();
  });

  it("shows both ends of times of the day, and any where they are open", () => {
    const ends = (time?: string) =>
      filterFields({ date: "2026-11-28", time }, facts)
        .filter(({ name }) => name === "time")
        .map(({ label, value, choices }) => [
          label,
          choices.find((choice) => choice.value === value)?.label,
        ]);
    expect(ends("09:00-12:30")).toEqual([
      ["Starts from", "9:00 AM"],
      ["Starts before", "12:30 PM"],
    ]);
    expect(ends("-12:00")).toEqual([
      ["Starts from", "Any time"],
      ["Starts before", "12:00 PM"],
    ]);
  });

  it("reads the two ends of the times, whichever is earlier", () => {
    expect(changesFrom(formOf({ time: ["12:00", "09:00"] })).time).toBe("09:00-12:00");
    expect(changesFrom(formOf({ time: ["", ""] })).time).toBeUndefined();
    expect(changesFrom(formOf({ radiusKm: "8.05" })).radiusKm).toBe(8.05);
  });

  it("leads every combination of choices to an address that says the same again", () => {
    const pick = (name: FieldName) =>
      fc.constantFrom(...(fieldOf(name)?.choices ?? []).map((choice) => choice.value));
    const chosen = fc.record(
      {
        date: pick("date"),
        partOfDay: pick("partOfDay"),
        durationMinutes: pick("durationMinutes"),
        maxPrice: pick("maxPrice"),
        radiusKm: pick("radiusKm"),
        minRating: pick("minRating"),
        sort: pick("sort"),
        verified: fc.constant("true"),
        instant: fc.constant("true"),
        languages: fc.subarray(["en", "es", "vi"]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(chosen, (values) => {
        const changes = changesFrom(formOf(values));
        const state = stateAt(searchHref({ near: "Berlin" }, changes));
        const wanted = Object.entries(changes).filter(([, value]) => value !== undefined);
        expect(state).toEqual({ near: "Berlin", ...Object.fromEntries(wanted) });
      }),
    );
  });
});
