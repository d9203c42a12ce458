import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import type { BookingRecord } from "@loconomy/contracts";
import { queryAs } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBench, factsOf, type Bench } from "./testing-bench.ts";

let bench: Bench;
let booking: BookingRecord;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  booking = await bench.newBooking();
});

const failedJobs = () =>
  bench.sql("select last_error from graphile_worker._private_jobs where last_error is not null");
/** The job of an earlier delivery, once more: as after a process died with it in hand. */
const sendAgain = async (id: string) => {
  await bench.sql(
    "select graphile_worker.add_job('notifications.send', json_build_object('id', $1::text))",
    [id],
  );
  await bench.harness.settle();
};

describe("never twice, never lost", () => {
  const decline = async () => {
    await bench.happens("booking.declined", { ...factsOf(booking), reason: null });
  };

  test("an event that is delivered again writes and sends nothing more", async () => {
    await decline();
    await bench.sql("delete from platform.consumed_events");
    await bench.sql(
      `select graphile_worker.add_job('consume:notifications.booking-declined',
           json_build_object('id', id, 'type', type, 'data', data, 'occurredAt', occurred_at))
         from platform.outbox where data ->> 'bookingId' = $1`,
      [booking.id],
    );
    await bench.harness.settle();
    expect(bench.received()).toHaveLength(1);
    expect(await bench.rows(booking)).toHaveLength(1);
    expect(await failedJobs()).toEqual([]);
  });

  test("a job that runs again, or eight at once, sends nothing more", async () => {
    bench.server.refusal = "Later, please";
    await decline();
    bench.server.refusal = null;
    const [row] = await bench.rows(booking);
    const { jobs } = bench.harness.registry.get("notifications")!;
    await Promise.all(
      Array.from({ length: 8 }, () => jobs["notifications.send"]!({ id: row.id } as never)),
    );
    await bench.harness.advance(3_600_000);
    await sendAgain(row.id);
    expect(bench.received()).toHaveLength(1);
    expect(await bench.rows(booking)).toEqual([
      expect.objectContaining({ status: "sent", attempts: 2 }),
    ]);
    expect(await failedJobs()).toEqual([]);
  });

  test("a failure shows, is tried again, and then is sent", async () => {
    bench.server.refusal = "The mailbox is full";
    await decline();
    expect(await bench.rows(booking)).toEqual([
      expect.objectContaining({
        status: "failed",
        attempts: 1,
        error: expect.stringContaining("The mailbox is full"),
        sent_at: null,
      }),
    ]);
    bench.server.refusal = null;
    await bench.harness.advance(60_000);
    expect(bench.received()).toHaveLength(1);
    expect(await bench.rows(booking)).toEqual([
      expect.objectContaining({ status: "sent", attempts: 2, error: null }),
    ]);
  });

  test("what the log says of a failure names nobody; the record has the whole reason", async () => {
    const address = `${booking.customerId}@example.com`;
    bench.server.refusal = `<${address}>: the mailbox is full`;
    await decline();
    const [row] = await bench.rows(booking);
    expect(row.error).toContain(`<${address}>: the mailbox is full`);
    const { jobs } = bench.harness.registry.get("notifications")!;
    const failure = await jobs["notifications.send"]!({ id: row.id } as never).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure?.message).toContain("<…>: the mailbox is full");
    expect(inspect(failure, { depth: 9 })).not.toContain(address);
    bench.server.refusal = null;
    await bench.harness.advance(60_000);
  });

  test("a process that died while sending is followed by another when its lease is over, under the same Message-ID", async () => {
    bench.server.refusal = "x";
    await decline();
    bench.server.refusal = null;
    const [{ id, message_id: messageId }] = await bench.rows(booking);
    await bench.sql("delete from graphile_worker._private_jobs");
    const until = new Date(bench.harness.clock.now().getTime() + 30_000);
    await bench.sql(
      "update notifications.notifications set status = 'queued', leased_until = $2 where id = $1",
      [id, until],
    );
    await sendAgain(id);
    expect(bench.received()).toEqual([]);
    await bench.harness.advance(31_000);
    expect(bench.server.received.map((mail) => mail.messageId)).toEqual([messageId]);
    expect(messageId).toBe(`<${id}@shop.example>`);
  });
});

test("a person sees their own notifications and no others; guests see none; nobody but the service writes", async () => {
  await bench.happens("booking.confirmed", { ...factsOf(booking), instant: true });
  const db = await bench.database.as("notifications");
  const seen = (actor: Parameters<typeof queryAs>[1]) =>
    queryAs<{ id: string }>(
      db,
      actor,
      "select recipient_id as id from notifications.notifications where booking_id = $1",
      [booking.id],
    );
  expect(await seen(userActor(booking.customerId))).toEqual([{ id: booking.customerId }]);
  expect(await seen(userActor(randomUUID()))).toEqual([]);
  expect(await seen(guestActor())).toEqual([]);
  const change = queryAs(
    db,
    userActor(booking.customerId),
    "update notifications.notifications set subject = 'x' where booking_id = $1",
    [booking.id],
  );
  await expect(change).rejects.toThrow("row-level security");
});
