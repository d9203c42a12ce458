import { BookingStatus } from "@loconomy/contracts";
import { describe, expect, test } from "vitest";
import {
  answerDueAt,
  availableActions,
  noticeFor,
  proposalLapsesAt,
  remindAt,
  type BookingTimes,
} from "./lifecycle.ts";

const HOUR = 3_600_000;
const start = Date.parse("2026-06-10T12:00:00Z");
const end = start + HOUR;
const times = (expiresAt: number | null = null, more: Partial<BookingTimes> = {}) => ({
  start,
  end,
  expiresAt,
  freeUntil: null,
  proposal: null,
  closedAt: null,
  dispute: null,
  ...more,
});

test("a job can be started from thirty minutes before, to the millisecond", () => {
  expect(availableActions("confirmed", "provider", times(), start - 30 * 60_000 - 1)).toEqual([
    "cancel",
    "propose",
  ]);
  expect(availableActions("confirmed", "provider", times(), start - 30 * 60_000)).toEqual([
    "cancel",
    "propose",
    "start",
  ]);
});

test("it can be completed from the start on, by the clock a day after the end", () => {
  expect(availableActions("in_progress", "provider", times(), start - 1)).toEqual([]);
  expect(availableActions("in_progress", "provider", times(), start)).toEqual(["complete"]);
  expect(availableActions("in_progress", "clock", times(), end + 24 * HOUR - 1)).toEqual([]);
  expect(availableActions("in_progress", "clock", times(), end + 24 * HOUR)).toEqual(["complete"]);
});

test("who is not there is missed from a quarter of an hour after the start, by the other side", () => {
  const late = start + 15 * 60_000;
  for (const party of ["customer", "provider"] as const) {
    expect(availableActions("confirmed", party, times(), late - 1)).not.toContain("no_show");
    expect(availableActions("confirmed", party, times(), late)).toContain("no_show");
    expect(availableActions("in_progress", party, times(), late)).not.toContain("no_show");
  }
  for (const party of ["admin", "clock"] as const)
    expect(availableActions("confirmed", party, times(), late)).not.toContain("no_show");
});

test("what is over is disputed for 48 hours, once, and answered once by the other side", () => {
  const closedAt = end;
  const over = times(null, { closedAt });
  for (const status of ["completed", "no_show"] as const)
    for (const party of ["customer", "provider"] as const) {
      expect(availableActions(status, party, over, closedAt + 48 * HOUR - 1)).toEqual(["dispute"]);
      expect(availableActions(status, party, over, closedAt + 48 * HOUR)).toEqual([]);
    }
  const open = times(null, { closedAt, dispute: { by: "provider", isAnswered: false } });
  expect(availableActions("disputed", "customer", open, closedAt)).toEqual(["answer_dispute"]);
  expect(availableActions("disputed", "provider", open, closedAt)).toEqual([]);
  expect(availableActions("disputed", "admin", open, closedAt)).toEqual(["resolve"]);
  const answered = times(null, { closedAt, dispute: { by: "provider", isAnswered: true } });
  expect(availableActions("disputed", "customer", answered, closedAt)).toEqual([]);
  expect(availableActions("completed", "customer", answered, closedAt)).toEqual([]);
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
    "propose",
  ]);
  const pending = times(start, { freeUntil: start });
  expect(availableActions("pending", "customer", pending, start - 3 * HOUR)).toEqual([
    "cancel",
    "reschedule",
  ]);
  expect(availableActions("confirmed", "admin", times(), start - 3 * HOUR)).toEqual(["cancel"]);
  for (const status of BookingStatus.options.filter((s) =>
    ["completed", "no_show", "declined", "cancelled", "expired"].includes(s),
  )) {
    for (const party of ["customer", "provider", "admin", "clock"] as const)
      expect(availableActions(status, party, times(), start)).toEqual([]);
  }
});

describe("another time", () => {
  const DAY = 24 * HOUR;
  const actions = (
    party: "customer" | "provider" | "admin" | "clock",
    now: number,
    more: Partial<BookingTimes> = {},
  ) => availableActions("confirmed", party, times(null, { freeUntil: start - DAY, ...more }), now);
  const open = (by: "customer" | "provider", expiresAt = start - HOUR) => ({
    proposal: { by, expiresAt },
  });

  test("is the customer's to take while cancelling is free, to the millisecond, and to propose after that", () => {
    expect(actions("customer", start - DAY)).toEqual(["cancel", "reschedule"]);
    expect(actions("customer", start - DAY + 1)).toEqual(["cancel", "propose"]);
    expect(actions("customer", start - 2 * DAY, { freeUntil: null })).toEqual([
      "cancel",
      "propose",
    ]);
  });

  test("is always the provider's to propose, and nothing to operators; all ends with the start", () => {
    expect(actions("provider", start - 2 * DAY)).toEqual(["cancel", "propose"]);
    expect(actions("provider", start - 1)).toEqual(["cancel", "propose", "start"]);
    expect(actions("provider", start)).toEqual(["cancel", "start", "complete"]);
    expect(actions("customer", start)).toEqual(["cancel"]);
    expect(actions("customer", start, { freeUntil: start })).toEqual(["cancel"]);
    expect(actions("admin", start - 2 * DAY)).toEqual(["cancel"]);
  });

  test("is answered by the other side and taken back by its own, until it lapses", () => {
    const now = start - 2 * HOUR;
    expect(actions("customer", now, open("provider"))).toEqual([
      "cancel",
      "accept_proposal",
      "decline_proposal",
    ]);
    expect(actions("provider", now, open("provider"))).toEqual([
      "cancel",
      "propose",
      "withdraw_proposal",
    ]);
    expect(actions("admin", now, open("provider"))).toEqual(["cancel"]);
    expect(actions("clock", now, open("provider"))).toEqual(["cancel"]);
    expect(actions("customer", start - HOUR - 1, open("provider"))).toContain("accept_proposal");
    expect(actions("customer", start - HOUR, open("provider"))).toEqual(["cancel", "propose"]);
    expect(actions("clock", start - HOUR, open("provider"))).toEqual(["cancel", "lapse_proposal"]);
  });

  test("can be taken at once although the other side has proposed one", () => {
    expect(actions("customer", start - 2 * DAY, open("provider"))).toEqual([
      "cancel",
      "reschedule",
      "accept_proposal",
      "decline_proposal",
    ]);
  });

  test("waits a day for its answer, or until the earlier of both times", () => {
    const made = start - 3 * DAY;
    const lapsesAt = (madeAt: number, proposed: number) =>
      proposalLapsesAt("confirmed", madeAt, start, proposed);
    expect(lapsesAt(made, start + HOUR)).toBe(made + DAY);
    expect(lapsesAt(start - HOUR, start + HOUR)).toBe(start);
    expect(lapsesAt(start - HOUR, start - 0.5 * HOUR)).toBe(start - 0.5 * HOUR);
  });

  test("of a request waits no longer than the request at its new time would", () => {
    const made = start - 12 * HOUR;
    const proposed = start - 8 * HOUR;
    expect(proposalLapsesAt("pending", made, start, proposed)).toBe(proposed - 2 * HOUR);
    expect(proposalLapsesAt("pending", made, start, start + DAY)).toBe(start);
  });
});

test("a request waits a day for its answer, never later than two hours before the start, never into the past", () => {
  expect(answerDueAt(start - 100 * HOUR, start, start - 100 * HOUR)).toBe(start - 76 * HOUR);
  expect(answerDueAt(start - 10 * HOUR, start, start - 10 * HOUR)).toBe(start - 2 * HOUR);
  expect(answerDueAt(start - 26 * HOUR, start, start - 26 * HOUR)).toBe(start - 2 * HOUR);
  expect(answerDueAt(start - 3 * HOUR, start, start - HOUR)).toBe(start - HOUR);
});

test("a request whose time is over is answered and moved no more, though the clock has not noted it yet", () => {
  const dueAt = start - 2 * HOUR;
  const open = { by: "provider" as const, expiresAt: start };
  const actions = (party: "customer" | "provider" | "clock", now: number) =>
    availableActions(
      "pending",
      party,
      times(dueAt, { freeUntil: start, proposal: party === "customer" ? open : null }),
      now,
    );
  expect(actions("provider", dueAt - 1)).toEqual(["accept", "decline", "cancel", "propose"]);
  expect(actions("customer", dueAt - 1)).toEqual([
    "cancel",
    "reschedule",
    "accept_proposal",
    "decline_proposal",
  ]);
  expect(actions("provider", dueAt)).toEqual(["cancel"]);
  expect(actions("customer", dueAt)).toEqual(["cancel"]);
  expect(actions("clock", dueAt)).toEqual(["expire", "cancel"]);
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
