import type Stripe from "stripe";

const DAY_SECONDS = 86_400;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/**
 * The next moment after `nowSeconds` (Unix seconds) at which an account is paid out: the beginning of a day in UTC, of the month's last
 * day when the month is shorter. Undefined where payouts are made by hand.
 */
export function nextPayoutAt(
  { interval, weekly_anchor, monthly_anchor = 1 }: Stripe.Account.Settings.Payouts.Schedule,
  nowSeconds: number,
): number | undefined {
  if (interval === "manual") return undefined;
  for (let day = Math.floor(nowSeconds / DAY_SECONDS) + 1; ; day++) {
    const date = new Date(day * DAY_SECONDS * 1000);
    const lastOfMonth = new Date(
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
    ).getUTCDate();
    if (interval === "weekly" && WEEKDAYS[date.getUTCDay()] !== weekly_anchor) continue;
    if (interval === "monthly" && date.getUTCDate() !== Math.min(monthly_anchor, lastOfMonth))
      continue;
    return day * DAY_SECONDS;
  }
}
