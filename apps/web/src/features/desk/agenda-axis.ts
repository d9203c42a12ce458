import type { Agenda } from "@loconomy/contracts";

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;

/** A stretch of a day in which clocks and the drawing run alike: `start` and `end` in epoch ms, `position` in minutes. */
interface Piece {
  start: number;
  end: number;
  position: number;
}

interface Stretch {
  from: number;
  to: number;
}

/**
 * Where moments stand in a drawn week. All days share the same hours, each position means one time: where clocks go back, the week
 * is longer by the hour that comes twice, and where they go forward the day has a stretch that does not exist.
 */
export interface WeekAxis {
  /** Height of the drawing in minutes. */
  length: number;
  days: Array<{ day: string; start: number; end: number; pieces: Piece[]; missing: Stretch[] }>;
  /** Full hours: what clocks show, in minutes after midnight, and where. An hour that comes twice is there twice. */
  hours: Array<{ minute: number; position: number }>;
}

/** An hour that comes twice: `from` to `until` are its minutes after midnight, `at` is when it begins again. */
interface Repeat {
  from: number;
  until: number;
  at: number;
}

const midnightOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The axis of the given days. */
export const weekAxis = ({ days, clock }: Pick<Agenda, "days" | "clock">): WeekAxis => {
  const changes = clock.map(({ since, offsetMinutes }) => ({
    at: Date.parse(since),
    offset: offsetMinutes * MINUTE_MS,
  }));
  const offsetAt = (instant: number) =>
    (changes.findLast(({ at }) => at <= instant) ?? changes[0])?.offset ?? 0;
  const spans = days.map(({ day, start, end }) => ({
    day,
    start: Date.parse(start),
    end: Date.parse(end),
  }));
  const minuteAt = (instant: number, day: string) =>
    (instant + offsetAt(instant) - midnightOf(day)) / MINUTE_MS;
  const repeats = changes.flatMap(({ at, offset }, index): Repeat[] => {
    const before = changes[index - 1]?.offset ?? offset;
    const span = spans.find(({ start, end }) => start < at && at < end);
    if (!span || before <= offset) return [];
    const from = minuteAt(at, span.day);
    return [{ from, until: from + (before - offset) / MINUTE_MS, at }];
  });
  const length = MINUTES_A_DAY + repeats.reduce((sum, one) => sum + one.until - one.from, 0);
  return {
    length,
    hours: hoursOf(repeats),
    days: spans.map((span) => {
      const inside = (instant: number) => span.start < instant && instant < span.end;
      const cuts = [
        ...changes.map(({ at }) => at),
        ...repeats.map(({ until }) => {
          const rough = midnightOf(span.day) + until * MINUTE_MS;
          return rough - offsetAt(rough - offsetAt(span.start));
        }),
      ].filter(inside);
      const points = [...new Set([span.start, ...cuts, span.end])].toSorted((a, b) => a - b);
      const pieces = points.slice(0, -1).map((start, index) => {
        const minute = minuteAt(start, span.day);
        const ahead = repeats
          .filter(({ at, until }) => (inside(at) ? start >= at : minute >= until))
          .reduce((sum, one) => sum + one.until - one.from, 0);
        return { start, end: points[index + 1]!, position: minute + ahead };
      });
      return { ...span, pieces, missing: missingOf(pieces, length) };
    }),
  };
};

const hoursOf = (repeats: readonly Repeat[]): WeekAxis["hours"] => {
  const ahead = (minute: number) =>
    repeats
      .filter(({ until }) => until <= minute)
      .reduce((sum, { from, until }) => sum + until - from, 0);
  const minutes = Array.from({ length: 24 }, (_, hour) => hour * 60);
  const once = minutes.map((minute) => ({ minute, position: minute + ahead(minute) }));
  const again = repeats.flatMap(({ from, until }) =>
    minutes
      .filter((minute) => from <= minute && minute < until)
      .map((minute) => ({ minute, position: minute + ahead(minute) + until - from })),
  );
  return [...once, ...again].toSorted((a, b) => a.position - b.position);
};

const endOf = ({ start, end, position }: Piece) => position + (end - start) / MINUTE_MS;

const missingOf = (pieces: readonly Piece[], length: number): Stretch[] => {
  const edges = [0, ...pieces.flatMap((piece) => [piece.position, endOf(piece)]), length];
  return edges.flatMap((from, index) => {
    const to = edges[index + 1];
    return index % 2 === 0 && to !== undefined && to > from ? [{ from, to }] : [];
  });
};

/** The moment (epoch ms) at a position of a day; in a stretch that the day does not have, the one where it goes on. */
export const instantAtPosition = ({ days }: WeekAxis, column: number, position: number): number => {
  const { pieces, start, end } = days[column]!;
  const piece = pieces.find((one) => position < endOf(one));
  if (!piece) return pieces.length > 0 ? end : start;
  return piece.start + Math.max(0, position - piece.position) * MINUTE_MS;
};

/** The part of something that one column shows. */
export interface AgendaSegment {
  column: number;
  from: number;
  to: number;
  isFirst: boolean;
  isLast: boolean;
}

/** What each column shows of a stretch of time (epoch ms): it is cut at every midnight. */
export const segmentsOn = ({ days }: WeekAxis, start: number, end: number): AgendaSegment[] =>
  days.flatMap((day, column) => {
    const touched = day.pieces.filter((piece) => piece.start < end && piece.end > start);
    const [first, last] = [touched[0], touched.at(-1)];
    if (!first || !last) return [];
    return [
      {
        column,
        from: first.position + Math.max(0, start - first.start) / MINUTE_MS,
        to: last.position + (Math.min(end, last.end) - last.start) / MINUTE_MS,
        isFirst: start >= day.start,
        isLast: end <= day.end,
      },
    ];
  });
