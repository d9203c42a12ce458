import { OCCURRENCES_MAX, type SeriesRule } from "@loconomy/contracts";
import { epochDayOf } from "./wall-clock.ts";
import { toInstant, toLocal, zoneOffsets } from "./zone-offsets.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A month is no longer. */
const MONTH_MS = 31 * DAY_MS;

/**
 * When a series begins each time (epoch ms), from its first start on. Clocks of the zone show the time of the first every
 * time, by Temporal's "compatible" rule: a time that is skipped moves forward by the gap, one that comes twice is the first.
 * Monthly is by the day of the month of the first; a month without that day has its last day instead, and the next one the
 * day itself again. What begins after `latest` is left out, and so is all beyond one more than the most a series may have.
 */
export const occurrences = (
  rule: SeriesRule,
  start: number,
  timeZone: string,
  latest = Infinity,
): number[] => {
  const max = rule.count ?? OCCURRENCES_MAX + 1;
  const stepMs = rule.frequency === "weekly" ? rule.every * WEEK_MS : MONTH_MS;
  const zone = zoneOffsets(timeZone, start, Math.min(latest, start + max * stepMs));
  const first = toLocal(zone, start);
  const lastDay = rule.until === undefined ? Infinity : epochDayOf(rule.until);
  const found: number[] = [];
  for (let index = 0; index < max; index++) {
    const local = rule.frequency === "weekly" ? first + index * stepMs : monthsAfter(first, index);
    // A first time that comes twice may be meant as the second.
    const moment = index === 0 ? start : toInstant(zone, local);
    if (moment > latest || Math.floor(local / DAY_MS) > lastDay) break;
    found.push(moment);
  }
  return found;
};

/** The same day of the month and time of the day, some months later; the last day where a month is too short. */
const monthsAfter = (local: number, months: number): number => {
  const date = new Date(local);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return (
    Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) +
    (local - Math.floor(local / DAY_MS) * DAY_MS)
  );
};
