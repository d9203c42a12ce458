import { answersIn } from "@loconomy/bookings/message-answers";
import type { DemoWorld } from "@loconomy/kit";
import { PAID_AFTER_MS } from "./past.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** As the seed of bookings tells it: how long before it was accepted a new time was proposed. */
const PROPOSED_BEFORE_MS = 20 * MINUTE_MS;
const ANSWERS_MIN = 3;
const ANSWERS_WINDOW_DAYS = 90;

type Job = DemoWorld["bookings"][number];

/** What bookings counts of each provider's past jobs, messages about them and coming sessions; see its `listTrackRecords`. */
export const recordsOf = (
  { bookings, messages }: Pick<DemoWorld, "bookings" | "messages">,
  sessions: NonNullable<DemoWorld["sessions"]>,
  today: Date,
) => {
  const byProvider = Map.groupBy(bookings, ({ providerId }) => providerId);
  const messagesOf = Map.groupBy(messages, ({ bookingId }) => bookingId);
  const sessionsOf = Map.groupBy(sessions, ({ providerId }) => providerId);
  const since = today.getTime() - ANSWERS_WINDOW_DAYS * DAY_MS;
  return (
    providerId: string,
  ): Pick<DemoWorld["providers"][number], "responseTimeMinutes" | "keptCount" | "brokenCount"> => {
    const jobs = byProvider.get(providerId) ?? [];
    const seats = (sessionsOf.get(providerId) ?? []).flatMap((session) => session.seats);
    const requests = [...jobs, ...seats]
      .filter(({ createdAt }) => Date.parse(createdAt) >= since)
      .flatMap((booking) => waitOf(booking) ?? []);
    const questions = jobs
      .flatMap(({ id }) => answersIn(messagesOf.get(id) ?? []))
      .filter(({ askedAt }) => Date.parse(askedAt) >= since)
      .map(({ askedAt, answeredAt }) => minutesBetween(askedAt, answeredAt));
    const waits = [...requests, ...questions].toSorted((a, b) => a - b);
    const isBroken = ({ isCalledOff, absent }: Job): boolean =>
      isCalledOff || absent === "provider";
    return {
      responseTimeMinutes: waits.length < ANSWERS_MIN ? null : Math.round(medianOf(waits)),
      keptCount: jobs.filter((job) => !isBroken(job) && !job.absent).length,
      brokenCount: jobs.filter(isBroken).length,
    };
  };
};

/** Minutes until the provider's first answer; undefined where it was not asked. */
const waitOf = ({
  createdAt,
  acceptedAt,
  moved,
}: Pick<Job, "createdAt" | "acceptedAt"> & { moved?: Job["moved"] }): number | undefined => {
  if (acceptedAt === null) return undefined;
  const answeredAt =
    moved?.by === "provider" ? Date.parse(moved.at) - PROPOSED_BEFORE_MS : Date.parse(acceptedAt);
  return (answeredAt - Date.parse(createdAt) - PAID_AFTER_MS) / MINUTE_MS;
};

const minutesBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / MINUTE_MS;

const medianOf = (sorted: readonly number[]): number =>
  (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
