import { guestActor, userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CARDS, usePaymentsWorld, WEBHOOK_SECRET, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const HOUR = 3_600_000;
const move = (booking: TestBooking, hours: number): Promise<void> => world.move(booking, hours);
const statuses = async (booking: TestBooking): Promise<string[]> => {
  const found: string[] = [];
  for await (const intent of world.stripe.paymentIntents.list({ limit: 100 }))
    if (intent.metadata["bookingId"] === booking.id) found.push(intent.status);
  return found;
};
const state = ({ id: bookingId }: TestBooking) =>
  world.harness.clients.payments.getState({ bookingId });
const hoursToHold = async (booking: TestBooking): Promise<number> =>
  (Date.parse(booking.end) - Date.parse((await state(booking))!.authorizeAt!)) / HOUR;

test("a hold that outlasts the new time stays", async () => {
  const booking = await world.authorized();
  await move(booking, 24);
  expect((await world.getPayment(booking)).status).toBe("authorized");
  expect(await statuses(booking)).toEqual(["requires_capture"]);
});

test("a hold that would lapse is given back, and the card that was saved with it held again in time", async () => {
  const booking = await world.authorized();
  await move(booking, 20 * 24);
  expect(await state(booking)).toMatchObject({ status: "card_saved", payBy: null, wasHeld: false });
  expect(await hoursToHold(booking)).toBe(84);
  expect(await statuses(booking)).toEqual(["canceled"]);
  await move(booking, 0);
  // News of the hold that was left behind has no say any more.
  const { data } = await world.stripe.events.list({ type: "payment_intent.canceled", limit: 1 });
  const body = JSON.stringify(data[0]);
  const options = { payload: body, secret: WEBHOOK_SECRET };
  await world.post(body, world.stripe.webhooks.generateTestHeaderString(options));
  expect((await state(booking))?.status).toBe("card_saved");
  expect(await statuses(booking)).toEqual(["canceled"]);
  await world.turnTo(booking, 84);
  expect(await state(booking)).toMatchObject({ status: "authorized", wasHeld: true });
  await world.tell("booking.completed", booking);
  expect(await world.getPayment(booking)).toMatchObject({
    status: "captured",
    captured: { amount: 4500 },
  });
  expect(await world.told(booking)).toEqual([
    "payment.authorized",
    "payment.authorized",
    "payment.captured",
  ]);
});

test("a hold that would lapse a little too early is made anew when the new one is long enough", async () => {
  const booking = await world.authorized();
  await move(booking, 4 * 24);
  expect(await statuses(booking)).toEqual(["requires_capture"]);
  await world.turnTo(booking, 84);
  expect(await statuses(booking)).toEqual(["requires_capture", "canceled"]);
  await world.turnTo(booking, -28);
  expect((await world.getPayment(booking)).status).toBe("authorized");
});

test("moved to an earlier time, a hold stays and a saved card is held at once", async () => {
  const held = await world.authorized();
  await move(held, -20);
  expect(await statuses(held)).toEqual(["requires_capture"]);
  const saved = await world.saved();
  await move(saved, -18 * 24);
  expect((await world.getPayment(saved)).status).toBe("authorized");
});

test("a saved card is held for the new time", async () => {
  const booking = await world.saved();
  await move(booking, 10 * 24);
  expect(await hoursToHold(booking)).toBe(84);
  await world.turnTo(booking, 84 + 24);
  expect((await world.getPayment(booking)).status).toBe("card_saved");
  await world.turnTo(booking, 84);
  expect((await world.getPayment(booking)).status).toBe("authorized");
});

test("a card that failed is tried again when the new time is far enough", async () => {
  const booking = await world.saved(CARDS.declinedLater);
  await world.turnTo(booking, 84);
  const { clientSecret } = await world.getPayment(booking);
  await move(booking, 10 * 24);
  expect(await state(booking)).toMatchObject({ status: "card_saved", payBy: null });
  expect((await world.pay(clientSecret!)).error?.code).toBe("payment_intent_unexpected_state");
  await world.turnTo(booking, 84);
  expect((await state(booking))?.payBy).not.toBeNull();
});

test("a card that failed leaves no more time to pay than there is before an earlier start", async () => {
  const booking = await world.saved(CARDS.declinedLater);
  await world.turnTo(booking, 84);
  const before = (await state(booking))!.payBy!;
  const hoursToStart = (Date.parse(booking.start) - world.harness.clock.now().getTime()) / HOUR;
  await move(booking, 4 - hoursToStart);
  const until = Date.parse((await state(booking))!.payBy!);
  expect((Date.parse(booking.start) - until) / HOUR).toBeCloseTo(2, 1);
  expect(until).toBeLessThan(Date.parse(before));
  // Told anew, for its owner knows of another time.
  expect((await world.told(booking)).slice(-2)).toEqual([
    "payment.authorization_failed",
    "payment.authorization_failed",
  ]);
  await move(booking, 24);
  expect(Date.parse((await state(booking))!.payBy!)).toBe(until);
  await world.harness.advance(until - world.harness.clock.now().getTime() + 1000);
  expect((await world.told(booking)).at(-1)).toBe("payment.expired");
});

test("a hold without a saved card asks its owner to pay again, in time", async () => {
  const booking = await world.authorized();
  await world.database.owner.pool.query(
    "update payments.payments set payment_method_id = null where booking_id = $1",
    [booking.id],
  );
  await move(booking, 20 * 24);
  await world.turnTo(booking, 84);
  const payment = await world.getPayment(booking);
  expect(payment).toMatchObject({
    status: "failed",
    kind: "payment",
    failure: { code: "no_saved_card" },
  });
  await world.pay(payment.clientSecret!);
  await world.harness.advance(1500);
  expect((await world.getPayment(booking)).status).toBe("authorized");
});

test("what is settled stays as it is; what there is no payment of is nothing", async () => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  await move(booking, 20 * 24);
  expect((await world.getPayment(booking)).status).toBe("captured");
  await move(world.newBooking(), 24);
  expect(await state(world.newBooking())).toBeNull();
});

test("news of an earlier change that is late changes nothing", async () => {
  const booking = await world.saved();
  await move(booking, 10 * 24);
  const earlier = { ...booking };
  await move(booking, -5 * 24);
  // What bookings answered for the first change, just before the second one was made.
  world.bookings.set(booking.id, earlier);
  const { start, end } = earlier;
  const more = { by: "customer", proposedBy: null, previousStart: start, previousEnd: end };
  await world.tell("booking.rescheduled", earlier, more);
  expect(await hoursToHold(booking)).toBe(84);
});

test("nobody outside may ask how a payment stands", async () => {
  const { id: bookingId, customerId } = await world.authorized();
  for (const actor of [guestActor(), userActor(customerId), userActor(customerId, "super_admin")])
    await expect(
      world.harness.clients.payments.getState({ bookingId }, { context: { actor } }),
    ).rejects.toMatchObject({ status: 404 });
});
