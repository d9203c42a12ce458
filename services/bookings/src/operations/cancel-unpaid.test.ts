import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asGuest, book, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const status = async (id: string) => (await world.bookings.getRecord({ id }))!.status;
const cancelled = async (id: string) =>
  (
    await query<{ data: object }>(
      world.database.owner,
      "select data from platform.outbox where aggregate_id = $1 and type = 'booking.cancelled'",
      [id],
    )
  ).map(({ data }) => data);

describe("a card that is saved, to be held later", () => {
  test("counts as paid: an instant booking is confirmed", async () => {
    const { id } = await book(world, { unpaid: true, day: 40 });
    await world.tell("payment.card_saved", id);
    expect(await status(id)).toBe("confirmed");
    await world.authorize(id);
    await world.harness.settle();
    expect(await world.events(id)).toEqual(["booking.created", "booking.confirmed"]);
  });

  test("and a request waits for its provider", async () => {
    const { id } = await book(world, { unpaid: true, day: 41, isInstant: false });
    await world.tell("payment.card_saved", id);
    expect(await status(id)).toBe("pending");
  });
});

describe("when no card pays in time", () => {
  test.each([
    ["a confirmed booking", true, 42],
    ["a request", false, 43],
  ])(
    "%s is cancelled by the clock, for free, once, and its time is open again",
    async (_what, isInstant, day) => {
      const { id, customer, shop, booking } = await book(world, {
        day,
        isInstant,
        policy: "strict",
      });
      await world.tell("payment.expired", id);
      await world.tell("payment.expired", id);
      expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
        status: "cancelled",
        cancelledBy: "clock",
        actions: [],
      });
      expect(await cancelled(id)).toMatchObject([
        { by: "clock", wasPaid: true, keep: { amount: 0 }, refund: { amount: 4500 } },
      ]);
      const { items } = await world.bookings.getTimeline({ id }, customer);
      expect(items.at(-1)).toMatchObject({ action: "cancel", by: "clock", to: "cancelled" });
      await world.bookings.createHold(
        { serviceId: shop.serviceId, start: booking.start },
        asGuest(),
      );
    },
  );

  test("a job that has begun, or is over, is left alone", async () => {
    const { id, provider, booking } = await book(world);
    await world.harness.advance(
      Date.parse(booking.start) - world.harness.clock.now().getTime() + 60_000,
    );
    await world.bookings.startBooking({ id }, provider);
    await world.tell("payment.expired", id);
    expect(await status(id)).toBe("in_progress");
    await world.bookings.completeBooking({ id }, provider);
    await world.tell("payment.expired", id);
    expect(await status(id)).toBe("completed");
    expect(await cancelled(id)).toEqual([]);
  });
});
