interface Span {
  from: number;
  until: number;
  offsetMs: number;
}

/** The stretch between two changes of the clocks that each zone was asked for last; there are as many as there are zones. */
const spans = new Map<string, Span>();

/**
 * What clocks of a zone show at a moment beyond UTC, in milliseconds. Results name mostly times of one season in one zone, so
 * Temporal is asked once for it.
 * @param time epoch milliseconds.
 * @throws RangeError for a zone that does not exist.
 */
export const clockOffsetMs = (timeZone: string, time: number): number => {
  const known = spans.get(timeZone);
  if (known && time >= known.from && time < known.until) return known.offsetMs;
  const zoned = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
  const began = zoned.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const ends = zoned.getTimeZoneTransition("next");
  const span = {
    from: began?.epochMilliseconds ?? -Infinity,
    until: ends?.epochMilliseconds ?? Infinity,
    offsetMs: zoned.offsetNanoseconds / 1e6,
  };
  spans.set(timeZone, span);
  return span.offsetMs;
};
