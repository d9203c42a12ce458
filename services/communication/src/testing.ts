import { serviceContracts, type BookingRecord, type TimelineEntry } from "@loconomy/contracts";
import type { RequestContext, Service } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  exampleRecord,
  insertBooking,
  insertParties,
  userActor,
} from "@loconomy/testing";
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
      const booking = exampleRecord({
        start: new Date(now + HOUR_MS).toISOString(),
        end: new Date(now + 2 * HOUR_MS).toISOString(),
        durationMinutes: 60,
        ...more,
      });
      await insertParties(database.owner, booking);
      await insertBooking(database.owner, { ...booking, status: "confirmed" });
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
