import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSlots, type SlotQuestion } from "./slots.ts";
import { slotsByTemporal } from "./testing-oracle.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEARS = { first: 2020, last: 2035 };
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** How far around a clock change open times are compared. */
const AROUND_MS = 2 * DAY;

const HOURS = {
  business: { start: "09:00", end: "17:00" },
  night: { start: "22:00", end: "02:00" },
  "full day": { start: "00:00", end: "24:00" },
} as const;
type Kind = keyof typeof HOURS;

/** Every zone that this Node knows by its primary name. */
export const ZONES: readonly string[] = [...Intl.supportedValuesOf("timeZone"), "UTC"];

/** The moments (epoch ms) at which a zone's clocks change: found by looking at every day, not where the engine looks. */
export const clockChanges = (zone: string): number[] => {
  const offsetAt = (epochMs: number): number =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).offsetNanoseconds;
  const changes: number[] = [];
  let before = offsetAt(Date.UTC(YEARS.first, 0, 1));
  for (let day = Date.UTC(YEARS.first, 0, 2); day <= Date.UTC(YEARS.last + 1, 0, 1); day += DAY) {
    const after = offsetAt(day);
    if (after === before) continue;
    let [low, high] = [day - DAY, day];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push(high);
    before = after;
  }
  return changes;
};

const questionAt = (
  timeZone: string,
  moment: number,
  hours: (typeof HOURS)[Kind],
): SlotQuestion => ({
  rules: {
    timeZone,
    weekly: EVERY_DAY.map((weekday) => ({ weekday, ...hours })),
    exceptions: [],
    stepMinutes: 30,
    bufferBeforeMinutes: 15,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 365,
    slotAnchor: "window",
    dailyMax: null,
    weeklyMax: null,
    travelSpeedKmh: null,
  },
  // One job that is going on while the clocks change, one a day later.
  busy: [moment, moment + DAY].map((at) => ({ start: at - HOUR / 2, end: at + HOUR / 2 })),
  durationMinutes: 60,
  from: moment - AROUND_MS,
  to: moment + AROUND_MS,
  now: moment - AROUND_MS,
});

interface Tally {
  zones: number;
  /** Zones whose clocks never change in these years; they are judged at their first moment. */
  steady: number;
  changes: number;
  cases: Record<Kind, { right: number; wrong: number }>;
  slots: number;
  /** The first answers that were wrong. */
  wrong: string[];
  /** Of all starts, to compare runs. */
  checksum: number;
}

/** Asks engine and oracle the same questions around every clock change of the zones. */
export const runMatrix = (zones: readonly string[]): Tally => {
  const empty = () => ({ right: 0, wrong: 0 });
  const tally: Tally = {
    zones: zones.length,
    steady: 0,
    changes: 0,
    cases: { business: empty(), night: empty(), "full day": empty() },
    slots: 0,
    wrong: [],
    checksum: 0,
  };
  for (const zone of zones) {
    const changes = clockChanges(zone);
    tally.changes += changes.length;
    if (changes.length === 0) tally.steady++;
    for (const moment of changes.length > 0 ? changes : [Date.UTC(YEARS.first, 0, 1)])
      for (const kind of Object.keys(HOURS) as Kind[]) judge(tally, zone, moment, kind);
  }
  return tally;
};

const judge = (tally: Tally, zone: string, moment: number, kind: Kind): void => {
  const question = questionAt(zone, moment, HOURS[kind]);
  const answer = openSlots(question).map(({ start }) => start);
  const truth = slotsByTemporal(question);
  const isRight =
    answer.length === truth.length && answer.every((start, index) => start === truth[index]);
  tally.cases[kind][isRight ? "right" : "wrong"]++;
  if (!isRight && tally.wrong.length < 20)
    tally.wrong.push(`${zone}, ${new Date(moment).toISOString()}, ${kind} hours`);
  tally.slots += truth.length;
  for (const start of answer)
    tally.checksum = (tally.checksum * 31 + start / 60_000) % 2_147_483_647;
};

const asTable = ({ zones, steady, changes, cases, slots, wrong }: Tally): string => {
  const rows = (Object.keys(HOURS) as Kind[]).map((kind) => {
    const { start, end } = HOURS[kind];
    return `| ${kind}, ${start}–${end} | ${cases[kind].right + cases[kind].wrong} | ${cases[kind].right} | ${cases[kind].wrong} |`;
  });
  return `# Open times around clock changes

Written by \`node services/bookings/src/dst-matrix.ts\`; not by hand.

${zones} zones (all primary IANA names; others are links to them), ${changes} clock changes from ${YEARS.first} to ${YEARS.last}, time zone data ${process.versions.tz} (Node ${process.version}).
${steady} of the zones keep their clocks in these years; they are judged once each, in an ordinary week.

| opening hours, every day | cases | right | wrong |
| --- | --- | --- | --- |
${rows.join("\n")}

A case is one zone, one clock change and one kind of hours: jobs of an hour every half-hour, fifteen minutes kept free before
each, with one job booked across the change and one a day later. All open times from two days before to two days after
are compared, ${slots} in all, with an [oracle](../services/bookings/src/testing-oracle.ts) that finds them by Temporal and by
trying. Clock changes are found by looking at every zone's offset on every day.

The rule at a clock change is Temporal's "compatible", for both ends of a window: a wall-clock time that is skipped moves
forward by the length of the gap, one that comes twice is the first of the two. Within a window time is elapsed time: a night
that is an hour longer has an hour more to book. A day that a zone skips has no hours.

${wrong.length > 0 ? `Wrong, the first of them:\n\n${wrong.map((text) => `- ${text}`).join("\n")}\n` : "`npm test` compares every twelfth zone, `npm run verify` all of them.\n"}`;
};

/** `node services/bookings/src/dst-matrix.ts`: all zones, into docs/DST.md; with DST_EVERY=12 every twelfth, printed only. */
if (import.meta.main) {
  const every = Number(process.env["DST_EVERY"] ?? 1);
  const tally = runMatrix(ZONES.filter((_, index) => index % every === 0));
  if (every === 1) writeFileSync(join(import.meta.dirname, "../../../docs/DST.md"), asTable(tally));
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  if (tally.wrong.length > 0) process.exitCode = 1;
}
