import type { PayoutSchedule, PayoutStatus } from "@loconomy/contracts";
import type Stripe from "stripe";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

/** The schedule of an account in the words of the contract; null when it is paid out by hand. */
export const scheduleOf = (account: Stripe.Account): PayoutSchedule | null => {
  const schedule = account.settings?.payouts?.schedule;
  switch (schedule?.interval) {
    case "daily":
      return { interval: "daily" };
    case "weekly": {
      const weekday = WEEKDAYS.findIndex((name) => name === schedule.weekly_anchor) + 1;
      return weekday > 0 ? { interval: "weekly", weekday } : null;
    }
    case "monthly":
      return { interval: "monthly", dayOfMonth: schedule.monthly_anchor ?? 1 };
    default:
      return null;
  }
};

/** The same as Stripe takes it. */
export const toStripeSchedule = (
  schedule: PayoutSchedule,
): Stripe.AccountUpdateParams.Settings.Payouts.Schedule => {
  if (schedule.interval === "weekly")
    return { interval: "weekly", weekly_anchor: WEEKDAYS[schedule.weekday - 1]! };
  if (schedule.interval === "monthly")
    return { interval: "monthly", monthly_anchor: schedule.dayOfMonth };
  return { interval: "daily" };
};

/** The next day after `now` on which money is paid out, `YYYY-MM-DD` in UTC; a shorter month is paid out on its last day. */
export const nextPayoutDay = (schedule: PayoutSchedule, now: Date): string => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
  for (let days = 1; ; days++) {
    const day = today.add({ days });
    const isDay =
      schedule.interval === "daily" ||
      (schedule.interval === "weekly" && day.dayOfWeek === schedule.weekday) ||
      (schedule.interval === "monthly" &&
        day.day === Math.min(schedule.dayOfMonth, day.daysInMonth));
    if (isDay) return day.toString();
  }
};

/** How a payout stands; what Stripe calls pending and in transit is on its way. */
export const statusOfPayout = ({ status }: Pick<Stripe.Payout, "status">): PayoutStatus => {
  if (status === "paid" || status === "failed" || status === "canceled") return status;
  return "on_its_way";
};
