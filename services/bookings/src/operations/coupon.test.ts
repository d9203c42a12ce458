import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ADDRESS, asGuest, asSystem, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  world.payments.coupons.set("TEN", 450).set("FIVE", 500);
});
afterAll(() => world.database.drop());

const usd = (amount: number) => ({ amount, currency: "USD" });
const code = (error: unknown): string => (error as { code: string }).code;
let day = 0;
const held = async () => {
  const { serviceId } = await world.shop();
  const me = asUser(await world.customer());
  const hold = await world.bookings.createHold({ serviceId, start: world.at(12, day++) }, me);
  return { me, id: hold.id };
};

test("a coupon is taken off the held price, and off what is paid for the booking", async () => {
  const { me, id } = await held();
  const { quote } = await world.bookings.applyCoupon({ id, code: " ten " }, me);
  expect(quote).toMatchObject({ total: usd(4050), couponCode: "TEN" });
  expect((await world.bookings.getHold({ id }, me)).quote).toEqual(quote);
  const booking = await world.bookings.createBooking({ holdId: id, address: ADDRESS }, me);
  expect(booking.price).toEqual(usd(4050));
  expect(world.payments.asked.get(booking.id)).toMatchObject({
    amount: usd(4050),
    pricing: { coupon: { code: "TEN", amount: 450 } },
  });
  expect(
    (await world.bookings.getRecord({ id: booking.id }, asSystem()))?.pricing?.coupon?.code,
  ).toBe("TEN");
  // Booked is booked.
  for (const change of [
    () => world.bookings.applyCoupon({ id, code: "FIVE" }, me),
    () => world.bookings.removeCoupon({ id }, me),
  ])
    await expect(change()).rejects.toSatisfy((e) => code(e) === "conflict");
});

test("another one replaces it, the same again changes nothing, and without it the price is as before", async () => {
  const { me, id } = await held();
  const before = (await world.bookings.getHold({ id }, me)).quote;
  await world.bookings.applyCoupon({ id, code: "TEN" }, me);
  const returned = world.payments.returned.length;
  await world.bookings.applyCoupon({ id, code: "TEN" }, me);
  expect(world.payments.returned).toHaveLength(returned);
  const { quote } = await world.bookings.applyCoupon({ id, code: "FIVE" }, me);
  expect(quote).toMatchObject({ total: usd(4000), couponCode: "FIVE" });
  expect(quote.lines).toHaveLength(2);
  expect(world.payments.returned).toHaveLength(returned + 1);
  expect((await world.bookings.removeCoupon({ id }, me)).quote).toEqual(before);
  expect(world.payments.returned).toHaveLength(returned + 2);
  expect((await world.bookings.removeCoupon({ id }, me)).quote).toEqual(before);
  expect(world.payments.returned).toHaveLength(returned + 2);
});

test("a use that is written while the time waits to be given back goes back with it", async () => {
  const { me, id } = await held();
  const { pool } = world.database.owner;
  const redemptionId = randomUUID();
  const other = await pool.connect();
  await other.query("begin");
  await other.query(
    "update bookings.holds set quote = quote || jsonb_build_object('coupon', jsonb_build_object('redemptionId', $2::text)) where id = $1",
    [id, redemptionId],
  );
  const release = world.bookings.releaseHold({ id }, me);
  await vi.waitFor(async () => {
    const waiting =
      "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    expect((await pool.query(waiting)).rowCount).toBe(1);
  }, 5_000);
  await other.query("commit");
  other.release();
  await release;
  expect(world.payments.returned).toContain(redemptionId);
});

test("who gives the time back, or comes too late with a code, keeps no use of the coupon", async () => {
  const { me, id } = await held();
  await world.bookings.applyCoupon({ id, code: "TEN" }, me);
  const returned = world.payments.returned.length;
  await world.bookings.releaseHold({ id }, me);
  expect(world.payments.returned).toHaveLength(returned + 1);
  await world.bookings.releaseHold({ id }, me);
  expect(world.payments.returned).toHaveLength(returned + 1);

  const late = await held();
  const kept = world.payments.reserved.length;
  const [, release] = await Promise.allSettled([
    world.bookings.applyCoupon({ id: late.id, code: "TEN" }, late.me),
    world.bookings.releaseHold({ id: late.id }, late.me),
  ]);
  expect(release.status).toBe("fulfilled");
  // Whichever was first: the use was given back, or there never was one.
  const { reserved, returned: all } = world.payments;
  expect(all).toEqual(expect.arrayContaining(reserved.slice(kept)));
});

test("of two codes at once one counts, and the other is given back", async () => {
  const { me, id } = await held();
  const returned = world.payments.returned.length;
  await Promise.all([
    world.bookings.applyCoupon({ id, code: "TEN" }, me),
    world.bookings.applyCoupon({ id, code: "FIVE" }, me),
  ]);
  const { quote } = await world.bookings.getHold({ id }, me);
  expect(quote.total.amount).toBe(quote.couponCode === "TEN" ? 4050 : 4000);
  expect(world.payments.returned).toHaveLength(returned + 1);
});

test("a code that is refused changes nothing and says why", async () => {
  const { me, id } = await held();
  await world.bookings.applyCoupon({ id, code: "TEN" }, me);
  await expect(world.bookings.applyCoupon({ id, code: "NOPE" }, me)).rejects.toMatchObject({
    code: "coupon_refused",
    data: { reason: "unknown" },
  });
  expect((await world.bookings.getHold({ id }, me)).quote.couponCode).toBe("TEN");
});

test("only for one's own time, signed in, while it is held", async () => {
  const { me, id } = await held();
  const apply = (who: typeof me) => world.bookings.applyCoupon({ id, code: "TEN" }, who);
  await expect(apply(asGuest() as never)).rejects.toSatisfy((e) => code(e) === "unauthenticated");
  await expect(apply(asUser(await world.customer()))).rejects.toSatisfy(
    (e) => code(e) === "not_found",
  );
  await expect(world.bookings.applyCoupon({ id, code: "!" }, me)).rejects.toSatisfy(
    (e) => code(e) === "BAD_REQUEST",
  );
  await world.harness.advance(11 * 60_000);
  await expect(apply(me)).rejects.toSatisfy((e) => code(e) === "hold_expired");
  await expect(world.bookings.removeCoupon({ id }, me)).rejects.toSatisfy(
    (e) => code(e) === "hold_expired",
  );
});

test("a deposit is quoted with the time, follows the coupon, and is asked for with the payment", async () => {
  const shop = await world.shop();
  const { serviceId } = shop;
  world.offered.get(serviceId)!.deposit = { percent: 20 };
  const me = asUser(await world.customer());
  const hold = await world.bookings.createHold({ serviceId, start: world.at(12, day++) }, me);
  expect(hold.quote.deposit).toEqual(usd(900));
  const { id } = hold;
  // The provider asks for no deposit any more: the quote stays.
  world.offered.get(serviceId)!.deposit = null;
  expect((await world.bookings.applyCoupon({ id, code: "FIVE" }, me)).quote.deposit).toEqual(
    usd(800),
  );
  expect((await world.bookings.removeCoupon({ id }, me)).quote.deposit).toEqual(usd(900));
  const booking = await world.bookings.createBooking({ holdId: id, address: ADDRESS }, me);
  expect(world.payments.asked.get(booking.id)?.pricing).toMatchObject({
    deposit: { terms: { percent: 20 }, amount: 900 },
  });
});
