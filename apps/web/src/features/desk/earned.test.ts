import type { LedgerEntry } from "@loconomy/contracts";
import { expect, it } from "vitest";
import { earnedSince } from "./earned.ts";

const entry = (
  at: string,
  amount: number,
  account: LedgerEntry["account"] = "provider_payable",
): LedgerEntry => ({
  id: at,
  kind: amount < 0 ? "refund" : "capture",
  bookingId: null,
  account,
  amount: { amount, currency: "USD" },
  at,
});

it("does not count what was sent on to their account", () => {
  const sent = { ...entry("2026-11-21T10:00:00.000Z", -4000), kind: "transfer" as const };
  expect(
    earnedSince([entry("2026-11-20T10:00:00.000Z", 5000), sent], "2026-11-01T00:00:00.000Z"),
  ).toEqual([{ amount: 5000, currency: "USD" }]);
});

it("sums the provider's own postings since a moment", () => {
  const entries = [
    entry("2026-11-20T10:00:00.000Z", 5000),
    entry("2026-11-21T10:00:00.000Z", -1000),
    entry("2026-11-21T10:00:00.000Z", 700, "platform_fees"),
    entry("2026-10-31T10:00:00.000Z", 9000),
  ];
  expect(earnedSince(entries, "2026-11-01T00:00:00.000Z")).toEqual([
    { amount: 4000, currency: "USD" },
  ]);
  expect(earnedSince([], "2026-11-01T00:00:00.000Z")).toEqual([]);
});
