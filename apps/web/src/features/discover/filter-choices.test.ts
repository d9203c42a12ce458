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
      durationMinutes: "90",
      minPrice: "",
      maxPrice: "",
      minRating: "4.5",
      sort: "",
    });
    expect(labels("sort")?.[0]).toBe("Recommended");
    expect(labels("durationMinutes")).toContain("1 h 30 min or longer");
  });

  it("turns a price range around that is upside down", () => {
    expect(changesFrom(formOf({ minPrice: "20000", maxPrice: "5000" }))).toMatchObject({
      minPrice: 5000,
      maxPrice: 20000,
    });
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
