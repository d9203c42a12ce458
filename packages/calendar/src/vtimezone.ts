/** A zone as RFC 5545 tells it: when its clocks changed, and to what. */
interface Observance {
  /** What the clocks showed when it began, by the offset before. */
  onset: string;
  fromNs: number;
  toNs: number;
}

const DAY_MS = 86_400_000;
/** So much further than asked, so that a zone with summer time always shows both of its sides. */
const MARGIN_MS = 366 * DAY_MS;
/** Where a zone whose clocks never changed is said to begin. */
const EPOCH = "19700101T000000";

/**
 * The VTIMEZONE of an IANA zone, right for every moment between the two (epoch ms): the last change before them, and each
 * one from there until a year after the end, as the zone really has them. Lines end in CRLF.
 */
export const vtimezone = (zone: string, from: number, to: number): string =>
  [
    "BEGIN:VTIMEZONE",
    `TZID:${zone}`,
    ...observanceLines(observances(zone, from - DAY_MS, to + MARGIN_MS)),
    "END:VTIMEZONE",
  ].join("\r\n");

const observances = (zone: string, from: number, to: number): Observance[] => {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const previous = first.getTimeZoneTransition("previous");
  const found: Observance[] = previous
    ? [changeAt(previous)]
    : [{ onset: EPOCH, fromNs: first.offsetNanoseconds, toNs: first.offsetNanoseconds }];
  let next = first.getTimeZoneTransition("next");
  while (next && next.epochMilliseconds <= to) {
    found.push(changeAt(next));
    next = next.getTimeZoneTransition("next");
  }
  return found;
};

const changeAt = (moment: Temporal.ZonedDateTime): Observance => {
  const before = moment.subtract({ nanoseconds: 1 }).offsetNanoseconds;
  const wall = moment.toPlainDateTime().subtract({
    nanoseconds: moment.offsetNanoseconds - before,
  });
  return { onset: compact(wall), fromNs: before, toNs: moment.offsetNanoseconds };
};

const compact = (wall: Temporal.PlainDateTime): string =>
  wall.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");

const observanceLines = (found: readonly Observance[]): string[] => {
  const standardNs = Math.min(...found.map(({ toNs }) => toNs));
  return found.flatMap(({ onset, fromNs, toNs }) => {
    const kind = toNs > standardNs ? "DAYLIGHT" : "STANDARD";
    return [
      `BEGIN:${kind}`,
      `DTSTART:${onset}`,
      `TZOFFSETFROM:${offset(fromNs)}`,
      `TZOFFSETTO:${offset(toNs)}`,
      `END:${kind}`,
    ];
  });
};

/** `+0530`; with seconds only where a zone has them. */
const offset = (nanoseconds: number): string => {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = seconds % 60 === 0 ? "" : two(seconds % 60);
  return `${nanoseconds < 0 ? "-" : "+"}${two(seconds / 3600)}${two((seconds / 60) % 60)}${rest}`;
};
