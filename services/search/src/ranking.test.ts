import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bayesianRating,
  keptShare,
  soonScore,
  standingParts,
  standingScore,
  WEIGHTS,
  type RankingFacts,
} from "./ranking.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const facts = fc.record<RankingFacts>({
  distanceMeters: fc.double({ min: 0, max: 20_000_000, noNaN: true }),
  rating: fc.double({ min: 1, max: 5, noNaN: true }),
  ratingCount: fc.nat(10_000),
  words: share,
  reliability: fc.option(share),
  instant: fc.boolean(),
  responseMinutes: fc.option(fc.nat(10_000)),
  verified: fc.boolean(),
  listedDays: fc.double({ min: -1, max: 10_000, noNaN: true }),
});
const now = new Date("2026-11-28T12:00:00Z");
const start = fc
  .date({ min: now, max: new Date("2099-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString());
const atMost = (a: number, b: number): boolean => a <= b + 1e-12;

test("the weights add up to one and every part lies between 0 and 1, so a score does too", () => {
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  fc.assert(
    fc.property(facts, start, (one, at) => {
      for (const part of Object.values(standingParts(one)))
        expect(part >= 0 && part <= 1).toBe(true);
      const score = standingScore(one) + soonScore(at, now);
      return score > 0 && atMost(score, 1) && atMost(standingScore(one), 1 - WEIGHTS.soon);
    }),
  );
});

/** A better fact of each kind, everything else the same. */
const BETTER: Record<string, (one: RankingFacts, by: number) => RankingFacts> = {
  nearer: (one, by) => ({ ...one, distanceMeters: one.distanceMeters * by }),
  "better rated": (one, by) => ({ ...one, rating: one.rating + (5 - one.rating) * by }),
  "closer to the words": (one, by) => ({ ...one, words: one.words + (1 - one.words) * by }),
  "more reliable": (one, by) => ({
    ...one,
    reliability:
      one.reliability === null ? 0.95 + 0.05 * by : one.reliability + (1 - one.reliability) * by,
  }),
  "booked without asking": (one) => ({ ...one, instant: true }),
  "quicker to answer": (one, by) => ({ ...one, responseMinutes: (one.responseMinutes ?? 60) * by }),
  verified: (one) => ({ ...one, verified: true }),
};

test.each(Object.entries(BETTER))("%s never ranks lower", (_what, better) => {
  fc.assert(
    fc.property(facts, share, (one, by) =>
      atMost(standingScore(one), standingScore(better(one, by))),
    ),
  );
});

test("sooner never ranks lower, and no open time ranks last", () => {
  fc.assert(
    fc.property(start, start, (a, b) =>
      atMost(soonScore(a < b ? b : a, now), soonScore(a < b ? a : b, now)),
    ),
  );
  fc.assert(fc.property(start, (at) => soonScore(at, now) > soonScore(undefined, now)));
  expect(soonScore("2026-11-28T11:00:00Z", now)).toBe(WEIGHTS.soon);
});

test("a newcomer's bonus is bounded, fades with reviews and days, ends, and never outdoes many times five stars", () => {
  const bonus = (one: RankingFacts): number => WEIGHTS.newcomer * standingParts(one).newcomer;
  fc.assert(
    fc.property(facts, fc.nat(20), fc.nat(100), (one, reviews, days) => {
      const older = {
        ...one,
        ratingCount: one.ratingCount + reviews,
        listedDays: one.listedDays + days,
      };
      return bonus(one) <= WEIGHTS.newcomer && bonus(older) <= bonus(one);
    }),
  );
  const listed = (listedDays: number, ratingCount: number) =>
    bonus({ ...NOBODY, listedDays, ratingCount });
  expect(listed(0, 0)).toBe(WEIGHTS.newcomer);
  expect(listed(60, 0)).toBe(0);
  expect(listed(0, 10)).toBe(0);
  expect(listed(59, 9)).toBeGreaterThan(0);
  const known = { ...NOBODY, listedDays: 900, ratingCount: 100 };
  expect(standingScore({ ...known, rating: 5 })).toBeGreaterThan(standingScore(NOBODY));
  expect(standingScore({ ...known, rating: 4.5 })).toBeLessThan(standingScore(NOBODY));
});

test("one lucky star proves less than many good ones, and one broken word little", () => {
  expect(bayesianRating(5, 1)).toBeLessThan(bayesianRating(4.8, 100));
  expect(bayesianRating(0, 0)).toBe(4.5);
  expect(keptShare(0, 0)).toBe(0.95);
  expect(keptShare(0, 1)).toBeGreaterThan(0.9);
  expect(keptShare(80, 20)).toBeLessThan(keptShare(0, 1));
});

/** Listed today at the very place, and nothing is known. */
const NOBODY: RankingFacts = {
  distanceMeters: 0,
  rating: 0,
  ratingCount: 0,
  words: 0,
  reliability: null,
  instant: false,
  responseMinutes: null,
  verified: false,
  listedDays: 0,
};
