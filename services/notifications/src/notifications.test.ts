import { randomUUID } from "node:crypto";
import { EVENTS, type BookingRecord, type EventData, type EventType } from "@loconomy/contracts";
import { publish, queryAs, system, transaction } from "@loconomy/kit";
import { createServiceHarness, createTestDatabase, guestActor, userActor, type ServiceHarness, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createNotifications } from "./service.ts";
import { bookingsOf, calendarLines, contactsBut, exampleBooking, insertBooking, startMailServer, type MailServer } from "./testing.ts";

let database: TestDatabase;
let harness: ServiceHarness;
let server: MailServer;
const records = new Map<string, BookingRecord>();
const gone = new Set<string>();
let booking: BookingRecord;

beforeAll(async () => {
  [database, server] = await Promise.all([createTestDatabase(), startMailServer()]);
  const env = { PUBLIC_URL: "https://shop.example/", MAIL_FROM: "Loconomy <hello@shop.example>", SMTP_URL: server.url };
  harness = await createServiceHarness(
    database,
    { notifications: createNotifications, bookings: bookingsOf(records), users: contactsBut(gone) },
    { env, logLevel: "silent" },
  );
});
afterAll(async () => {
  await database.drop();
  await server.stop();
});
beforeEach(async () => {
  server.received.length = 0;
  server.refusal = null;
  booking = exampleBooking();
  records.set(booking.id, booking);
  await insertBooking(database.owner, booking);
});

const happens = <T extends EventType>(type: T, data: EventData<T>) =>
  transaction(database.owner, system("test"), (tx) => publish(tx, harness.clock, type, booking.id, data));
const facts = () => EVENTS["booking.requested"].parse({ ...booking, bookingId: booking.id });
const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" });
const cancelled = (more: object = {}) =>
  happens("booking.cancelled", { ...facts(), by: "customer", reason: null, wasPaid: true, keep: euros(30), refund: euros(30), ...more });
const addressOf = (id: string) => `${id}@example.com`;
const received = () => server.received.map((mail) => [[mail.to].flat()[0]?.value[0]?.address, mail.subject]);
const mailTo = (id: string) => server.received.find((mail) => [mail.to].flat()[0]?.text.includes(id));
const rows = async () => (await database.owner.pool.query("select * from notifications.notifications where booking_id = $1 order by template", [booking.id])).rows;
const failedJobs = async () => (await database.owner.pool.query("select last_error from graphile_worker._private_jobs where last_error is not null")).rows;
/** The job of an earlier delivery, once more: as after a process died with it in hand. */
const sendAgain = async (id: string) => {
  await database.owner.pool.query("select graphile_worker.add_job('notifications.send', json_build_object('id', $1::text))", [id]);
  await harness.settle();
};

describe("each thing that happens reaches whom it concerns, once", () => {
  test.each([
    ["booking.requested", "Request sent", "New request"],
    ["booking.confirmed", "Confirmed", "New booking"],
    ["booking.reminder_due", "Reminder", "Reminder"],
    ["booking.completed", "How was it?", "Done"],
  ] as const)("%s", async (type, customer, provider) => {
    await happens(type, { ...facts(), instant: true });
    await harness.settle();
    expect(received().toSorted()).toEqual(
      [
        [addressOf(booking.customerId), expect.stringContaining(customer)],
        [addressOf(booking.providerUserId), expect.stringContaining(provider)],
      ].toSorted(),
    );
    expect(await rows()).toEqual([expect.objectContaining({ status: "sent", attempts: 1, facts: null }), expect.objectContaining({ status: "sent" })]);
  });

  test("a refusal goes to the customer, in the provider's words", async () => {
    await happens("booking.declined", { ...facts(), reason: "I am away." });
    await harness.settle();
    expect(received()).toEqual([[addressOf(booking.customerId), expect.stringContaining("Declined")]]);
    expect(server.received[0]?.text).toContain("Bright Windows wrote: “I am away.”");
  });

  test("a lapsed request goes to both, a booking that was never paid to nobody", async () => {
    await happens("booking.expired", { ...facts(), from: "awaiting_payment" });
    await harness.settle();
    expect(received()).toEqual([]);
    await happens("booking.expired", { ...facts(), from: "pending" });
    await harness.settle();
    expect(received()).toHaveLength(2);
  });

  test("a reminder of what is called off meanwhile is not sent", async () => {
    records.set(booking.id, { ...booking, status: "cancelled" });
    await happens("booking.reminder_due", facts());
    await harness.settle();
    expect(received()).toEqual([]);
  });

  test("links for accounts go to the address that the event names", async () => {
    const data = { userId: booking.customerId, email: "new@example.com", displayName: "Maria", url: "https://shop.example/verify?token=a" };
    await happens("user.verification_requested", data);
    await happens("user.password_reset_requested", { ...data, url: "https://shop.example/reset?token=b" });
    await harness.settle();
    expect(received().toSorted()).toEqual([["new@example.com", "Choose a new password"], ["new@example.com", "Confirm your e-mail address"]]);
    expect(server.received.map(({ text }) => /token=./.exec(text ?? "")?.[0]).toSorted()).toEqual(["token=a", "token=b"]);
    const { rows: kept } = await database.owner.pool.query("select from notifications.notifications where recipient_id = $1 and facts is not null", [data.userId]);
    expect(kept).toEqual([]);
  });

  test("a side whose account is gone is left out", async () => {
    gone.add(booking.customerId);
    await happens("booking.confirmed", { ...facts(), instant: true });
    await harness.settle();
    expect(received()).toEqual([[addressOf(booking.providerUserId), expect.any(String)]]);
  });
});

describe("cancellation", () => {
  test("says who and what becomes of the money, and empties the calendars that were filled", async () => {
    await happens("booking.confirmed", { ...facts(), instant: true });
    await harness.settle();
    const uid = calendarLines(mailTo(booking.customerId)?.attachments[0]?.content.toString() ?? "").find((line) => line.startsWith("UID:"));
    server.received.length = 0;
    await cancelled();
    await harness.settle();
    expect(received()).toHaveLength(2);
    expect(mailTo(booking.customerId)?.text).toContain("€30 is kept");
    expect(mailTo(booking.providerUserId)?.text).toContain("Maria Silva canceled a booking");
    for (const id of [booking.customerId, booking.providerUserId])
      expect(calendarLines(mailTo(id)?.attachments[0]?.content.toString() ?? "")).toEqual(expect.arrayContaining(["METHOD:CANCEL", "SEQUENCE:1", uid]));
  });

  test("of a request has no calendar file; of an unpaid booking the provider hears nothing", async () => {
    await cancelled({ by: "provider", keep: euros(0), refund: euros(60) });
    await harness.settle();
    expect(server.received.flatMap(({ attachments }) => attachments)).toEqual([]);
    expect(received()).toHaveLength(2);
    server.received.length = 0;
    await cancelled({ wasPaid: false, keep: euros(0), refund: euros(0) });
    await harness.settle();
    expect(received()).toEqual([[addressOf(booking.customerId), expect.stringContaining("Canceled")]]);
  });

  test("told before the confirmation leaves the calendar empty", async () => {
    records.set(booking.id, { ...booking, status: "cancelled" });
    await happens("booking.confirmed", { ...facts(), instant: true });
    await harness.settle();
    expect(server.received.flatMap(({ attachments }) => attachments)).toEqual([]);
  });
});

describe("never twice, never lost", () => {
  const decline = async () => {
    await happens("booking.declined", { ...facts(), reason: null });
    await harness.settle();
  };

  test("an event that is delivered again writes and sends nothing more", async () => {
    await decline();
    await database.owner.pool.query("delete from platform.consumed_events");
    await database.owner.pool.query("update platform.outbox set relayed_at = null where aggregate_id = $1", [booking.id]);
    await harness.settle();
    expect(received()).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
    expect(await failedJobs()).toEqual([]);
  });

  test("a job that runs again, or eight at once, sends nothing more", async () => {
    server.refusal = "Later, please";
    await decline();
    server.refusal = null;
    const [row] = await rows();
    const { jobs } = harness.registry.get("notifications")!;
    await Promise.all(Array.from({ length: 8 }, () => jobs["notifications.send"]!({ id: row.id } as never)));
    await harness.advance(3_600_000);
    await sendAgain(row.id);
    expect(received()).toHaveLength(1);
    expect(await rows()).toEqual([expect.objectContaining({ status: "sent", attempts: 2 })]);
    expect(await failedJobs()).toEqual([]);
  });

  test("a failure shows, is tried again, and then is sent", async () => {
    server.refusal = "The mailbox is full";
    await decline();
    expect(await rows()).toEqual([expect.objectContaining({ status: "failed", attempts: 1, error: expect.stringContaining("The mailbox is full"), sent_at: null })]);
    server.refusal = null;
    await harness.advance(60_000);
    expect(received()).toHaveLength(1);
    expect(await rows()).toEqual([expect.objectContaining({ status: "sent", attempts: 2, error: null })]);
  });

  test("a process that died while sending is followed by another when its lease is over, under the same Message-ID", async () => {
    server.refusal = "x";
    await decline();
    server.refusal = null;
    const [{ id, message_id: messageId }] = await rows();
    await database.owner.pool.query("delete from graphile_worker._private_jobs");
    const until = new Date(harness.clock.now().getTime() + 30_000);
    await database.owner.pool.query("update notifications.notifications set status = 'queued', leased_until = $2 where id = $1", [id, until]);
    await sendAgain(id);
    expect(received()).toEqual([]);
    await harness.advance(31_000);
    expect(server.received.map((mail) => mail.messageId)).toEqual([messageId]);
    expect(messageId).toBe(`<${id}@shop.example>`);
  });
});

test("a person sees their own notifications and no others; guests see none; nobody but the service writes", async () => {
  await happens("booking.confirmed", { ...facts(), instant: true });
  await harness.settle();
  const db = await database.as("notifications");
  const seen = (actor: Parameters<typeof queryAs>[1]) => queryAs<{ id: string }>(db, actor, "select recipient_id as id from notifications.notifications where booking_id = $1", [booking.id]);
  expect(await seen(userActor(booking.customerId))).toEqual([{ id: booking.customerId }]);
  expect(await seen(userActor(randomUUID()))).toEqual([]);
  expect(await seen(guestActor())).toEqual([]);
  const change = queryAs(db, userActor(booking.customerId), "update notifications.notifications set subject = 'x' where booking_id = $1", [booking.id]);
  await expect(change).rejects.toThrow("row-level security");
});
