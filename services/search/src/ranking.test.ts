import fc from "fast-check";
import { expect, test } from "vitest";
import { bayesianRating, soonScore, standingScore, WEIGHTS, type Standing } from "./ranking.ts";

const match = fc.record<Standing>({
  distanceMeters: fc.double({ min: 0, max: 200_000, noNaN: true }),
  rating: fc.double({ min: 1, max: 5, noNaN: true }),
  ratingCount: fc.nat(10_000),
  verified: fc.boolean(),
});
const now = new Date("2026-11-28T12:00:00Z");

test("the weights add up to one, so a score lies between 0 and 1", () => {
  expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  fc.assert(
    fc.property(match, fc.date({ min: now, noInvalidDate: true }), (one, start) => {
      const score = standingScore(one) + soonScore(start.toISOString(), now);
      return score > 0 && score <= 1 + 1e-12;
    }),
  );
});

test("nearer, better rated, verified and sooner never lower a score", () => {
  fc.assert(
    fc.property(match, fc.double({ min: 0, max: 1, noNaN: true }), (one, share) => {
      const nearer =
        standingScore({ ...one, distanceMeters: one.distanceMeters * share }) >= standingScore(one);
      const better =
        standingScore({ ...one, rating: one.rating + (5 - one.rating) * share }) >=
        standingScore(one) - 1e-12;
      return nearer && better && standingScore({ ...one, verified: true }) >= standingScore(one);
    }),
  );
  expect(soonScore("2026-11-28T13:00:00Z", now)).toBeGreaterThan(
    soonScore("2026-11-29T13:00:00Z", now),
  );
  expect(soonScore(undefined, now)).toBe(0);
});

test("one lucky star proves less than many good ones", () => {
  expect(bayesianRating(5, 1)).toBeLessThan(bayesianRating(4.8, 100));
  expect(bayesianRating(0, 0)).toBe(4.2);
});
