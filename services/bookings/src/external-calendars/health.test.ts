import { describe, expect, test } from "vitest";
import { afterFailure, nextAfterSuccess, stateOf, STALE_MS, type Health } from "./health.ts";

const MINUTE_MS = 60_000;
const NOW = Date.parse("2026-11-27T10:00:00Z");
const fine: Health = { lastFetchedAt: NOW, failures: 0, failingSince: null, staleSince: null };

test("a calendar is read every quarter of an hour, a tenth sooner or later", () => {
  expect(nextAfterSuccess(NOW, 0) - NOW).toBe(13.5 * MINUTE_MS);
  expect(nextAfterSuccess(NOW, 1) - NOW).toBe(16.5 * MINUTE_MS);
});

describe("after failures", () => {
  test("it is tried later each time, at most every three hours", () => {
    const minutes = [0, 1, 2, 3, 4, 5].map(
      (failures) => (afterFailure({ ...fine, failures }, NOW, 0.5).nextFetchAt - NOW) / MINUTE_MS,
    );
    expect(minutes).toEqual([15, 30, 60, 120, 180, 180]);
  });

  test("the first one says since when", () => {
    expect(afterFailure(fine, NOW, 0.5)).toMatchObject({ failures: 1, failingSince: NOW });
    const again = afterFailure({ ...fine, failures: 1, failingSince: NOW }, NOW + MINUTE_MS, 0.5);
    expect(again).toMatchObject({ failures: 2, failingSince: NOW, isNewlyStale: false });
  });

  test("after a day it is stale, to the minute, and that is news once", () => {
    const failing = { ...fine, failures: 9, failingSince: NOW };
    const shortly = afterFailure(failing, NOW + STALE_MS - MINUTE_MS, 0.5);
    expect(shortly).toMatchObject({ isNewlyStale: false, staleSince: null });
    expect(shortly.nextFetchAt).toBe(NOW + STALE_MS);
    const then = afterFailure(failing, NOW + STALE_MS, 0.5);
    expect(then).toMatchObject({ isNewlyStale: true, staleSince: NOW + STALE_MS });
    const later = afterFailure({ ...failing, staleSince: then.staleSince }, NOW + 2 * STALE_MS, 0);
    expect(later).toMatchObject({ isNewlyStale: false, staleSince: NOW + STALE_MS });
  });
});

test.each([
  ["waiting", { lastFetchedAt: null }],
  ["ok", {}],
  ["failing", { failingSince: NOW }],
  ["failing", { lastFetchedAt: null, failingSince: NOW }],
  ["stale", { failingSince: NOW, staleSince: NOW }],
])("%s", (state, more) => {
  expect(stateOf({ ...fine, ...more })).toBe(state);
});
