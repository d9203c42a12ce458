import type { Address, WeeklyWindow } from "@loconomy/contracts";
import type { DemoWorld } from "@loconomy/kit";
import type { Character } from "./characters.ts";
import type { City } from "./cities.ts";
import { uuidAt, type Random } from "./prng.ts";
import type { DemoProvider } from "./providers.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PAST_DAYS = 180;
const TRIES = 12;
const HOUR_MS = 60 * MINUTE_MS;
/** So soon after booking every move is free, whatever the policy. */
const MOVED_AFTER_MS = 40 * MINUTE_MS;
const MISSED_AFTER_MS = 20 * MINUTE_MS;
/** As the seed of bookings tells it. */
export const PAID_AFTER_MS = 2 * MINUTE_MS;

export interface DemoCustomer {
  id: string;
  city: City;
  address: Address;
  createdAt: Date;
}

interface Stretch {
  from: number;
  to: number;
}

const collides = (taken: readonly Stretch[], { from, to }: Stretch): boolean =>
  taken.some((other) => other.from < to && from < other.to);

/** Finds times for past jobs: inside the provider's hours, never two at once on either side. */
export const createPastBooker = (random: Random, now: Date) => {
  const fates = random.fork("fates");
  const answers = random.fork("answers");
  const busy = new Map<string, Stretch[]>();
  const busyOf = (id: string): Stretch[] => {
    const stretches = busy.get(id) ?? [];
    busy.set(id, stretches);
    return stretches;
  };
  return (
    provider: DemoProvider,
    character: Character,
    customer: DemoCustomer,
  ): DemoWorld["bookings"][number] | undefined => {
    const { variants = [], ...service } = random.pick(provider.services);
    const variant = variants.length > 0 ? random.pick(variants) : undefined;
    const { durationMinutes, priceAmount } = variant ?? service;
    const { bufferBeforeMinutes, bufferAfterMinutes } = provider.schedule;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const start = randomStart(random, provider.schedule, durationMinutes, now);
      if (start === undefined) continue;
      const end = start + durationMinutes * MINUTE_MS;
      const claim = {
        from: start - bufferBeforeMinutes * MINUTE_MS,
        to: end + bufferAfterMinutes * MINUTE_MS,
      };
      if (
        collides(busyOf(provider.row.id), claim) ||
        collides(busyOf(customer.id), { from: start, to: end })
      )
        continue;
      busyOf(provider.row.id).push(claim);
      busyOf(customer.id).push({ from: start, to: end });
      const notice = Math.max(90, provider.schedule.noticeMinutes);
      const createdAt = new Date(start - random.int(notice, 5 * 24 * 60 - 30) * MINUTE_MS);
      const times = { start, end, createdAt: createdAt.getTime() };
      const fate = fateOf(fates, provider, times);
      return {
        id: uuidAt(random, createdAt),
        customerId: customer.id,
        providerId: provider.row.id,
        providerUserId: provider.row.userId,
        serviceId: service.id,
        variantId: variant?.id ?? null,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        priceAmount,
        currency: provider.row.currency,
        address: service.location === "customer" ? customer.address : null,
        createdAt: createdAt.toISOString(),
        ...fate,
        ...answerOf(answers, provider, character, {
          ...times,
          ...fate,
          isInstant: service.isInstant,
        }),
      };
    }
    return undefined;
  };
};

interface Times {
  start: number;
  end: number;
  createdAt: number;
}

/** Most jobs are done at the time they were booked for; some had been a day later at first, and sometimes somebody is not there. */
const fateOf = (
  random: Random,
  provider: DemoProvider,
  times: Times,
): Pick<DemoWorld["bookings"][number], "moved" | "absent" | "closedAt"> => {
  const moves = random.chance(0.08);
  const by = random.weighted([
    ["customer", 2],
    ["provider", 1],
  ] as const);
  const absent = random.chance(0.015)
    ? random.weighted([
        ["customer", 3],
        ["provider", 1],
      ] as const)
    : null;
  const closedAt = absent ? times.start + MISSED_AFTER_MS : times.end + HOUR_MS;
  return {
    moved: moves ? moveOf(provider, times, by) : null,
    absent,
    closedAt: new Date(closedAt).toISOString(),
  };
};

type Fate = ReturnType<typeof fateOf>;

/** When the provider accepted, where it was asked, and whether it called the job off in the end. */
const answerOf = (
  random: Random,
  { answersInMinutes }: DemoProvider,
  { callsOff }: Character,
  { start, createdAt, isInstant, moved, absent, closedAt }: Times & Fate & { isInstant: boolean },
): Pick<DemoWorld["bookings"][number], "acceptedAt" | "isCalledOff" | "closedAt"> => {
  const paidAt = createdAt + PAID_AFTER_MS;
  const minutes = Math.max(1, Math.round(answersInMinutes * Math.exp(random.normal() * 0.6)));
  const latest = Math.min(22 * HOUR_MS, Math.max(5 * MINUTE_MS, start - 2 * HOUR_MS - paidAt));
  const wait = Math.min(minutes * MINUTE_MS, latest);
  const acceptedAt = moved
    ? Math.max(paidAt + wait, createdAt + MOVED_AFTER_MS + 20 * MINUTE_MS)
    : paidAt + wait;
  const isCalledOff = random.chance(callsOff) && !moved && !absent;
  const calledOffAt = Math.max(
    start - random.int(60, 36 * 60) * MINUTE_MS,
    (isInstant ? paidAt : acceptedAt) + 5 * MINUTE_MS,
  );
  return {
    acceptedAt: isInstant ? null : new Date(acceptedAt).toISOString(),
    isCalledOff,
    closedAt: isCalledOff ? new Date(calledOffAt).toISOString() : closedAt,
  };
};

const moveOf = (
  { schedule }: DemoProvider,
  { start, end, createdAt }: Times,
  by: "customer" | "provider",
): DemoWorld["bookings"][number]["moved"] => {
  const before = { start: start + DAY_MS, end: end + DAY_MS };
  const { dayOfWeek } = dayOf(schedule.timeZone, before.start);
  const wasOffered = schedule.weekly.some(({ weekday }) => weekday === dayOfWeek);
  const isSoon = start - createdAt < DAY_MS + HOUR_MS;
  const isFar = before.start - createdAt > 5 * DAY_MS;
  if (!wasOffered || isSoon || isFar) return null;
  return {
    start: new Date(before.start).toISOString(),
    end: new Date(before.end).toISOString(),
    by,
    at: new Date(createdAt + MOVED_AFTER_MS).toISOString(),
  };
};

/** The calendar day in a zone at a moment, epoch ms. */
export const dayOf = (zone: string, time: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDate();

/** A start in the provider's hours on some day of the past half-year, or undefined when the day has no room for it. */
const randomStart = (
  random: Random,
  schedule: DemoWorld["schedules"][number],
  minutes: number,
  now: Date,
): number | undefined => {
  const day = dayOf(schedule.timeZone, now.getTime() - random.int(3, PAST_DAYS) * DAY_MS);
  const windows = schedule.weekly.filter((window) => window.weekday === day.dayOfWeek);
  if (windows.length === 0) return undefined;
  const { from, to } = instantsOf(random.pick(windows), day, schedule.timeZone);
  const steps = Math.floor((to - from - minutes * MINUTE_MS) / (schedule.stepMinutes * MINUTE_MS));
  return steps < 0 ? undefined : from + random.int(0, steps) * schedule.stepMinutes * MINUTE_MS;
};

/** A window of a day as instants; one that ends before it begins goes on into the next day. */
export const instantsOf = (
  window: WeeklyWindow,
  day: Temporal.PlainDate,
  zone: string,
): Stretch => {
  const at = (date: Temporal.PlainDate, time: string): number =>
    date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds;
  const next = day.add({ days: 1 });
  const to =
    window.end === "24:00"
      ? at(next, "00:00")
      : at(window.end <= window.start ? next : day, window.end);
  return { from: at(day, window.start), to };
};
