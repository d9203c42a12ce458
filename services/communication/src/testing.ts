import { randomUUID } from "node:crypto";
import { serviceContracts, type BookingRecord, type TimelineEntry } from "@loconomy/contracts";
import type { Db, RequestContext, Service } from "@loconomy/kit";
import { createServiceHarness, createTestDatabase, userActor } from "@loconomy/testing";
import { implement } from "@orpc/server";
import { createCommunication } from "./service.ts";

const HOUR_MS = 3_600_000;

/** This service on a database of its own, beside bookings that are put in. */
export const createWorld = async () => {
  const database = await createTestDatabase();
  const records = new Map<string, BookingRecord>();
  const timelines = new Map<string, TimelineEntry[]>();
  const harness = await createServiceHarness(database, {
    bookings: bookingsOf(records, timelines),
    communication: createCommunication,
  });
  const { communication } = harness.clients;
  const as = (userId: string) => ({ context: { actor: userActor(userId) } });

  return {
    database,
    harness,
    timelines,
    /** A confirmed booking of two new people, one hour long, that begins in an hour. */
    book: async (more: Partial<BookingRecord> = {}): Promise<BookingRecord> => {
      const now = harness.clock.now().getTime();
      const booking = record(new Date(now + HOUR_MS), more);
      await insertBooking(database.owner, booking);
      records.set(booking.id, booking);
      return booking;
    },
    /** What bookings say of it from now on. */
    change: (id: string, more: Partial<BookingRecord>): void => {
      records.set(id, { ...records.get(id)!, ...more });
    },
    send: (id: string, userId: string, text: string) =>
      communication.sendMessage({ id, text }, as(userId)),
    messages: (id: string, userId: string, page: { cursor?: string; limit?: number } = {}) =>
      communication.listMessages({ id, ...page }, as(userId)),
    conversations: (userId: string, page: { cursor?: string; limit?: number } = {}) =>
      communication.listConversations(page, as(userId)),
    read: (id: string, userId: string, upTo: string) =>
      communication.markRead({ id, upTo }, as(userId)),
    /** What was told of a booking's messages, in order. */
    told: async (id: string): Promise<Array<{ text: string; startsUnread: boolean }>> => {
      const { rows } = await database.owner.pool.query<{
        data: { text: string; startsUnread: boolean };
      }>(
        "select data from platform.outbox where type = 'message.sent' and aggregate_id = $1 order by id",
        [id],
      );
      return rows.map(({ data }) => data);
    },
    stop: () => database.drop(),
  };
};
export type World = Awaited<ReturnType<typeof createWorld>>;

const bookingsOf = (
  records: ReadonlyMap<string, BookingRecord>,
  timelines: ReadonlyMap<string, TimelineEntry[]>,
): Service => {
  const os = implement(serviceContracts.bookings).$context<RequestContext>();
  const getRecord = os.getRecord.handler(({ input }) => records.get(input.id) ?? null);
  const getRecordTimeline = os.getRecordTimeline.handler(({ input }) => ({
    items: timelines.get(input.id) ?? [],
  }));
  const internalRouter = { getRecord, getRecordTimeline };
  return { router: {}, internalRouter, consumers: [], jobs: {}, recurring: [] };
};

/** A step of a booking's timeline. */
export const step = (action: TimelineEntry["action"], at: Date): TimelineEntry => ({
  sequence: 1,
  action,
  by: "customer",
  from: null,
  to: "cancelled",
  at: at.toISOString(),
  start: null,
  end: null,
  reason: null,
  hash: "",
});

const record = (start: Date, more: Partial<BookingRecord>): BookingRecord => ({
  id: randomUUID(),
  status: "confirmed",
  customerId: randomUUID(),
  customerName: "Maria Silva",
  providerId: randomUUID(),
  providerUserId: randomUUID(),
  providerName: "Bright Windows",
  providerSlug: "bright-windows",
  serviceId: randomUUID(),
  serviceName: "Window cleaning",
  location: "customer",
  start: start.toISOString(),
  end: new Date(start.getTime() + HOUR_MS).toISOString(),
  durationMinutes: 60,
  timeZone: "Europe/Berlin",
  address: null,
  notes: null,
  price: { amount: 6000, currency: "EUR" },
  policy: { name: "flexible", steps: [] },
  isInstant: true,
  expiresAt: null,
  proposal: null,
  dispute: null,
  cancelledBy: null,
  absent: null,
  series: null,
  reason: null,
  createdAt: start.toISOString(),
  completedAt: null,
  sequence: 2,
  ...more,
});

/** The rows that a conversation's foreign keys need, as their owners would have written them. */
const insertBooking = async (
  owner: Db,
  { id, customerId, providerId, providerUserId, serviceId, start, end }: BookingRecord,
): Promise<void> => {
  await owner.pool.query(
    `insert into users.users (id, email, display_name)
     select id, id || '@example.com', 'Somebody' from unnest($1::uuid[]) as id on conflict do nothing`,
    [[customerId, providerUserId]],
  );
  await owner.pool.query(
    `with category as (insert into providers.categories (name, slug) values ('Cleaning', $4) returning id)
     insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
     select $1, $2, $3, 'Bright Windows', id, 'Berlin, Germany', 52.5, 13.4, 10, 'EUR', 'flexible' from category`,
    [providerId, providerUserId, `p-${providerId}`, `c-${providerId}`],
  );
  await owner.pool.query(
    `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
     values ($1, $2, 'Window cleaning', 6000, 'EUR', 60, 'customer', true)`,
    [serviceId, providerId],
  );
  await owner.pool.query(
    `insert into bookings.bookings (id, customer_id, customer_name, provider_id, provider_user_id, provider_name, provider_slug, service_id, service_name,
       status, scheduled_at, ends_at, duration_minutes, time_zone, location, pricing, price_amount, price_currency, is_instant, timeline_sequence, timeline_hash)
     values ($1, $2, 'Maria Silva', $3, $4, 'Bright Windows', 'bright-windows', $5, 'Window cleaning',
       'confirmed', $6, $7, 60, 'Europe/Berlin', '{"at": "customer", "address": null}', '{}', 6000, 'EUR', true, 1, '')`,
    [id, customerId, providerId, providerUserId, serviceId, start, end],
  );
};
