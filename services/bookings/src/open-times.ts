import type { Position } from "@loconomy/contracts";
import type { Db, Tx } from "@loconomy/kit";
import { openTimes, type Group } from "./class-slots.ts";
import type { Claim, Interval, OpenTime } from "./intervals.ts";
import { fullTimes, hasLimits } from "./limits.ts";
import { findBusy, type ScheduleRow } from "./schedule-store.ts";
import { bookableRange, busyRange } from "./slots.ts";
import { isReachable, travelOf } from "./travel.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ALTERNATIVES_MAX = 5;
/** Alternatives are looked for in the weeks around a wished time first. */
const AROUND_MS = 14 * DAY_MS;
/** Who has nothing open for so long is asked for all that is ahead. */
const NEAR_MS = 62 * DAY_MS;

interface Question {
  rules: ScheduleRow;
  durationMinutes: number;
  /** Of a group class only. */
  group?: Group;
  /** Where the job is to be; at the provider's own place when nothing is said. */
  place?: Position | null;
  /** Epoch ms; starts from `from` (inclusive) to `to` (exclusive). */
  from: number;
  to: number;
  now: number;
  limit?: number;
  /** A claim that is no obstacle: that of the booking which is to move. */
  exceptId?: string | null;
}

/** Open times of one provider for a job of this length: one query, however long the range. */
export const findOpenTimes = async (db: Db | Tx, question: Question): Promise<OpenTime[]> => {
  const { rules, now } = question;
  const range = bookableRange(rules, question.from, question.to, now);
  if (range.latest < range.earliest) return [];
  const travel = travelOf(rules, question.place);
  return openTimes({ ...question, travel, busy: await findClaims(db, question, range) });
};

/** The first open time from a moment on: mostly near, so the near future is looked at alone before all of it. */
export const findNextOpenTime = async (
  db: Db,
  question: Omit<Question, "from" | "to" | "limit">,
  from: number,
): Promise<OpenTime | undefined> => {
  const near = Math.max(from, question.now) + NEAR_MS;
  const [next] = await findOpenTimes(db, { ...question, from, to: near, limit: 1 });
  return next ?? (await findOpenTimes(db, { ...question, from: near, to: Infinity, limit: 1 }))[0];
};

const findClaims = async (
  db: Db | Tx,
  { rules, durationMinutes, now, exceptId }: Omit<Question, "from" | "to" | "place">,
  range: { earliest: number; latest: number },
): Promise<Claim[]> => {
  const { from, to } = busyRange(rules, durationMinutes, range);
  const claims = (await findBusy(db, [rules.providerId], from, to, now)).get(rules.providerId);
  return (claims ?? []).filter(({ id }) => !exceptId || id !== exceptId);
};

/**
 * Whether the day or the week of a start has as many jobs as the provider takes. The calendar must be locked by this transaction
 * for the answer to stay true until its end.
 */
export const isFull = async (
  tx: Tx,
  rules: ScheduleRow,
  { start, now, exceptId }: { start: number; now: Date; exceptId?: string | null },
): Promise<boolean> => {
  if (!hasLimits(rules)) return false;
  const range = { earliest: start, latest: start };
  const question = { rules, durationMinutes: 0, now: now.getTime(), exceptId };
  const claims = await findClaims(tx, question, range);
  return fullTimes(rules, claims, start, start).some(
    (time) => time.start <= start && start < time.end,
  );
};

/**
 * Whether the provider could not be at a job in time from the one before it, or at the one after it in time. The calendar must be
 * locked by this transaction for the answer to stay true until its end.
 */
export const isTooFar = async (
  tx: Tx,
  rules: ScheduleRow,
  job: Interval & { place: Position | null; now: Date; exceptId?: string | null },
): Promise<boolean> => {
  const travel = travelOf(rules, job.place);
  if (!travel) return false;
  const durationMinutes = (job.end - job.start) / MINUTE_MS;
  const question = { rules, durationMinutes, now: job.now.getTime(), exceptId: job.exceptId };
  const claims = await findClaims(tx, question, { earliest: job.start, latest: job.start });
  return !isReachable(job, claims, travel);
};

/** The open times nearest to a wished one, nearest first; none of those that are `noAnswer`. */
export const findAlternatives = async (
  db: Db,
  question: Omit<Question, "from" | "to">,
  wished: number,
  noAnswer: readonly number[] = [],
): Promise<OpenTime[]> => {
  const find = async (from: number, to: number): Promise<OpenTime[]> => {
    const found = await findOpenTimes(db, { ...question, from, to });
    return found.filter(({ start }) => !noAnswer.includes(start));
  };
  const near = await find(wished - AROUND_MS, wished + AROUND_MS);
  const found = near.length >= ALTERNATIVES_MAX ? near : await find(question.now, Infinity);
  return found
    .toSorted(
      (a, b) => Math.abs(a.start - wished) - Math.abs(b.start - wished) || a.start - b.start,
    )
    .slice(0, ALTERNATIVES_MAX);
};
