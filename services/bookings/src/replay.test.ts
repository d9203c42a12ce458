import { expect, test } from "vitest";
import { afterEntry, replay, type BookingState, type Entry } from "./replay.ts";

const at = (hour: number) => `2026-06-01T${String(hour).padStart(2, "0")}:00:00.000Z`;
const [start, end] = ["2026-06-08T09:00:00.000Z", "2026-06-08T10:00:00.000Z"];
const [later, laterEnd] = ["2026-06-09T09:00:00.000Z", "2026-06-09T10:00:00.000Z"];
const timeless = { start: null, end: null };

const entry = (
  action: Entry["action"],
  by: Entry["by"],
  from: Entry["from"],
  to: Entry["to"],
  time: { start: string | null; end: string | null } = timeless,
): Entry => ({ sequence: 1, action, by, from, to, at: at(1), ...time });

const booked = entry("book", "customer", null, "awaiting_payment", { start, end });
const paid = entry("pay", "customer", "awaiting_payment", "confirmed");
const proposed = entry("propose", "provider", "confirmed", "confirmed", {
  start: later,
  end: laterEnd,
});
const answered = (action: Entry["action"], by: Entry["by"]) =>
  entry(action, by, "confirmed", "confirmed", { start: later, end: laterEnd });
const cancelled = entry("cancel", "customer", "confirmed", "cancelled");

const confirmed: BookingState = { status: "confirmed", start, end, proposal: null };
const proposal = {
  by: "provider",
  start: later,
  end: laterEnd,
  expiresAt: "2026-06-02T01:00:00.000Z",
};

test("nothing leads to nothing, booking to a booking at its time", () => {
  expect(replay([])).toBeNull();
  expect(replay([booked])).toEqual({ status: "awaiting_payment", start, end, proposal: null });
  expect(replay([booked, paid])).toEqual(confirmed);
});

test("moved at once: another time, and no proposal any more", () => {
  const moved = entry("reschedule", "customer", "confirmed", "confirmed", {
    start: later,
    end: laterEnd,
  });
  const there = { ...confirmed, start: later, end: laterEnd };
  expect(replay([booked, paid, moved])).toEqual(there);
  expect(replay([booked, paid, proposed, moved])).toEqual(there);
});

test("a proposal leaves the booking where it is until it is accepted", () => {
  const open = replay([booked, paid, proposed]);
  expect(open).toEqual({ ...confirmed, proposal });
  expect(afterEntry(open, answered("accept_proposal", "customer"))).toEqual({
    ...confirmed,
    start: later,
    end: laterEnd,
  });
  expect(afterEntry(open, answered("decline_proposal", "customer"))).toEqual(confirmed);
  expect(afterEntry(open, answered("withdraw_proposal", "provider"))).toEqual(confirmed);
  expect(afterEntry(open, answered("lapse_proposal", "clock"))).toEqual(confirmed);
});

test("a proposal replaces its maker's earlier one and is void when the booking ends", () => {
  const other = { ...proposed, start, end };
  expect(replay([booked, paid, other, proposed])).toEqual({ ...confirmed, proposal });
  expect(replay([booked, paid, proposed, cancelled])).toEqual({
    ...confirmed,
    status: "cancelled",
  });
});

test("a request keeps its proposal when it is accepted", () => {
  const pending = entry("pay", "customer", "awaiting_payment", "pending");
  const asked = { ...proposed, from: "pending", to: "pending" } as const;
  const accepted = entry("accept", "provider", "pending", "confirmed");
  expect(replay([booked, pending, asked, accepted])).toEqual({ ...confirmed, proposal });
});

test.each<[string, Entry[]]>([
  ["a booking twice", [booked, booked]],
  ["anything before it was booked", [paid]],
  ["a step from another status", [booked, cancelled]],
  [
    "a step that the other side takes",
    [booked, entry("pay", "provider", "awaiting_payment", "confirmed")],
  ],
  ["a change of time that changes the status", [booked, paid, { ...proposed, to: "pending" }]],
  ["a move to nowhere", [booked, paid, entry("reschedule", "customer", "confirmed", "confirmed")]],
  ["an answer without a proposal", [booked, paid, answered("accept_proposal", "customer")]],
  ["an answer to one's own", [booked, paid, proposed, answered("accept_proposal", "provider")]],
  ["taking back the other's", [booked, paid, proposed, answered("withdraw_proposal", "customer")]],
  [
    "an answer to another time",
    [booked, paid, proposed, { ...answered("decline_proposal", "customer"), start, end }],
  ],
  ["a proposal over the other's", [booked, paid, proposed, { ...proposed, by: "customer" }]],
])("does not follow: %s", (_what, entries) => {
  expect(() => replay(entries)).toThrow("does not follow from");
});
