import { randomUUID } from "node:crypto";
import { queryAs } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CARDS, usePaymentsWorld } from "../testing.ts";

const world = usePaymentsWorld();

const retrievals = (): number =>
  world.requests.filter((request) => request.startsWith("GET /v1/payment_intents/")).length;

test("the customer learns from Stripe directly that the card was accepted", async () => {
  const booking = world.newBooking();
  const { clientSecret } = await world.authorize(booking);
  await world.pay(clientSecret!);
  expect(await world.getPayment(booking)).toEqual({
    bookingId: booking.id,
    status: "authorized",
    kind: "payment",
    clientSecret: null,
    authorizeAt: null,
    payBy: null,
    amount: { amount: 4500, currency: "USD" },
    breakdown: {
      lines: [{ kind: "service", label: "Leaking tap", amount: { amount: 4500, currency: "USD" } }],
      includedTaxes: [],
    },
    deposit: null,
    captured: { amount: 0, currency: "USD" },
    refunded: { amount: 0, currency: "USD" },
    chargedBack: { amount: 0, currency: "USD" },
    card: { brand: "visa", last4: "4242" },
    failure: null,
    publishableKey: "pk_test_payments",
    isSandbox: true,
    owed: null,
  });
  expect(await world.told(booking)).toEqual(["payment.authorized"]);
  const before = retrievals();
  await world.getPayment(booking);
  expect(retrievals()).toBe(before);
});

test("a declined card is told in words, once, and another card may try", async () => {
  const booking = world.newBooking();
  const { clientSecret } = await world.authorize(booking);
  await world.pay(clientSecret!, CARDS.poor);
  const failed = await world.getPayment(booking);
  expect(failed).toMatchObject({
    status: "failed",
    clientSecret,
    failure: { code: "insufficient_funds", message: "Your card has insufficient funds." },
  });
  await world.harness.advance(1500);
  await world.getPayment(booking);
  expect(await world.told(booking)).toEqual(["payment.failed"]);
  await world.pay(clientSecret!);
  await world.harness.advance(1500);
  expect(await world.getPayment(booking)).toMatchObject({ status: "authorized", failure: null });
});

test("Stripe is asked at most once a second", async () => {
  const booking = world.newBooking();
  await world.authorize(booking);
  const before = retrievals();
  await Promise.all([1, 2, 3, 4, 5].map(() => world.getPayment(booking)));
  expect(retrievals()).toBe(before + 1);
  await world.harness.advance(1100);
  await world.getPayment(booking);
  expect(retrievals()).toBe(before + 2);
});

test("an intent that could not be made with the booking is made when the customer looks, while the booking waits", async () => {
  world.outage.path = /payment_intents/;
  const [waiting, over] = [world.newBooking(), world.newBooking({ status: "expired" })];
  await expect(world.authorize(waiting)).rejects.toThrow();
  await expect(world.authorize(over)).rejects.toThrow();
  expect(await world.getPayment(waiting)).toMatchObject({
    status: "requires_payment",
    clientSecret: null,
  });
  world.outage.path = null;
  await world.harness.advance(1100);
  expect((await world.getPayment(waiting)).clientSecret).toContain("_secret_");
  expect((await world.getPayment(over)).clientSecret).toBeNull();
});

test("a booking that a crash left without a payment gets one when its customer looks", async () => {
  const booking = world.newBooking();
  await expect(world.getPayment(booking, booking.providerUserId)).rejects.toMatchObject({
    status: 404,
  });
  const opened = await world.getPayment(booking);
  expect(opened).toMatchObject({ status: "requires_payment", amount: { amount: 4500 } });
  await world.pay(opened.clientSecret!);
  await world.harness.advance(1100);
  expect((await world.getPayment(booking)).status).toBe("authorized");
  const over = world.newBooking({ status: "expired" });
  await expect(world.getPayment(over)).rejects.toMatchObject({ status: 404 });
});

test("the provider sees the money but neither secret nor card; operators see the card", async () => {
  const booking = await world.authorized();
  expect(await world.getPayment(booking, booking.providerUserId)).toMatchObject({
    status: "authorized",
    clientSecret: null,
    card: null,
  });
  const open = world.newBooking();
  await world.authorize(open);
  expect((await world.getPayment(open, open.providerUserId)).clientSecret).toBeNull();
  const admin = { context: { actor: userActor(randomUUID(), "admin") } };
  expect(await world.harness.clients.payments.getPayment({ id: booking.id }, admin)).toMatchObject({
    clientSecret: null,
    card: { last4: "4242" },
  });
});

test("nobody else sees it, and guests are asked to sign in", async () => {
  const booking = await world.authorized();
  await expect(world.getPayment(booking, randomUUID())).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(world.getPayment({ ...booking, id: randomUUID() })).rejects.toMatchObject({
    code: "not_found",
  });
  const guest = { context: { actor: guestActor() } };
  await expect(
    world.harness.clients.payments.getPayment({ id: booking.id }, guest),
  ).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(world.harness.clients.payments.getPayment({ id: "x" }, guest)).rejects.toMatchObject(
    { status: 400 },
  );
});

test("the database itself shows a payment to its parties only", async () => {
  const booking = await world.authorized();
  const db = await world.database.as("payments");
  const seenBy = async (userId: string) =>
    (
      await queryAs(
        db,
        userActor(userId),
        "select id from payments.payments where booking_id = $1",
        [booking.id],
      )
    ).length;
  expect([
    await seenBy(booking.customerId),
    await seenBy(booking.providerUserId),
    await seenBy(randomUUID()),
  ]).toEqual([1, 1, 0]);
  const change = queryAs(
    db,
    userActor(booking.customerId),
    "update payments.payments set total_amount = 1 where booking_id = $1 returning id",
    [booking.id],
  );
  expect(await change).toEqual([]);
});
