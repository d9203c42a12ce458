import type { CancellationPolicyName } from "@loconomy/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cancellationOutcome,
  freeUntil,
  keepPercentAt,
  policyTerms,
  shareOf,
  termsAfterMove,
} from "./cancellation.ts";

const HOUR = 3_600_000;
const start = Date.parse("2026-06-20T12:00:00Z");
const early = start - 30 * 24 * HOUR;

describe.each([
  ["flexible", 24, 0, 50],
  ["moderate", 48, 0, 50],
] as const)("%s", (name, hours, free, late) => {
  const at = (now: number) => keepPercentAt(policyTerms(name, start, early), now);
  test("is free up to and including its hour, half until the start, nothing back after", () => {
    expect(at(start - hours * HOUR)).toBe(free);
    expect(at(start - hours * HOUR + 1)).toBe(late);
    expect(at(start)).toBe(late);
    expect(at(start + 1)).toBe(100);
  });
});

test("strict: free until seven days before, half until a day before, then nothing back", () => {
  const at = (now: number) => keepPercentAt(policyTerms("strict", start, early), now);
  expect([
    at(start - 168 * HOUR),
    at(start - 168 * HOUR + 1),
    at(start - 24 * HOUR),
    at(start - 24 * HOUR + 1),
    at(start),
  ]).toEqual([0, 50, 50, 100, 100]);
});

test("the first hour after booking is free while the start is at least a day away", () => {
  const booked = start - 30 * HOUR;
  const terms = policyTerms("strict", start, booked);
  expect(keepPercentAt(terms, booked + HOUR)).toBe(0);
  expect(keepPercentAt(terms, booked + HOUR + 1)).toBe(50);
  expect(freeUntil(terms)).toBe(new Date(booked + HOUR).toISOString());
});

test("the grace ends with the day before the start", () => {
  const booked = start - 24.5 * HOUR;
  expect(keepPercentAt(policyTerms("moderate", start, booked), start - 24 * HOUR)).toBe(0);
  expect(keepPercentAt(policyTerms("moderate", start, booked), start - 24 * HOUR + 1)).toBe(50);
  const late = start - 23 * HOUR;
  expect(policyTerms("moderate", start, late).steps).toEqual([
    { until: new Date(start).toISOString(), keepPercent: 50 },
  ]);
  expect(policyTerms("strict", start, late).steps).toEqual([
    { until: new Date(start).toISOString(), keepPercent: 100 },
  ]);
  expect(freeUntil(policyTerms("strict", start, late))).toBeNull();
});

describe("a booking that moves", () => {
  const later = start + 72 * HOUR;
  const move = (name: CancellationPolicyName, now: number, status: "pending" | "confirmed") =>
    termsAfterMove({
      terms: policyTerms(name, start, early),
      status,
      start: later,
      bookedAt: early,
      now,
    });
  const at = (hoursBefore: number, keepPercent: number) => ({
    until: new Date(later - hoursBefore * HOUR).toISOString(),
    keepPercent,
  });

  test("while cancelling is free has the same policy, counted from its new start", () => {
    expect(move("flexible", start - 24 * HOUR, "confirmed")).toEqual({
      name: "flexible",
      steps: [at(24, 0), at(0, 50)],
    });
  });

  test("where cancelling would have cost something keeps that cost, a millisecond later already", () => {
    expect(move("flexible", start - 24 * HOUR + 1, "confirmed").steps).toEqual([at(0, 50)]);
    expect(move("strict", start - 24 * HOUR, "confirmed").steps).toEqual([at(24, 50), at(0, 100)]);
    expect(move("strict", start - 24 * HOUR + 1, "confirmed").steps).toEqual([at(0, 100)]);
  });

  test("again keeps what the first move kept", () => {
    const once = move("flexible", start - HOUR, "confirmed");
    const twice = termsAfterMove({
      terms: once,
      status: "confirmed",
      start: later + 240 * HOUR,
      bookedAt: early,
      now: start,
    });
    expect(keepPercentAt(twice, later)).toBe(50);
  });

  test("before it is accepted costs nothing, and leaves out what is over", () => {
    expect(move("strict", start - HOUR, "pending").steps).toEqual([at(24, 50), at(0, 100)]);
    expect(move("flexible", start - HOUR, "pending").steps).toEqual([at(24, 0), at(0, 50)]);
  });

  test("is never cheaper to cancel than it was at the moment of the move", () => {
    const names = fc.constantFrom<CancellationPolicyName>("flexible", "moderate", "strict");
    const hours = fc.double({ min: 0, max: 400, noNaN: true });
    fc.assert(
      fc.property(names, hours, hours, hours, (name, before, ahead, wait) => {
        const terms = policyTerms(name, start, early);
        const now = start - before * HOUR;
        const moved = termsAfterMove({
          terms,
          status: "confirmed",
          start: now + ahead * HOUR,
          bookedAt: early,
          now,
        });
        expect(keepPercentAt(moved, now + wait * HOUR)).toBeGreaterThanOrEqual(
          keepPercentAt(terms, now),
        );
      }),
    );
  });
});

test("steps are dates in order, and cancelling later never costs less", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<CancellationPolicyName>("flexible", "moderate", "strict"),
      fc.integer({ min: 0, max: 400 * 60 }),
      (name, minutesAhead) => {
        const booked = start - minutesAhead * 60_000;
        const { steps } = policyTerms(name, start, booked);
        const shares = steps.map((step) => step.keepPercent);
        const dates = steps.map((step) => Date.parse(step.until));
        expect(dates).toEqual(dates.toSorted((a, b) => a - b));
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(dates.every((date) => date >= booked)).toBe(true);
      },
    ),
  );
});

test("shares are whole units, and kept and given back are all of the price", () => {
  expect(shareOf(101, 50)).toBe(50);
  expect(shareOf(4500, 50)).toBe(2250);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000_000 }),
      fc.constantFrom(0, 50, 100),
      (amount, percent) => {
        const share = shareOf(amount, percent);
        expect(Number.isInteger(share)).toBe(true);
        expect(BigInt(share)).toBe((BigInt(amount) * BigInt(percent)) / 100n);
      },
    ),
  );
});

test("who cancels what decides before the terms do", () => {
  const facts = { terms: policyTerms("strict", start, early), amount: 4501, now: start - HOUR };
  expect(cancellationOutcome({ ...facts, status: "confirmed", by: "customer" })).toEqual({
    wasPaid: true,
    keepPercent: 100,
    keep: 4501,
    refund: 0,
  });
  expect(cancellationOutcome({ ...facts, status: "confirmed", by: "admin" })).toMatchObject({
    keep: 4501,
  });
  expect(cancellationOutcome({ ...facts, status: "confirmed", by: "provider" })).toEqual({
    wasPaid: true,
    keepPercent: 0,
    keep: 0,
    refund: 4501,
  });
  expect(cancellationOutcome({ ...facts, status: "confirmed", by: "clock" })).toMatchObject({
    keep: 0,
    refund: 4501,
  });
  expect(cancellationOutcome({ ...facts, status: "pending", by: "customer" })).toEqual({
    wasPaid: true,
    keepPercent: 0,
    keep: 0,
    refund: 4501,
  });
  expect(cancellationOutcome({ ...facts, status: "awaiting_payment", by: "customer" })).toEqual({
    wasPaid: false,
    keepPercent: 0,
    keep: 0,
    refund: 0,
  });
  expect(
    cancellationOutcome({ ...facts, status: "confirmed", by: "customer", now: start - 100 * HOUR }),
  ).toMatchObject({ keep: 2250, refund: 2251 });
});
