const MINUTE_MS = 60_000;
const INTERVAL_MS = 15 * MINUTE_MS;
const INTERVAL_MS_MAX = 3 * 60 * MINUTE_MS;
/** A calendar that could not be read for so long is stale: its owner is told. */
export const STALE_MS = 24 * 60 * MINUTE_MS;

/** How reading a calendar has gone. Epoch ms. */
export interface Health {
  lastFetchedAt: number | null;
  failures: number;
  failingSince: number | null;
  staleSince: number | null;
}

/** When to read a calendar again after all went well: in a quarter of an hour, not all calendars at once. */
export const nextAfterSuccess = (now: number, random: number): number =>
  now + spread(INTERVAL_MS, random);

/**
 * What a failure makes of a calendar's health, and when to try again: later each time, but not so late that its staleness
 * would be noticed late. `isNewlyStale`: its owner must be told now.
 */
export const afterFailure = (health: Health, now: number, random: number) => {
  const failures = health.failures + 1;
  const failingSince = health.failingSince ?? now;
  const isStale = now - failingSince >= STALE_MS;
  const wait = spread(Math.min(INTERVAL_MS * 2 ** (failures - 1), INTERVAL_MS_MAX), random);
  return {
    failures,
    failingSince,
    staleSince: health.staleSince ?? (isStale ? now : null),
    isNewlyStale: isStale && health.staleSince === null,
    nextFetchAt: isStale ? now + wait : Math.min(now + wait, failingSince + STALE_MS),
  };
};

/** A tenth more or less. */
const spread = (ms: number, random: number): number => Math.round(ms * (0.9 + 0.2 * random));

export type CalendarState = "waiting" | "ok" | "failing" | "stale";

/** In one word: not read yet, fine, not readable at the moment, not readable for a day. */
export const stateOf = ({ lastFetchedAt, failingSince, staleSince }: Health): CalendarState => {
  if (staleSince !== null) return "stale";
  if (failingSince !== null) return "failing";
  return lastFetchedAt === null ? "waiting" : "ok";
};
