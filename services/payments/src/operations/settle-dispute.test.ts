import { randomUUID } from "node:crypto";
import type { UserActor } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import { userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { findFaults } from "../check-books.ts";
import { usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const HOUR_MS = 3_600_000;
const disputed = async (facts?: Partial<TestBooking>): Promise<TestBooking> => {
  const booking = await world.completed(facts);
  booking.status = "disputed";
  return booking;
};
const kinds = async (booking: TestBooking) => (await world.ledger(booking)).map(([kind]) => kind);
const credited = async (booking: TestBooking) =>
  (await world.ledger(booking)).filter(
    ([kind, account]) => kind === "release" && account === "provider_payable",
  );

test("the provider's money waits while the booking is disputed, and goes on when it is not any more", async () => {
  const booking = await disputed();
  await world.harness.advance(CREDIT_DELAY_MS + 30 * 24 * HOUR_MS);
  expect(await credited(booking)).toEqual([]);
  await world.resolve(booking, 0);
  expect(await credited(booking)).toEqual([["release", "provider_payable", 4050]]);
  await world.resolve(booking, 0);
  expect(await credited(booking)).toHaveLength(1);
});

test("a share goes back once, however often it is told, and the rest is the provider's", async () => {
  const booking = await disputed();
  await world.resolve(booking, 40);
  await world.resolve(booking, 40);
  expect(await world.getPayment(booking)).toMatchObject({
    status: "captured",
    refunded: { amount: 1800 },
  });
  expect(await credited(booking)).toEqual([["release", "provider_payable", 2430]]);
  const db = world.database.owner;
  expect(await transaction(db, system("payments"), findFaults)).toEqual([]);
});

test("all of it goes back", async () => {
  const booking = await disputed();
  await world.resolve(booking, 100);
  expect(await world.getPayment(booking)).toMatchObject({ status: "refunded" });
  expect(await credited(booking)).toEqual([]);
});

test("what went back before counts", async () => {
  const booking = await disputed();
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 1500, reason: "Goodwill" },
    { context: { actor: world.operator } },
  );
  await world.resolve(booking, 40);
  expect(await world.getPayment(booking)).toMatchObject({ refunded: { amount: 1800 } });
});

test("a large refund waits for another operator, and the rest for it", async () => {
  const booking = await disputed({ price: { amount: 120_000, currency: "USD" } });
  await world.resolve(booking, 50);
  await world.harness.advance(CREDIT_DELAY_MS + HOUR_MS);
  expect(await kinds(booking)).toEqual(["capture", "capture"]);
  const { items } = await world.harness.clients.payments.listRefunds(
    { status: "proposed" },
    { context: { actor: world.operator } },
  );
  const { id, amount } = items.find(({ bookingId }) => bookingId === booking.id)!;
  expect(amount).toEqual({ amount: 60_000, currency: "USD" });
  const approve = (actor: UserActor) =>
    world.harness.clients.payments.approveRefund({ id }, { context: { actor } });
  await expect(approve(world.operator)).rejects.toMatchObject({ code: "forbidden" });
  await approve(userActor(randomUUID(), "admin") as UserActor);
  await world.harness.advance(HOUR_MS + 1000);
  expect(await credited(booking)).toEqual([["release", "provider_payable", 54_000]]);
});

test("while Stripe is away nothing is lost: the refund is sent later, then the rest is credited", async () => {
  const booking = await disputed();
  world.outage.path = /refunds/;
  await world.resolve(booking, 40);
  expect(await credited(booking)).toEqual([]);
  world.outage.path = null;
  const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
  world.harness.clock.advance(60_000);
  await jobs["payments.retry-refunds"]!({});
  await world.harness.advance(HOUR_MS + 1000);
  expect(await world.getPayment(booking)).toMatchObject({ refunded: { amount: 1800 } });
  expect(await credited(booking)).toEqual([["release", "provider_payable", 2430]]);
});

test("nothing is taken where nothing was charged", async () => {
  const booking = await world.authorized();
  await world.tell("booking.no_show", booking, { absent: "provider", reason: null });
  await world.resolve(booking, 0);
  expect(await world.getPayment(booking)).toMatchObject({ status: "released" });
  expect(await kinds(booking)).toEqual([]);
});
