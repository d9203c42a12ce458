import { toInstant, toLocal, zoneOffsets } from "./zone-offsets.ts";

/** An occurrence and when it begins, epoch milliseconds. */
export interface Shift {
  occurrence: number;
  start: number;
}

interface Wish {
  /** Where the first of them begins then; epoch milliseconds. */
  start: number;
  timeZone: string;
  replacements: ReadonlyArray<{ occurrence: number; start: string }>;
  /** These stay. */
  skip: readonly number[];
}

const YEAR_MS = 366 * 86_400_000;

/**
 * Where the occurrences of a series move to when the first of them moves: each by as much on the clocks of the zone, so that
 * the wall-clock time of all changes alike, also over changes of the clocks; "compatible" as in `occurrences`. What does not
 * move is left out.
 */
export const shiftSeries = (
  occurrences: readonly Shift[],
  { start, timeZone, replacements, skip }: Wish,
): Shift[] => {
  const [first] = occurrences;
  if (!first) return [];
  const last = Math.max(start, occurrences.at(-1)!.start);
  const zone = zoneOffsets(timeZone, Math.min(start, first.start), last + YEAR_MS);
  const shift = toLocal(zone, start) - toLocal(zone, first.start);
  const replaced = new Map(
    replacements.map((other) => [other.occurrence, Date.parse(other.start)]),
  );
  return occurrences
    .filter(({ occurrence }) => !skip.includes(occurrence))
    .map(({ occurrence, start: before }) => ({
      occurrence,
      before,
      start:
        replaced.get(occurrence) ??
        (occurrence === first.occurrence ? start : toInstant(zone, toLocal(zone, before) + shift)),
    }))
    .filter(({ before, start: after }) => after !== before)
    .map(({ occurrence, start: after }) => ({ occurrence, start: after }));
};
