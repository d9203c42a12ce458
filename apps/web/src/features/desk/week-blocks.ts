import type { Week, Window } from "./hours.ts";

const MINUTES_A_DAY = 1440;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;
/** Pointers and arrow keys move by so much; time fields take any minute. */
export const SNAP_MINUTES = 15;

/** One stretch of hours in the drawn week. Minutes after midnight of its day; an end beyond 1440 is on the next day. */
export interface Block {
  /** 0 = Monday. */
  day: number;
  start: number;
  end: number;
}

/** Where a block stands in the form. */
export interface Place {
  day: number;
  index: number;
}

export interface PlacedBlock extends Block {
  index: number;
}

/** The part of a block that one column shows. */
export interface Segment {
  day: number;
  start: number;
  end: number;
  /** The rest of the night that began in the column before. */
  isRest: boolean;
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minute: number) => {
  const ofDay = minute % MINUTES_A_DAY;
  const digits = (n: number) => String(n).padStart(2, "0");
  return `${digits(Math.floor(ofDay / 60))}:${digits(ofDay % 60)}`;
};

/** A window as minutes; an end that is not after its start is on the next day. */
export const toBlock = (day: number, window: Window): Block => {
  const start = minuteOf(window.start);
  const end = minuteOf(window.end);
  return { day, start, end: end <= start ? end + MINUTES_A_DAY : end };
};

const toWindow = ({ start, end }: Block): Window => ({ start: timeOf(start), end: timeOf(end) });

/** Every stretch of the week whose two times are filled in. */
export const toBlocks = (week: Week): PlacedBlock[] =>
  week.flatMap((windows, day) =>
    windows.flatMap((window, index) =>
      window.start && window.end ? [{ ...toBlock(day, window), index }] : [],
    ),
  );

/** What each column shows of a block. */
export const segmentsOf = ({ day, start, end }: Block): Segment[] => {
  const first = { day, start, end: Math.min(end, MINUTES_A_DAY), isRest: false };
  if (end <= MINUTES_A_DAY) return [first];
  return [first, { day: (day + 1) % 7, start: 0, end: end - MINUTES_A_DAY, isRest: true }];
};

/** Whether two stretches of a week that repeats share time: Sunday night meets Monday morning. */
export const overlap = (a: Block, b: Block): boolean => {
  const from = (block: Block) => block.day * MINUTES_A_DAY + block.start;
  const ahead = (earlier: Block, later: Block) =>
    (from(later) - from(earlier) + MINUTES_A_WEEK) % MINUTES_A_WEEK;
  return ahead(a, b) < a.end - a.start || ahead(b, a) < b.end - b.start;
};

const snap = (minute: number) => Math.round(minute / SNAP_MINUTES) * SNAP_MINUTES;
const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), max);

/** The block on another day or at another time, as long as before. */
export const moved = (block: Block, day: number, start: number): Block => {
  const begin = clamp(snap(start), 0, MINUTES_A_DAY - SNAP_MINUTES);
  return { day: clamp(day, 0, 6), start: begin, end: begin + block.end - block.start };
};

/** How many columns right of its own a block's end is meant: right of Sunday is Monday, left of its own means its own. */
const columnsAhead = (own: number, day: number): number => {
  if (own === 6 && day === 0) return 1;
  return Math.max(0, day - own);
};

/** The block with another end, `minute` after midnight of `day`: in the column after its own it goes through the night. */
export const withEnd = (block: Block, day: number, minute: number): Block => {
  const wanted = snap(columnsAhead(block.day, day) * MINUTES_A_DAY + minute);
  return {
    ...block,
    end: clamp(wanted, block.start + SNAP_MINUTES, block.start + MINUTES_A_DAY),
  };
};

/** The block with another start on its day; at most a whole day long. */
export const withStart = (block: Block, minute: number): Block => ({
  ...block,
  start: clamp(
    snap(minute),
    Math.max(0, block.end - MINUTES_A_DAY),
    Math.min(block.end, MINUTES_A_DAY) - SNAP_MINUTES,
  ),
});

/** A new block at a point of the week: two hours, or less where others leave less; null where they leave nothing. */
export const newBlock = (blocks: readonly Block[], day: number, minute: number): Block | null => {
  const start = clamp(
    Math.floor(minute / SNAP_MINUTES) * SNAP_MINUTES,
    0,
    MINUTES_A_DAY - SNAP_MINUTES,
  );
  for (let length = 120; length >= SNAP_MINUTES; length -= SNAP_MINUTES) {
    const block = { day, start, end: Math.min(start + length, MINUTES_A_DAY) };
    if (!blocks.some((other) => overlap(block, other))) return block;
  }
  return null;
};

/**
 * The week with a block in place of the one at `place` (added when there is none), or null when it would share time with another.
 * Answers also where the block now stands: windows of a day are in order of time.
 */
export const putBlock = (
  week: Week,
  place: Place | null,
  block: Block,
): { week: Week; place: Place } | null => {
  const others = toBlocks(week).filter(
    (other) => other.day !== place?.day || other.index !== place.index,
  );
  if (others.some((other) => overlap(block, other))) return null;
  const window = toWindow(block);
  const rest = place ? withoutBlock(week, place) : week;
  const next = rest.map((windows, day) =>
    day === block.day
      ? [...windows, window].toSorted((a, b) => a.start.localeCompare(b.start))
      : windows,
  );
  return { week: next, place: { day: block.day, index: next[block.day]!.indexOf(window) } };
};

/** The week without the block at `place`. */
export const withoutBlock = (week: Week, { day, index }: Place): Week =>
  week.map((windows, other) =>
    other === day ? windows.filter((_, position) => position !== index) : windows,
  );
