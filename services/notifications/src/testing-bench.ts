import { EVENTS, type BookingRecord, type EventData, type EventType } from "@loconomy/contracts";
import { publish, system, transaction } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  insertBooking,
  insertParties,
} from "@loconomy/testing";
import { createNotifications } from "./service.ts";
import {
  bookingsOf,
  contactsBut,
  exampleBooking,
  paymentsOf,
  startMailServer,
  type PaymentState,
} from "./testing.ts";

export type Bench = Awaited<ReturnType<typeof createBench>>;

/** The service on a database of its own, mailing through a real SMTP server. */
export const createBench = async () => {
  const [database, server] = await Promise.all([createTestDatabase(), startMailServer()]);
  const records = new Map<string, BookingRecord>();
  const gone = new Set<string>();
  const payments = new Map<string, PaymentState>();
  const env = {
    PUBLIC_URL: "https://shop.example/",
    MAIL_FROM: "Loconomy <hello@shop.example>",
    SMTP_URL: server.url,
  };
  const harness = await createServiceHarness(
    database,
    {
      notifications: createNotifications,
      bookings: bookingsOf(records),
      users: contactsBut(gone),
      payments: paymentsOf(payments),
    },
    { env, logLevel: "silent" },
  );
  const sql = async (text: string, params: unknown[] = []) =>
    (await database.owner.pool.query(text, params)).rows;
  return {
    database,
    server,
    records,
    gone,
    payments,
    harness,
    sql,
    /** A booking whose sides nobody has written to yet, and an empty mailbox. */
    newBooking: async (): Promise<BookingRecord> => {
      server.received.length = 0;
      server.refusal = null;
      const booking = exampleBooking();
      records.set(booking.id, booking);
      await insertParties(database.owner, booking);
      await insertBooking(database.owner, booking);
      return booking;
    },
    happens: async <T extends EventType>(type: T, data: EventData<T>): Promise<void> => {
      await transaction(database.owner, system("test"), (tx) =>
        publish(tx, harness.clock, type, "aggregate", data),
      );
      await harness.settle();
    },
    /** Recipient and subject of every mail that arrived. */
    received: () =>
      server.received.map((mail) => [[mail.to].flat()[0]?.value[0]?.address, mail.subject]),
    rows: ({ id }: BookingRecord) =>
      sql("select * from notifications.notifications where booking_id = $1 order by template", [
        id,
      ]),
    stop: async (): Promise<void> => {
      await database.drop();
      await server.stop();
    },
  };
};

/** What every event about a booking carries. */
export const factsOf = (booking: BookingRecord) =>
  EVENTS["booking.requested"].parse({ ...booking, bookingId: booking.id });
