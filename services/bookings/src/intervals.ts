import type { Position } from "@loconomy/contracts";

/** A stretch of time, epoch milliseconds, end exclusive. */
export interface Interval {
  start: number;
  end: number;
}

/** A claim on a provider's time, buffers included. */
export interface Claim extends Interval {
  /** Not there when it is busy time of a calendar elsewhere. */
  id?: string;
  /** When the job in it begins; time off is no job. */
  jobStart?: number;
  /** When it ends, as far as that is known. */
  jobEnd?: number;
  /** Where it is; not there: at the provider's own place. */
  place?: Position;
  /** It is a session of a group class. */
  session?: Session;
}

export interface Session {
  serviceId: string;
  /** Without the buffer after it, epoch milliseconds. */
  end: number;
  /** How many seats are taken. */
  taken: number;
}

/** A time that can be booked. */
export interface OpenTime extends Interval {
  /** Of a group class: how many more can book it. */
  spotsLeft?: number;
}

/** Sorted, and joined where they touch or overlap. */
export const mergeIntervals = (intervals: readonly Interval[]): Interval[] => {
  const merged: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};

/** The index of the first interval that ends after a moment, of sorted ones that do not overlap. */
export const firstEndingAfter = (sorted: readonly Interval[], moment: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.end <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
};
