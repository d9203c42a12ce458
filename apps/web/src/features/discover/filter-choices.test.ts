import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesFrom, filterFields, priceChoices } from "./filter-choices.ts";
import { readSearchState } from "./read-search-state.ts";
import { searchHref } from "./search-state.ts";

const days = [
  { value: "2026-11-27", label: "Today" },
  { value: "2026-11-28", label: "Tomorrow" },
];

describe("filters above the results", () => {
  it("offers prices that fit the currency", () => {
    expect(priceChoices("USD").map((choice) => choice.label)).toEqual([
      "Up to $50",
      "Up to $100",
      "Up to $200",
      "Up to $400",
    ]);
    expect(priceChoices("JPY")[0]).toEqual({ value: "5000", label: "Up to ¥5,000" });
  });

  it("shows a price from the address that is no step", () => {
    expect(priceChoices("USD", 7500).map((choice) => choice.value)).toEqual([
      "5000",
      "7500",
      "10000",
      "20000",
      "40000",
    ]);
  });

  it("shows what the address says, and any where it says nothing", () => {
    const fields = filterFields({ date: "2026-11-28", minRating: 4.5 }, days, "USD");
    expect(Object.fromEntries(fields.map((field) => [field.name, field.value]))).toEqual({
      date: "2026-11-28",
      partOfDay: "",
      maxPrice: "",
      minRating: "4.5",
      sort: "",
    });
    expect(fields.find((field) => field.name === "sort")?.choices[0]).toEqual({
      value: "",
      label: "Recommended",
    });
  });

  it("leads every combination of choices to an address that shows the same choices again", () => {
    const pick = (name: string) =>
      fc.constantFrom(
        ...(filterFields({}, days, "USD").find((field) => field.name === name)?.choices ?? []).map(
          (choice) => choice.value,
        ),
      );
    const chosen = fc.record({
      date: pick("date"),
      partOfDay: pick("partOfDay"),
      maxPrice: pick("maxPrice"),
      minRating: pick("minRating"),
      sort: pick("sort"),
    });
    fc.assert(
      fc.property(chosen, (values) => {
        const href = searchHref({ near: "Berlin" }, changesFrom(values));
        const state = readSearchState(
          Object.fromEntries(new URL(href, "http://localhost").searchParams),
        );
        expect(
          Object.fromEntries(
            filterFields(state, days, "USD").map((field) => [field.name, field.value]),
          ),
        ).toEqual(values);
      }),
    );
  });
});
