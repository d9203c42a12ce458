import type { BookingStatus, TimelineEntry } from "@loconomy/contracts";
import { describe, expect, test } from "vitest";
import { sideOf, WRITE_DAYS, writeUntil, writingState } from "./writing.ts";

const end = "2026-11-28T09:30:00.000Z";
const steps = (...actions: Array<TimelineEntry["action"]>) =>
  actions.map((action, hour) => ({ action, at: `2026-11-20T0${hour}:00:00.000Z` }));

const until = (status: BookingStatus, ...actions: Array<TimelineEntry["action"]>) =>
  writeUntil({ status, end }, steps(...actions))?.toISOString() ?? null;

describe("the last moment to write", () => {
  test.each([
    "pending",
    "confirmed",
    "in_progress",
    "completed",
    "no_show",
    "disputed",
    "refunded",
  ] as const)("of a booking that is %s is 30 days after its end", (status) =>
    expect(until(status)).toBe("2026-12-28T09:30:00.000Z"),
  );

  test("of a booking that was called off is 30 days after that", () => {
    expect(until("cancelled", "book", "pay", "cancel")).toBe("2026-12-20T02:00:00.000Z");
    expect(until("declined", "book", "pay", "decline")).toBe("2026-12-20T02:00:00.000Z");
    expect(until("expired", "book", "pay", "expire")).toBe("2026-12-20T02:00:00.000Z");
  });

  test("never comes for a booking that was not paid", () => {
    expect(until("awaiting_payment", "book")).toBeNull();
    expect(until("cancelled", "book", "cancel")).toBeNull();
    expect(until("expired", "book", "expire")).toBeNull();
  });
});

test("writing is open to the last moment, for those whose address is confirmed", () => {
  const last = new Date(Date.parse(end) + WRITE_DAYS * 86_400_000);
  expect(writingState(last, true, last)).toBe("open");
  expect(writingState(last, false, last)).toBe("unverified");
  expect(writingState(last, true, new Date(last.getTime() + 1))).toBe("over");
  expect(writingState(null, true, last)).toBe("unpaid");
});

test("strangers have no side", () => {
  const booking = { customerId: "c", providerUserId: "p" };
  expect(sideOf(booking, "c")).toBe("customer");
  expect(sideOf(booking, "p")).toBe("provider");
  expect(sideOf(booking, "x")).toBeNull();
});
