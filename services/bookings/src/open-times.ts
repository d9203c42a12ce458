import type { Db, Tx } from "@loconomy/kit";
import { openTimes, type Group } from "./class-slots.ts";
import type { Claim, OpenTime } from "./intervals.ts";
import { fullTimes, hasLimits } from "./limits.ts";
import { findBusy, type ScheduleRow } from "./schedule-store.ts";
import { bookableRange, busyRange } from "./slots.ts";

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
  return openTimes({ ...question, busy: await findClaims(db, question, range) });
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
  { rules, durationMinutes, now, exceptId }: Omit<Question, "from" | "to">,
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
