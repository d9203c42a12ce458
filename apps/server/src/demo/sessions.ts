import type { DemoWorld } from "@loconomy/kit";
import { dayOf, instantsOf, type DemoCustomer } from "./past.ts";
import { uuidAt, type Random } from "./prng.ts";
import type { DemoProvider } from "./providers.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Far enough ahead for every provider's notice, and within a look at the next fortnight. */
const FIRST_DAY = 2;
const LAST_DAY = 12;
const SESSIONS_MAX = 4;
const SEATS_MAX = 7;
const ACCEPTED_AFTER_MS = 62 * MINUTE_MS;

type Session = NonNullable<DemoWorld["sessions"]>[number];

/** The coming sessions of every group class, each with some of its seats taken by people of the same city. */
export const createSessions = (
  random: Random,
  providers: readonly DemoProvider[],
  customers: readonly DemoCustomer[],
  today: Date,
): Session[] => {
  const byCity = Map.groupBy(customers, (customer) => customer.city);
  return providers.flatMap((provider) =>
    sessionsOf(random, provider, byCity.get(provider.city) ?? customers, today),
  );
};

/** At most one a day, so that they never meet. */
const sessionsOf = (
  random: Random,
  provider: DemoProvider,
  locals: readonly DemoCustomer[],
  today: Date,
): Session[] => {
  const classes = provider.services.filter(({ capacity = 1 }) => capacity > 1);
  if (classes.length === 0) return [];
  const sessions: Session[] = [];
  for (let day = FIRST_DAY; day <= LAST_DAY && sessions.length < SESSIONS_MAX; day++) {
    const service = random.pick(classes);
    const start = firstStart(provider, service.durationMinutes, today.getTime() + day * DAY_MS);
    if (start === undefined || !random.chance(0.6)) continue;
    sessions.push(sessionAt(random, provider, service, start, locals, today));
  }
  return sessions;
};

/** When the provider opens on a day, in epoch ms, if the class fits in. Who goes to customers on weekdays has classes at weekends. */
const firstStart = (
  { schedule: { weekly, timeZone }, services }: DemoProvider,
  minutes: number,
  moment: number,
): number | undefined => {
  const day = dayOf(timeZone, moment);
  const isOnTheRoad = services.some(({ location }) => location === "customer");
  if (isOnTheRoad && day.dayOfWeek < 6) return undefined;
  const [first] = weekly
    .filter(({ weekday }) => weekday === day.dayOfWeek)
    .map((window) => instantsOf(window, day, timeZone))
    .filter(({ from, to }) => to - from >= minutes * MINUTE_MS)
    .toSorted((a, b) => a.from - b.from);
  return first?.from;
};

const sessionAt = (
  random: Random,
  { row, schedule }: DemoProvider,
  { id: serviceId, durationMinutes, capacity = 1, isInstant }: DemoProvider["services"][number],
  start: number,
  locals: readonly DemoCustomer[],
  today: Date,
): Session => {
  const end = start + durationMinutes * MINUTE_MS;
  const iso = (time: number) => new Date(time).toISOString();
  const taken = random.int(1, Math.min(capacity - 1, SEATS_MAX));
  return {
    id: uuidAt(random, today),
    providerId: row.id,
    serviceId,
    start: iso(start),
    end: iso(end),
    claimStart: iso(start - schedule.bufferBeforeMinutes * MINUTE_MS),
    claimEnd: iso(end + schedule.bufferAfterMinutes * MINUTE_MS),
    capacity,
    seats: random
      .shuffle(locals)
      .slice(0, taken)
      .map((customer) => {
        const createdAt = new Date(today.getTime() - random.int(5, 20 * 60) * MINUTE_MS);
        return {
          id: uuidAt(random, createdAt),
          customerId: customer.id,
          createdAt: createdAt.toISOString(),
          acceptedAt: isInstant ? null : iso(createdAt.getTime() + ACCEPTED_AFTER_MS),
        };
      }),
  };
};
