import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asUser, createWorld, type World } from "../testing.ts";

const MINUTE_MS = 60_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const held = async (me = asGuest(), day = 1) => {
  const shop = await world.shop();
  const input = { serviceId: shop.serviceId, start: world.at(9, day) };
  return { shop, input, me, hold: await world.bookings.createHold(input, me) };
};
const claimOf = async (id: string) =>
  (
    await query<{ until: Date | null }>(
      world.database.owner,
      "select expires_at as until from bookings.time_claims where id = $1",
      [id],
    )
  )[0]?.until;

test("a guest keeps a held time for ten minutes from now, and nobody else gets it meanwhile", async () => {
  const { hold, me, input } = await held();
  expect(hold.isRenewable).toBe(true);
  world.harness.clock.advance(8 * MINUTE_MS);
  const renewed = await world.bookings.renewHold({ id: hold.id }, me);
  expect(renewed).toMatchObject({ id: hold.id, status: "active", isRenewable: false });
  expect(renewed.expiresInSeconds).toBe(600);
  expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.parse(hold.expiresAt));
  expect(await claimOf(hold.id)).toEqual(new Date(renewed.expiresAt));
  world.harness.clock.advance(9.5 * MINUTE_MS);
  await expect(world.bookings.createHold(input, asGuest())).rejects.toMatchObject({
    code: "slot_taken",
  });
  world.harness.clock.advance(MINUTE_MS);
  await world.bookings.createHold(input, asGuest());
});

test("once is all: the second time is a conflict", async () => {
  const { hold, me } = await held();
  const renew = () => world.bookings.renewHold({ id: hold.id }, me);
  world.harness.clock.advance(5 * MINUTE_MS);
  await renew();
  world.harness.clock.advance(5 * MINUTE_MS);
  await expect(renew()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("once"),
  });
});

test("what ran out or was given back cannot be kept, nor what is somebody else's", async () => {
  const { hold, me } = await held();
  await expect(world.bookings.renewHold({ id: hold.id }, asGuest())).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(world.bookings.renewHold({ id: randomUUID() }, me)).rejects.toMatchObject({
    code: "not_found",
  });
  world.harness.clock.advance(10 * MINUTE_MS);
  await expect(world.bookings.renewHold({ id: hold.id }, me)).rejects.toMatchObject({
    code: "hold_expired",
  });
  const given = await held();
  world.harness.clock.advance(MINUTE_MS);
  await world.bookings.releaseHold({ id: given.hold.id }, given.me);
  await expect(world.bookings.renewHold({ id: given.hold.id }, given.me)).rejects.toMatchObject({
    code: "hold_expired",
  });
});

const booked = async () => {
  const me = asUser(await world.customer());
  const { hold, shop } = await held(me, 2);
  const booking = await world.bookings.createBooking({ holdId: hold.id }, me);
  return { me, hold, booking, shop };
};

test("the booking that awaits payment is kept along, and expires at the new moment", async () => {
  const { me, hold, booking } = await booked();
  world.harness.clock.advance(6 * MINUTE_MS);
  const { expiresAt } = await world.bookings.renewHold({ id: hold.id }, me);
  expect((await world.bookings.getBooking({ id: booking.id }, me)).expiresAt).toBe(expiresAt);
  await world.harness.advance(5 * MINUTE_MS);
  expect((await world.bookings.getBooking({ id: booking.id }, me)).status).toBe("awaiting_payment");
  await world.harness.advance(5 * MINUTE_MS);
  expect((await world.bookings.getBooking({ id: booking.id }, me)).status).toBe("expired");
  expect(await claimOf(hold.id)).toBeUndefined();
});

test("a booking that is paid for needs no more time; one that expired gets none", async () => {
  const paid = await booked();
  await world.authorize(paid.booking.id);
  await world.harness.settle();
  await expect(world.bookings.renewHold({ id: paid.hold.id }, paid.me)).rejects.toMatchObject({
    code: "conflict",
    data: { bookingId: paid.booking.id },
  });
  expect(await claimOf(paid.hold.id)).toBeNull();
  const late = await booked();
  await world.harness.advance(10 * MINUTE_MS);
  await expect(world.bookings.renewHold({ id: late.hold.id }, late.me)).rejects.toMatchObject({
    code: "hold_expired",
  });
});
