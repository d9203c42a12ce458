import type { Interval, OpenTime } from "./intervals.ts";
import { openSlots, type SlotQuestion } from "./slots.ts";

/** A service that several people can book at the same time. */
export interface Group {
  serviceId: string;
  capacity: number;
}

/**
 * The times at which a group class can be booked, in order: those at which a new session can begin, and sessions with a seat
 * left. A session that is there already needs no room in the limits of its day or week, nor in calendars elsewhere; hours,
 * notice and horizon are as for any time.
 */
const openSeats = (question: SlotQuestion & { group: Group }): OpenTime[] => {
  const { group, limit = Infinity } = question;
  const fresh = openSlots(question).map((slot) => ({ ...slot, spotsLeft: group.capacity }));
  const sessions = sessionsToJoin(question);
  if (sessions.length === 0) return fresh;
  return [...fresh, ...sessions].sort((a, b) => a.start - b.start).slice(0, limit);
};

/** The times at which a service can be booked, be it for one person at a time or for a group. */
export const openTimes = (question: SlotQuestion & { group?: Group }): OpenTime[] => {
  const { group } = question;
  return group ? openSeats({ ...question, group }) : openSlots(question);
};

const sessionsToJoin = ({ group, ...question }: SlotQuestion & { group: Group }): OpenTime[] => {
  const { from, to, rules } = question;
  const left = new Map(
    question.busy.flatMap(({ jobStart, session }) =>
      jobStart !== undefined &&
      jobStart >= from &&
      jobStart < to &&
      session?.serviceId === group.serviceId
        ? [[jobStart, { ...session, spotsLeft: group.capacity - session.taken }] as const]
        : [],
    ),
  );
  if (left.size === 0) return [];
  const starts = [...left.keys()];
  const offered: Interval[] = openSlots({
    ...question,
    rules: { ...rules, dailyMax: null, weeklyMax: null },
    busy: [],
    from: Math.min(...starts),
    to: Math.max(...starts) + 1,
    limit: undefined,
  });
  return offered.flatMap((slot) => {
    const session = left.get(slot.start);
    return session && session.spotsLeft > 0 && session.end === slot.end
      ? [{ ...slot, spotsLeft: session.spotsLeft }]
      : [];
  });
};
