import { guestActor, userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { usePaymentsWorld } from "../testing.ts";

const world = usePaymentsWorld();

const creations = (): number =>
  world.requests.filter((request) => request === "POST /v1/payment_intents").length;

test("the card will be held, not charged, and the intent knows its booking", async () => {
  const booking = world.newBooking();
  const { status, clientSecret } = await world.authorize(booking);
  expect(status).toBe("requires_payment");
  const intent = await world.stripe.paymentIntents.retrieve(clientSecret!.split("_secret_")[0]!);
  expect(intent).toMatchObject({
    amount: 4500,
    currency: "usd",
    capture_method: "manual",
    metadata: { bookingId: booking.id },
  });
  expect(intent.transfer_group).toBe(`booking:${booking.id}`);
});

test("a repeat returns the same authorisation, parallel ones too", async () => {
  const booking = world.newBooking();
  const first = await world.authorize(booking);
  const again = await Promise.all([1, 2, 3].map(() => world.authorize(booking)));
  expect(again).toEqual([first, first, first]);
  const other = world.newBooking();
  const parallel = await Promise.all([1, 2, 3, 4].map(() => world.authorize(other)));
  expect(new Set(parallel.map((handle) => handle.clientSecret)).size).toBe(1);
});

test("a crash between Stripe's answer and ours is healed by a repeat, without a second intent", async () => {
  const booking = world.newBooking();
  const first = await world.authorize(booking);
  await world.database.owner.pool.query(
    "update payments.payments set intent_id = null, client_secret = null where booking_id = $1",
    [booking.id],
  );
  expect(await world.authorize(booking)).toEqual(first);
});

test("the same booking with another price or customer is a conflict", async () => {
  const booking = world.newBooking();
  await world.authorize(booking);
  await expect(
    world.authorize({ ...booking, price: { amount: 1, currency: "USD" } }),
  ).rejects.toMatchObject({ code: "conflict", status: 409 });
  await expect(
    world.authorize({ ...booking, customerId: booking.providerUserId }),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("when Stripe fails the payment stays and the next try goes through", async () => {
  const booking = world.newBooking();
  world.outage.path = /payment_intents/;
  await expect(world.authorize(booking)).rejects.toMatchObject({
    code: "service_unavailable",
    status: 503,
  });
  world.outage.path = null;
  const before = creations();
  expect((await world.authorize(booking)).clientSecret).toContain("_secret_");
  expect(creations()).toBe(before + 1);
});

test("a customer that Stripe does not know any more is made anew", async () => {
  const booking = world.newBooking();
  await world.authorize(booking);
  const again = world.newBooking({ customerId: booking.customerId });
  await world.database.owner.pool.query(
    "delete from sandbox.stripe_objects where type = 'customer'; delete from sandbox.idempotency_keys",
  );
  await expect(world.authorize(again)).rejects.toMatchObject({ code: "service_unavailable" });
  expect((await world.authorize(again)).clientSecret).toContain("_secret_");
});

test("nobody outside may open an authorisation", async () => {
  const {
    id: bookingId,
    customerId,
    providerId,
    providerUserId,
    price: amount,
    start,
    end,
  } = world.newBooking();
  const parties = { customerId, providerId, providerUserId };
  const input = { bookingId, ...parties, amount, description: "", start, end };
  for (const actor of [guestActor(), userActor(customerId), userActor(customerId, "super_admin")]) {
    await expect(
      world.harness.clients.payments.authorize(input, { context: { actor } }),
    ).rejects.toMatchObject({ status: 404 });
  }
});
