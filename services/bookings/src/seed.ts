import { query, systemClock, type Db, type DemoWorld } from "@loconomy/kit";
import type { BookingStatus, PolicyTerms } from "@loconomy/contracts";
import { policyTerms, termsAfterMove } from "./cancellation.ts";
import { completesAt } from "./lifecycle.ts";
import { answersIn } from "./message-answers.ts";
import { saveOffers, toOffer, type Offer } from "./offer-store.ts";
import { chain, GENESIS_HASH, type ChainedFact } from "./timeline.ts";

const ROWS_A_STATEMENT = 4_000;
const MINUTE_MS = 60_000;

type DemoBooking = DemoWorld["bookings"][number];
type DemoSession = NonNullable<DemoWorld["sessions"]>[number];

/** A demo job that is over, or a seat in a session that is to come. */
interface SeededBooking extends Omit<DemoBooking, "closedAt"> {
  closedAt: string | null;
  /** Of a seat. */
  holdId?: string;
}

/** Schedules of the demo providers, and their past jobs with whole timelines. */
export const seed = async (db: Db, world: DemoWorld): Promise<void> => {
  await inBulk(db, INSERT_SCHEDULES, world.schedules);
  await saveOffers(db, demoOffers(world), systemClock.now());
  await seedSessions(db, world.sessions ?? [], systemClock.now());
  await seedMessageAnswers(db, world);
  const lookups = {
    users: byId(world.users),
    providers: byId(world.providers),
    services: byId(world.services),
    zones: new Map(world.schedules.map(({ providerId, timeZone }) => [providerId, timeZone])),
  };
  const coming = (world.sessions ?? []).flatMap((session) => comingOf(session, lookups));
  for (const some of chunks<SeededBooking>([...world.bookings, ...coming])) {
    const written = some.map((booking) => ({
      booking,
      entries: historyOf(booking, lookups.services.get(booking.serviceId)?.isInstant ?? true),
    }));
    await inBulk(
      db,
      INSERT_BOOKINGS,
      written.map(({ booking, entries }) => bookingRow(booking, entries, lookups)),
    );
    await inBulk(
      db,
      INSERT_TIMELINE,
      written.flatMap(({ booking, entries }) =>
        entries.map((entry) => ({
          ...entry,
          customerId: booking.customerId,
          providerUserId: booking.providerUserId,
        })),
      ),
    );
  }
};

const seedMessageAnswers = async (db: Db, { bookings, messages }: DemoWorld): Promise<void> => {
  const providers = new Map(bookings.map(({ id, providerId }) => [id, providerId]));
  const byBooking = Map.groupBy(messages, ({ bookingId }) => bookingId);
  await inBulk(
    db,
    INSERT_MESSAGE_ANSWERS,
    [...byBooking].flatMap(([bookingId, written]) =>
      answersIn(written).map((answer) => ({
        ...answer,
        bookingId,
        providerId: providers.get(bookingId),
      })),
    ),
  );
};

/** The seats of a session as bookings, confirmed as they are paid. */
const comingOf = (session: DemoSession, { providers, services }: Lookups): SeededBooking[] => {
  const provider = providers.get(session.providerId)!;
  const { priceAmount } = services.get(session.serviceId)!;
  return session.seats.map(({ id, customerId, createdAt, acceptedAt }) => ({
    id,
    holdId: id,
    customerId,
    createdAt,
    providerId: provider.id,
    providerUserId: provider.userId,
    serviceId: session.serviceId,
    start: session.start,
    end: session.end,
    priceAmount,
    currency: provider.currency,
    address: null,
    moved: null,
    absent: null,
    acceptedAt,
    isCalledOff: false,
    closedAt: null,
  }));
};

const seedSessions = async (db: Db, sessions: readonly DemoSession[], now: Date): Promise<void> => {
  const seats = sessions.flatMap(({ id: sessionId, end, seats: taken }) =>
    taken.map(({ id }) => ({
      id,
      sessionId,
      inSeconds: Math.ceil((completesAt(Date.parse(end)) - now.getTime()) / 1000),
    })),
  );
  await inBulk(db, INSERT_SESSIONS, sessions);
  await inBulk(db, INSERT_SEATS, seats);
  await inBulk(db, ENQUEUE_COMPLETIONS, seats);
};

/** The offers that the providers' events would lead to. */
export const demoOffers = ({ providers, services }: DemoWorld): Offer[] => {
  const known = byId(providers);
  return services.map(({ variants = [], capacity = 1, ...service }) => {
    const provider = known.get(service.providerId)!;
    const priced = variants.map(({ priceAmount: amount, ...variant }) => ({
      ...variant,
      price: { amount, currency: provider.currency },
    }));
    return toOffer({ ...service, variants: priced, capacity }, provider);
  });
};

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    yield rows.slice(from, from + ROWS_A_STATEMENT);
}

const inBulk = async (db: Db, sql: string, rows: readonly object[]): Promise<void> => {
  await Promise.all(Array.from(chunks(rows), (some) => query(db, sql, [JSON.stringify(some)])));
};

type Step = Pick<ChainedFact, "action" | "by" | "to" | "at"> & {
  time?: { start: string; end: string };
};

const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

/** What happened to a demo job, in order: booked, paid, moved, accepted where the provider is asked, done, missed or called off. */
const historyOf = (booking: SeededBooking, isInstant: boolean): ChainedFact[] => {
  const { createdAt, start, end, moved, absent, acceptedAt, isCalledOff, closedAt } = booking;
  const paidAt = [later(createdAt, 2 * MINUTE_MS), start].toSorted()[0]!;
  const steps: Step[] = [
    {
      action: "book",
      by: "customer",
      to: "awaiting_payment",
      at: createdAt,
      time: moved ?? { start, end },
    },
    { action: "pay", by: "customer", to: isInstant ? "confirmed" : "pending", at: paidAt },
    ...movesOf(booking, isInstant ? "confirmed" : "pending"),
  ];
  if (!isInstant)
    steps.push({ action: "accept", by: "provider", to: "confirmed", at: acceptedAt! });
  if (closedAt && isCalledOff) {
    steps.push({ action: "cancel", by: "provider", to: "cancelled", at: closedAt });
  } else if (closedAt && absent) {
    const by = absent === "customer" ? "provider" : "customer";
    steps.push({ action: "no_show", by, to: "no_show", at: closedAt });
  } else if (closedAt) {
    steps.push(
      { action: "start", by: "provider", to: "in_progress", at: start },
      { action: "complete", by: "provider", to: "completed", at: closedAt },
    );
  }
  return steps.reduce<ChainedFact[]>(
    (entries, step) => [...entries, entryOf(booking, step, entries.at(-1))],
    [],
  );
};

const movesOf = ({ start, end, moved }: SeededBooking, to: BookingStatus): Step[] => {
  if (!moved) return [];
  const time = { start, end };
  if (moved.by === "customer")
    return [{ action: "reschedule", by: "customer", to, at: moved.at, time }];
  return [
    { action: "propose", by: "provider", to, at: later(moved.at, -20 * MINUTE_MS), time },
    { action: "accept_proposal", by: "customer", to, at: moved.at, time },
  ];
};

const entryOf = (
  booking: SeededBooking,
  { action, by, to, at, time }: Step,
  before: ChainedFact | undefined,
): ChainedFact =>
  chain(
    {
      bookingId: booking.id,
      sequence: (before?.sequence ?? 0) + 1,
      action,
      by,
      from: before?.to ?? null,
      to,
      at: new Date(at).toISOString(),
      start: time ? new Date(time.start).toISOString() : null,
      end: time ? new Date(time.end).toISOString() : null,
      reasonDigest: null,
    },
    before?.hash ?? GENESIS_HASH,
  );

/** The terms that were shown at booking, counted anew where the job moved. */
const termsOf = (
  { createdAt, start, moved }: SeededBooking,
  policy: DemoWorld["providers"][number]["cancellationPolicy"],
): PolicyTerms => {
  const bookedAt = Date.parse(createdAt);
  const terms = policyTerms(policy, Date.parse(moved?.start ?? start), bookedAt);
  if (!moved) return terms;
  return termsAfterMove({
    terms,
    status: "confirmed",
    start: Date.parse(start),
    bookedAt,
    now: Date.parse(moved.at),
  });
};

interface Lookups {
  users: ReadonlyMap<string, DemoWorld["users"][number]>;
  providers: ReadonlyMap<string, DemoWorld["providers"][number]>;
  services: ReadonlyMap<string, DemoWorld["services"][number]>;
  zones: ReadonlyMap<string, string>;
}

const bookingRow = (
  booking: SeededBooking,
  entries: readonly ChainedFact[],
  { users, providers, services, zones }: Lookups,
): object => {
  const provider = providers.get(booking.providerId)!;
  const service = services.get(booking.serviceId)!;
  const last = entries.at(-1)!;
  const variant = service.variants?.find(({ id }) => id === booking.variantId);
  const serviceName = variant ? `${service.name}, ${variant.name}` : service.name;
  return {
    ...booking,
    customerName: users.get(booking.customerId)!.displayName,
    providerName: provider.businessName,
    providerSlug: provider.slug,
    serviceName,
    updatedAt: last.at,
    isInstant: service.isInstant,
    timeZone: zones.get(booking.providerId) ?? provider.timeZone,
    durationMinutes: Math.round((Date.parse(booking.end) - Date.parse(booking.start)) / MINUTE_MS),
    location: {
      at: service.location,
      address: service.location === "customer" ? booking.address : null,
    },
    pricing: { policy: termsOf(booking, provider.cancellationPolicy) },
    status: last.to,
    cancelledBy: booking.isCalledOff ? "provider" : null,
    completedAt: last.to === "completed" ? last.at : null,
    timelineSequence: last.sequence,
    timelineHash: last.hash,
  };
};

const INSERT_SCHEDULES = `
  insert into bookings.schedules (provider_id, time_zone, weekly, step_minutes, buffer_before_minutes, buffer_after_minutes, notice_minutes, horizon_days)
  select "providerId", "timeZone", weekly, "stepMinutes", "bufferBeforeMinutes", "bufferAfterMinutes", "noticeMinutes", 60
    from json_to_recordset($1::json) as s("providerId" uuid, "timeZone" text, weekly jsonb, "stepMinutes" int,
      "bufferBeforeMinutes" int, "bufferAfterMinutes" int, "noticeMinutes" int)
  on conflict (provider_id) do nothing`;

const INSERT_BOOKINGS = `
  insert into bookings.bookings (id, customer_id, customer_name, provider_id, provider_user_id, provider_name, provider_slug, service_id, service_name,
    hold_id, status, cancelled_by, absent, scheduled_at, ends_at, duration_minutes, time_zone, location, pricing, price_amount, price_currency, is_instant,
    completed_at, closed_at, timeline_sequence, timeline_hash, created_at, updated_at)
  select id, "customerId", "customerName", "providerId", "providerUserId", "providerName", "providerSlug", "serviceId", "serviceName",
    "holdId", status, "cancelledBy", absent, start, "end", "durationMinutes", "timeZone", location, pricing, "priceAmount", currency, "isInstant",
    "completedAt", "completedAt", "timelineSequence", "timelineHash", "createdAt", "updatedAt"
    from json_to_recordset($1::json) as b(id uuid, "customerId" uuid, "customerName" text, "providerId" uuid, "providerUserId" uuid,
      "providerName" text, "providerSlug" text, "serviceId" uuid, "serviceName" text, "holdId" uuid, status bookings.booking_status, "cancelledBy" text, absent text,
      start timestamptz, "end" timestamptz, "updatedAt" timestamptz, "durationMinutes" int, "timeZone" text, location jsonb, pricing jsonb, "priceAmount" bigint, currency text, "isInstant" boolean,
      "completedAt" timestamptz, "timelineSequence" int, "timelineHash" text, "createdAt" timestamptz)`;

const INSERT_SESSIONS = `
  insert into bookings.time_claims (id, provider_id, kind, service_id, starts_at, ends_at, period, capacity, taken)
  select id, "providerId", 'class', "serviceId", start, "end", tstzrange("claimStart", "claimEnd"), capacity, 0
    from json_to_recordset($1::json) as s(id uuid, "providerId" uuid, "serviceId" uuid, start timestamptz, "end" timestamptz,
      "claimStart" timestamptz, "claimEnd" timestamptz, capacity int)`;

/** A seat is known by its booking's id: nobody held it. */
const INSERT_SEATS = `
  insert into bookings.class_seats (id, session_id, booking_id)
  select id, "sessionId", id from json_to_recordset($1::json) as s(id uuid, "sessionId" uuid)`;

const ENQUEUE_COMPLETIONS = `
  select platform.send('[]', coalesce(json_agg(json_build_object('task', 'bookings.complete-due',
      'payload', json_build_object('bookingId', id), 'delaySeconds', "inSeconds", 'key', 'bookings.complete-due:' || id)), '[]'))
    from json_to_recordset($1::json) as s(id uuid, "inSeconds" int)`;

const INSERT_MESSAGE_ANSWERS = `
  insert into bookings.message_answers (booking_id, provider_id, asked_at, answered_at)
  select "bookingId", "providerId", "askedAt", "answeredAt"
    from json_to_recordset($1::json) as a("bookingId" uuid, "providerId" uuid, "askedAt" timestamptz, "answeredAt" timestamptz)`;

const INSERT_TIMELINE = `
  insert into bookings.timeline (booking_id, sequence, customer_id, provider_user_id, action, by_party, from_status, to_status, at,
    starts_at, ends_at, previous_hash, hash)
  select "bookingId", sequence, "customerId", "providerUserId", action, by, "from", "to", at, start, "end", "previousHash", hash
    from json_to_recordset($1::json) as t("bookingId" uuid, sequence int, "customerId" uuid, "providerUserId" uuid, action text, by text,
      "from" bookings.booking_status, "to" bookings.booking_status, at timestamptz, start timestamptz, "end" timestamptz, "previousHash" text, hash text)`;
