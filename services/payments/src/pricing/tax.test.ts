import type { TaxRate } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { taxesOn } from "./tax.ts";

const rate = (facts: Partial<TaxRate>): TaxRate => ({
  id: crypto.randomUUID(),
  country: "US",
  region: null,
  name: "Sales tax",
  ratePpm: 62_500,
  isInclusive: false,
  validFrom: "2026-01-01",
  validUntil: null,
  ...facts,
});
const names = (rates: TaxRate[], place: { country: string; region: string | null }, day: string) =>
  taxesOn(rates, place, day).map(({ name }) => name);

test("taxes of the country and of the region hold, of no other place", () => {
  const rates = [
    rate({ country: "CA", name: "GST" }),
    rate({ country: "CA", region: "BC", name: "PST" }),
    rate({ country: "CA", region: "QC", name: "QST" }),
    rate({ country: "US", region: "BC", name: "of another country" }),
  ];
  const day = "2026-12-01";
  expect(names(rates, { country: "CA", region: "BC" }, day)).toEqual(["GST", "PST"]);
  expect(names(rates, { country: "CA", region: "bc" }, day)).toEqual(["GST", "PST"]);
  expect(names(rates, { country: "CA", region: null }, day)).toEqual(["GST"]);
  expect(names(rates, { country: "MX", region: null }, day)).toEqual([]);
});

test("from its first day to its last, both included", () => {
  const rates = [
    rate({ name: "old", validUntil: "2026-12-31" }),
    rate({ name: "new", validFrom: "2027-01-01" }),
  ];
  const at = (day: string) => names(rates, { country: "US", region: "TX" }, day);
  expect(at("2025-12-31")).toEqual([]);
  expect(at("2026-01-01")).toEqual(["old"]);
  expect(at("2026-12-31")).toEqual(["old"]);
  expect(at("2027-01-01")).toEqual(["new"]);
});
