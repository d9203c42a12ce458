const YEAR_MS = 366 * 86_400_000;
const ZONES_MAX = 700;

/** How far a zone's clocks are from UTC, in order of time. */
export interface ZoneOffsets {
  /** The stretch of time (epoch ms) these are complete for. */
  from: number;
  to: number;
  /** `offsets[i]` holds from `since[i]` (epoch ms) until `since[i + 1]`; the first stands for all time before. */
  since: readonly number[];
  /** Milliseconds to add to UTC. */
  offsets: readonly number[];
}

const known = new Map<string, ZoneOffsets>();

/**
 * The offsets of an IANA zone between two moments (epoch ms). Temporal is asked once and for a year more on either side; what
 * it said is kept, so that the arithmetic of open times is on plain numbers. @throws RangeError when there is no such zone.
 */
export const zoneOffsets = (zone: string, from: number, to: number): ZoneOffsets => {
  const kept = known.get(zone);
  if (kept && kept.from <= from && to <= kept.to) return kept;
  if (known.size >= ZONES_MAX) known.clear();
  const found = readOffsets(zone, from - YEAR_MS, to + YEAR_MS);
  known.set(zone, found);
  return found;
};

const readOffsets = (zone: string, from: number, to: number): ZoneOffsets => {
  const since = [-Infinity];
  let moment = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const offsets = [moment.offsetNanoseconds / 1e6];
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (!next || next.epochMilliseconds > to) return { from, to, since, offsets };
    since.push(next.epochMilliseconds);
    offsets.push(next.offsetNanoseconds / 1e6);
    moment = next;
  }
};

/**
 * The instant (epoch ms) at which clocks show a local time (ms since 1970-01-01T00:00 on those clocks), as Temporal's
 * "compatible" has it: a time that is skipped moves forward by the length of the gap, one that comes twice is the first.
 */
export const toInstant = ({ since, offsets }: ZoneOffsets, local: number): number => {
  for (let index = 0; ; index++) {
    const instant = local - offsets[index]!;
    if (instant >= (since[index + 1] ?? Infinity)) continue;
    return instant >= since[index]! ? instant : local - offsets[index - 1]!;
  }
};

/** What clocks show at an instant, as ms since 1970-01-01T00:00 on those clocks. */
export const toLocal = ({ since, offsets }: ZoneOffsets, instant: number): number => {
  let index = offsets.length - 1;
  while (instant < since[index]!) index--;
  return instant + offsets[index]!;
};

/** Whether clocks jump over a whole stretch of local time; a zone that crosses the date line skips a day. */
export const isSkipped = (
  { since, offsets }: ZoneOffsets,
  localStart: number,
  localEnd: number,
): boolean =>
  since.some(
    (moment, index) =>
      index > 0 &&
      moment + offsets[index - 1]! <= localStart &&
      moment + offsets[index]! >= localEnd,
  );
