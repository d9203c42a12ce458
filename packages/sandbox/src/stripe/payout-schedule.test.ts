import { expect, it } from "vitest";
import { nextPayoutAt } from "./payout-schedule.ts";

const at = (text: string): number => Date.parse(text) / 1000;
const next = (schedule: object, from: string): string | undefined => {
  const seconds = nextPayoutAt({ delay_days: 2, interval: "daily", ...schedule }, at(from));
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().slice(0, 10);
};

it("pays out every day, on a day of the week or of the month, at its beginning", () => {
  expect(next({}, "2026-11-27T00:00:00Z")).toBe("2026-11-28");
  expect(next({ interval: "weekly", weekly_anchor: "friday" }, "2026-11-27T00:00:00Z")).toBe(
    "2026-12-04",
  );
  expect(next({ interval: "weekly", weekly_anchor: "monday" }, "2026-11-27T23:59:59Z")).toBe(
    "2026-11-30",
  );
  expect(next({ interval: "monthly", monthly_anchor: 15 }, "2026-11-27T09:00:00Z")).toBe(
    "2026-12-15",
  );
  expect(next({ interval: "monthly", monthly_anchor: 31 }, "2027-02-01T09:00:00Z")).toBe(
    "2027-02-28",
  );
  expect(next({ interval: "manual" }, "2026-11-27T09:00:00Z")).toBeUndefined();
});
