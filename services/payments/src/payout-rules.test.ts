import type { PayoutSchedule } from "@loconomy/contracts";
import type Stripe from "stripe";
import { expect, test } from "vitest";
import { nextPayoutDay, scheduleOf, statusOfPayout, toStripeSchedule } from "./payout-rules.ts";

const account = (schedule: object): Stripe.Account =>
  ({ settings: { payouts: { schedule: { delay_days: 2, ...schedule } } } }) as Stripe.Account;

test.each<PayoutSchedule>([
  { interval: "daily" },
  { interval: "weekly", weekday: 1 },
  { interval: "weekly", weekday: 5 },
  { interval: "monthly", dayOfMonth: 31 },
])("Stripe gives back the schedule that it was given: %o", (schedule) => {
  expect(scheduleOf(account(toStripeSchedule(schedule)))).toEqual(schedule);
});

test("what is paid out by hand has no schedule", () => {
  expect(scheduleOf(account({ interval: "manual" }))).toBeNull();
  expect(scheduleOf({} as Stripe.Account)).toBeNull();
});

test.each<[PayoutSchedule, string, string]>([
  [{ interval: "daily" }, "2026-11-27T23:59:59Z", "2026-11-28"],
  [{ interval: "weekly", weekday: 5 }, "2026-11-27T00:00:00Z", "2026-12-04"],
  [{ interval: "weekly", weekday: 1 }, "2026-11-27T00:00:00Z", "2026-11-30"],
  [{ interval: "monthly", dayOfMonth: 27 }, "2026-11-27T00:00:00Z", "2026-12-27"],
  [{ interval: "monthly", dayOfMonth: 31 }, "2027-02-01T00:00:00Z", "2027-02-28"],
])("%o after %s is on %s", (schedule, now, day) => {
  expect(nextPayoutDay(schedule, new Date(now))).toBe(day);
});

test("a payout is on its way until it is over", () => {
  expect(
    ["pending", "in_transit", "paid", "failed", "canceled"].map((status) =>
      statusOfPayout({ status }),
    ),
  ).toEqual(["on_its_way", "on_its_way", "paid", "failed", "canceled"]);
});
