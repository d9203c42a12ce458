import type { WaitlistWish } from "@loconomy/contracts";
import type { Interval } from "./intervals.ts";

const MINUTE_MS = 60_000;
const OFFER_MS = 120 * MINUTE_MS;
const BEFORE_START_MS = 60 * MINUTE_MS;
/** Less time than this to see the mail and to book helps nobody. */
const OFFER_MS_MIN = 10 * MINUTE_MS;

const PARTS = {
  morning: ["00:00", "12:00"],
  afternoon: ["12:00", "17:00"],
  evening: ["17:00", "24:00"],
} as const;

/** The wall-clock times that a wish means: those it names, else those of its part of the day. Null: they end before they begin. */
export const wishedTimes = ({
  partOfDay,
  from,
  to,
}: Pick<WaitlistWish, "partOfDay" | "from" | "to">): { from: string; to: string } | null => {
  const [first, last] = partOfDay ? PARTS[partOfDay] : (["00:00", "24:00"] as const);
  const times = { from: from ?? first, to: to ?? last };
  return times.from < times.to ? times : null;
};

/**
 * From when to when (epoch ms) a start is wished for: wall-clock times of a day, by Temporal's "compatible" rule. Null when the
 * clocks skip all of it.
 */
export const wishedRange = (
  day: string,
  { from, to }: { from: string; to: string },
  zone: string,
): Interval | null => {
  const start = wallClock(day, from, zone);
  const end = wallClock(day, to, zone);
  return start < end ? { start, end } : null;
};

const wallClock = (day: string, time: string, zone: string): number => {
  const date = Temporal.PlainDate.from(day);
  return (
    time === "24:00"
      ? date.add({ days: 1 }).toZonedDateTime({ timeZone: zone })
      : date.toZonedDateTime({ timeZone: zone, plainTime: time })
  ).epochMilliseconds;
};

/**
 * Until when (epoch ms) a time that begins at `start` is kept for whoever it is offered to: two hours, at most until an hour
 * before it begins and as long as the provider lets it be booked. Null when that leaves no time to book it.
 */
export const offerEndsAt = (start: number, noticeMinutes: number, now: number): number | null => {
  const end = Math.min(now + OFFER_MS, start - BEFORE_START_MS, start - noticeMinutes * MINUTE_MS);
  return end - now >= OFFER_MS_MIN ? end : null;
};

/** What has become of the hold that somebody was offered. */
export interface OfferedHold {
  status: "active" | "used" | "released" | "expired";
  expiresAt: Date;
  /** Of the booking it was used for. */
  bookingStatus: string | null;
}

export type WaitlistState = "waiting" | "offered" | "booked" | "ended";

/**
 * Where an entry stands: what it was offered and has not used goes back, and it waits on as long as its day is not over. A
 * booking that awaits payment is still an offer, which comes to nothing when it is called off; once it is paid for, the entry is
 * booked for good.
 */
export const stateOfEntry = (
  entry: { state: WaitlistState; endsAt: Date },
  hold: OfferedHold | null,
  now: Date,
): WaitlistState => {
  if (entry.state === "booked" || entry.state === "ended") return entry.state;
  const unheld = entry.endsAt <= now ? "ended" : "waiting";
  if (entry.state === "waiting" || !hold) return unheld;
  if (hold.status === "active") return hold.expiresAt > now ? "offered" : unheld;
  if (hold.status !== "used") return unheld;
  if (hold.bookingStatus === "awaiting_payment") return "offered";
  const isCalledOff = hold.bookingStatus === "expired" || hold.bookingStatus === "cancelled";
  return isCalledOff ? unheld : "booked";
};
