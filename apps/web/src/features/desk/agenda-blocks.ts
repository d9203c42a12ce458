import type { Agenda, AgendaItem } from "@loconomy/contracts";
import { segmentsOn, type AgendaSegment, type WeekAxis } from "./agenda-axis.ts";

/** Shorter ones are drawn as if they took so long, so that they can be read and hit. */
const DRAWN_MINUTES_MIN = 25;

/** Something to show in the week: an item where it is, all seats of a session, or a booking where it is proposed to be. */
export interface AgendaBlock {
  key: string;
  /** Of a session its first seat. */
  item: AgendaItem;
  /** The seats of a session that are taken; else the item alone. */
  seats: AgendaItem[];
  isProposal: boolean;
  /** Epoch ms. */
  start: number;
  end: number;
}

/** A part of a block in its column, beside those it overlaps with. */
export interface PlacedSegment extends AgendaSegment {
  block: AgendaBlock;
  lane: number;
  /** How many stand beside each other here. */
  lanes: number;
}

/** The blocks of an agenda by start: every item, the seats of a session as one, and every open proposal where it would lead to. */
export const blocksOf = ({ items }: Pick<Agenda, "items">): AgendaBlock[] => {
  const together = Object.values(
    Object.groupBy(items, (item) => item.session?.id ?? `${item.kind}.${item.id}.${item.start}`),
  ).map((seats) => toBlock(bookedFirst(seats!), seats![0]!, false));
  const proposed = items
    .filter((item) => item.booking?.proposal)
    .map((item) => toBlock([item], item.booking!.proposal!, true));
  return [...together, ...proposed].toSorted((a, b) => a.start - b.start || b.end - a.end);
};

/** A booking knows what its session is called, a held seat does not. */
const bookedFirst = (seats: AgendaItem[]) =>
  seats.toSorted((a, b) => Number(a.booking === null) - Number(b.booking === null));

const toBlock = (
  seats: AgendaItem[],
  of: { start: string; end: string },
  isProposal: boolean,
): AgendaBlock => {
  const [item] = seats;
  return {
    key: `${item!.kind}.${item!.id}.${of.start}${isProposal ? ".proposed" : ""}`,
    item: item!,
    seats,
    isProposal,
    start: Date.parse(of.start),
    end: Date.parse(of.end),
  };
};

/** Whether a block is a session with more than one person in it. */
export const isSession = ({ seats }: Pick<AgendaBlock, "seats">): boolean => seats.length > 1;

/** Puts blocks into the columns of a week; those that overlap share the width. */
export const placeBlocks = (axis: WeekAxis, blocks: readonly AgendaBlock[]): PlacedSegment[] => {
  const segments = blocks.flatMap((block) =>
    segmentsOn(axis, block.start, block.end).map((segment) => ({ ...segment, block })),
  );
  return axis.days.flatMap((_, column) =>
    sideBySide(segments.filter((segment) => segment.column === column)),
  );
};

const drawnEnd = ({ from, to }: AgendaSegment) => Math.max(to, from + DRAWN_MINUTES_MIN);

const sideBySide = (
  segments: ReadonlyArray<AgendaSegment & { block: AgendaBlock }>,
): PlacedSegment[] => {
  const placed: PlacedSegment[] = [];
  let group: PlacedSegment[] = [];
  let laneEnds: number[] = [];
  const close = () => {
    for (const one of group) one.lanes = laneEnds.length;
    placed.push(...group);
    group = [];
    laneEnds = [];
  };
  for (const segment of segments.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (laneEnds.every((end) => end <= segment.from)) close();
    const free = laneEnds.findIndex((end) => end <= segment.from);
    const lane = free >= 0 ? free : laneEnds.length;
    laneEnds[lane] = drawnEnd(segment);
    group.push({ ...segment, lane, lanes: 1 });
  }
  close();
  return placed;
};

/** The block that an arrow key leads to from another: up and down within the day, left and right to the nearest in time. */
export const neighborOf = (
  placed: readonly PlacedSegment[],
  key: string,
  direction: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight",
): AgendaBlock | null => {
  const stops = placed.filter((one) => one.isFirst || one.column === 0);
  const here = stops.find((one) => one.block.key === key);
  if (!here) return null;
  if (direction === "ArrowUp" || direction === "ArrowDown") {
    const ofDay = stops.filter((one) => one.column === here.column);
    const index = ofDay.indexOf(here) + (direction === "ArrowDown" ? 1 : -1);
    return ofDay[index]?.block ?? null;
  }
  const ahead = stops.filter((one) =>
    direction === "ArrowRight" ? one.column > here.column : one.column < here.column,
  );
  const columns = ahead.map(({ column }) => column);
  const column = direction === "ArrowRight" ? Math.min(...columns) : Math.max(...columns);
  const [nearest] = ahead
    .filter((one) => one.column === column)
    .toSorted((a, b) => Math.abs(a.from - here.from) - Math.abs(b.from - here.from));
  return nearest?.block ?? null;
};
