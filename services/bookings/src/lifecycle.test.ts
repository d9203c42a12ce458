import { BookingStatus } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { answerDueAt, availableActions, noticeFor, remindAt } from "./lifecycle.ts";

const HOUR = 3_600_000;
const start = Date.parse("2026-06-10T12:00:00Z");
const end = start + HOUR;
const times = (expiresAt: number | null = null) => ({ start, end, expiresAt });

test("a job can be started from thirty minutes before, to the millisecond", () => {
  expect(availableActions("confirmed", "provider", times(), start - 30 * 60_000 - 1)).toEqual([
    "cancel",
  ]);
  expect(availableActions("confirmed", "provider", times(), start - 30 * 60_000)).toEqual([
    "cancel",
    "start",
  ]);
});

test("it can be completed from the start on, by the clock a day after the end", () => {
  expect(availableActions("in_progress", "provider", times(), start - 1)).toEqual([]);
  expect(availableActions("in_progress", "provider", times(), start)).toEqual(["complete"]);
  expect(availableActions("in_progress", "clock", times(), end + 24 * HOUR - 1)).toEqual([]);
  expect(availableActions("in_progress", "clock", times(), end + 24 * HOUR)).toEqual(["complete"]);
});

test("paying is offered until the time runs out", () => {
  expect(availableActions("awaiting_payment", "customer", times(start), start - 1)).toEqual([
    "pay",
    "cancel",
  ]);
  expect(availableActions("awaiting_payment", "customer", times(start), start)).toEqual(["cancel"]);
});

test("each side is offered what is its own", () => {
  expect(availableActions("pending", "provider", times(start), start - 3 * HOUR)).toEqual([
    "accept",
    "decline",
    "cancel",
  ]);
  expect(availableActions("pending", "customer", times(start), start - 3 * HOUR)).toEqual([
    "cancel",
  ]);
  expect(availableActions("confirmed", "admin", times(), start - 3 * HOUR)).toEqual(["cancel"]);
  for (const status of BookingStatus.options.filter((s) =>
    ["completed", "declined", "cancelled", "expired"].includes(s),
  )) {
    for (const party of ["customer", "provider", "admin", "clock"] as const)
      expect(availableActions(status, party, times(), start)).toEqual([]);
  }
});

test("a request waits a day for its answer, never later than two hours before the start, never into the past", () => {
  expect(answerDueAt(start - 100 * HOUR, start, start - 100 * HOUR)).toBe(start - 76 * HOUR);
  expect(answerDueAt(start - 10 * HOUR, start, start - 10 * HOUR)).toBe(start - 2 * HOUR);
  expect(answerDueAt(start - 26 * HOUR, start, start - 26 * HOUR)).toBe(start - 2 * HOUR);
  expect(answerDueAt(start - 3 * HOUR, start, start - HOUR)).toBe(start - HOUR);
});

test("requests need three hours of notice, instant bookings what the provider asks for", () => {
  expect(noticeFor(60, true)).toBe(60);
  expect(noticeFor(60, false)).toBe(180);
  expect(noticeFor(600, false)).toBe(600);
});

test("reminders come a day before, else two hours before, else not at all", () => {
  expect(remindAt(start, start - 25 * HOUR)).toBe(start - 24 * HOUR);
  expect(remindAt(start, start - 24 * HOUR)).toBe(start - 2 * HOUR);
  expect(remindAt(start, start - 2 * HOUR)).toBeNull();
});
