import { randomUUID } from "node:crypto";
import { guestActor, userActor } from "@loconomy/testing";
import type { Actor } from "@loconomy/contracts";
import { describe, expect, test } from "vitest";
import { CARDS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const HOUR_MS = 3_600_000;
const as = (userId: string) => ({ context: { actor: userActor(userId) as Actor } });
const guest = { context: { actor: guestActor() } };
const money = () => world.harness.clients.payments;
const cardsOf = async (userId: string) => (await money().listCards(undefined, as(userId))).items;
const payWith = (booking: TestBooking, cardId: string, userId = booking.customerId) =>
  money().payWithCard({ id: booking.id, cardId }, as(userId));
/** Another booking of the same person, to be paid. */
const another = async ({ customerId }: TestBooking, facts: Partial<TestBooking> = {}) => {
  const booking = world.newBooking({ customerId, ...facts });
  await world.authorize(booking);
  return booking;
};
const payByForm = async (booking: TestBooking) => {
  await world.pay((await world.getPayment(booking)).clientSecret!);
  // Stripe is asked once a second.
  world.harness.clock.advance(2000);
  return world.getPayment(booking);
};
const farAhead = () => {
  const start = world.harness.clock.now().getTime() + 20 * 24 * HOUR_MS;
  const at = (ms: number) => new Date(ms).toISOString();
  return { start: at(start), end: at(start + HOUR_MS) };
};
/** Holds and charges of a booking at Stripe. */
const held = async ({ id }: TestBooking): Promise<number[]> => {
  const { data } = await world.stripe.paymentIntents.list({ limit: 100 });
  return data
    .filter(({ metadata }) => metadata["bookingId"] === id)
    .map(({ amount_capturable }) => amount_capturable);
};

describe("saved cards", () => {
  test("are listed once, however often they were used, with the bookings that need them", async () => {
    const first = await world.authorized();
    const second = await another(first);
    await payByForm(second);
    const [card, ...others] = await cardsOf(first.customerId);
    expect(others).toEqual([]);
    expect(card).toMatchObject({ brand: "visa", last4: "4242", expMonth: 12, bookings: 2 });
    await world.tell("booking.declined", second);
    expect(await cardsOf(first.customerId)).toMatchObject([{ bookings: 1 }]);
    expect(await cardsOf(randomUUID())).toEqual([]);
    await expect(money().listCards(undefined, guest)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("are removed when no booking needs them any more, each time that they were saved", async () => {
    const first = await world.authorized();
    const second = await another(first);
    await payByForm(second);
    const { customerId } = first;
    const [card] = await cardsOf(customerId);
    const remove = (context: { context: { actor: Actor } }) =>
      money().removeCard({ id: card!.id }, context);
    await expect(remove(as(customerId))).rejects.toMatchObject({ code: "conflict" });
    await expect(remove(as(randomUUID()))).rejects.toMatchObject({ code: "not_found" });
    await expect(remove(guest)).rejects.toMatchObject({ code: "unauthenticated" });
    await world.tell("booking.completed", first);
    await world.tell("booking.declined", second);
    await remove(as(customerId));
    expect(await cardsOf(customerId)).toEqual([]);
    await expect(remove(as(customerId))).rejects.toMatchObject({ code: "not_found" });
  });

  test("cannot be seen while Stripe is away, and a customer that it does not know has none", async () => {
    const { customerId } = await world.authorized();
    world.outage.path = /payment_methods$/;
    await expect(cardsOf(customerId)).rejects.toMatchObject({ code: "service_unavailable" });
    world.outage.path = null;
    expect(await cardsOf(customerId)).toHaveLength(1);
  });
});

describe("a saved card pays", () => {
  test("the next booking, once, however often that is asked for", async () => {
    const first = await world.authorized();
    const [card] = await cardsOf(first.customerId);
    const booking = await another(first);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => payWith(booking, card!.id).catch(() => null)),
    );
    expect(answers.some((answer) => answer?.status === "authorized")).toBe(true);
    expect(await payWith(booking, card!.id)).toMatchObject({
      status: "authorized",
      card: { last4: "4242" },
    });
    expect(await held(booking)).toEqual([4500]);
    expect(await world.told(booking)).toEqual(["payment.authorized"]);
  });

  test("one far ahead by being kept for it", async () => {
    const first = await world.authorized();
    const [card] = await cardsOf(first.customerId);
    const booking = await another(first, farAhead());
    expect(await payWith(booking, card!.id)).toMatchObject({ status: "card_saved" });
    expect(await held(booking)).toEqual([]);
    expect(await cardsOf(first.customerId)).toMatchObject([{ bookings: 2 }]);
  });

  test.each([
    ["is declined", CARDS.declinedLater],
    ["has to be confirmed at the bank", CARDS.challengedAlways],
  ])("not when it %s: the card form goes on", async (_what, number) => {
    const first = await world.saved(number);
    const [card] = await cardsOf(first.customerId);
    const booking = await another(first);
    expect(await payWith(booking, card!.id)).toMatchObject({ status: "failed" });
    expect(await payByForm(booking)).toMatchObject({ status: "authorized" });
    expect((await held(booking)).filter((amount) => amount > 0)).toEqual([4500]);
  });

  test("not what is another's, nor for another", async () => {
    const first = await world.authorized();
    const stranger = await world.authorized();
    const [card] = await cardsOf(first.customerId);
    const [foreign] = await cardsOf(stranger.customerId);
    const booking = await another(first);
    for (const [who, cardId, code] of [
      [booking.customerId, foreign!.id, "not_found"],
      [stranger.customerId, foreign!.id, "not_found"],
      [booking.providerUserId, card!.id, "forbidden"],
    ] as const)
      await expect(payWith(booking, cardId, who)).rejects.toMatchObject({ code });
    await expect(
      money().payWithCard({ id: booking.id, cardId: card!.id }, guest),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await world.getPayment(booking)).toMatchObject({ status: "requires_payment" });
  });

  test("and when its answer is lost, the booking is paid once", async () => {
    const first = await world.authorized();
    const [card] = await cardsOf(first.customerId);
    const booking = await another(first);
    Object.assign(world.outage, { path: /\/confirm$/, isCarriedOut: true });
    await expect(payWith(booking, card!.id)).rejects.toMatchObject({ code: "service_unavailable" });
    Object.assign(world.outage, { path: null, isCarriedOut: false });
    expect(await payWith(booking, card!.id)).toMatchObject({ status: "authorized" });
    expect(await held(booking)).toEqual([4500]);
  });
});
