import type { Place } from "@loconomy/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, asUser, createWorld, type World } from "../testing.ts";

/** Where the shops are; they come up to 20 km. */
const BASE = { lat: 30.27, lng: -97.74 };
const north = (km: number) => ({ lat: BASE.lat + km / 111.195, lng: BASE.lng });
const town = (name: string, km: number): Place => ({
  id: name,
  name,
  label: `${name}, TX, United States`,
  country: "US",
  region: "TX",
  position: north(km),
  timeZone: "America/Chicago",
  population: 900,
});
const usd = (amount: number) => ({ amount, currency: "USD" });
const inTown = (city: string) => ({ ...ADDRESS, city, postalCode: undefined });

let world: World;
let day = 2;
beforeAll(async () => {
  world = await createWorld();
  world.places.push(town("Hometown", 0), town("Taxville", 15), town("Sameville", -15));
  // Beyond the border of another tax.
  world.payments.taxAt = ({ lat }) => (lat > north(10).lat ? 300 : 0);
  world.payments.coupons.set("FIVE", 500);
});
afterAll(() => world.database.drop());

const held = async () => {
  const { serviceId } = await world.shop({ location: "customer" });
  const me = asUser(await world.customer());
  const start = world.at(12, day++);
  const { id, quote } = await world.bookings.createHold({ serviceId, start, place: BASE }, me);
  expect(quote.total).toEqual(usd(4500));
  const book = (city: string) =>
    world.bookings.createBooking({ holdId: id, address: inTown(city) }, me);
  const priceNow = async () => (await world.bookings.getHold({ id }, me)).quote.total;
  return { start, me, id, book, priceNow };
};
const changed = { code: "price_changed", status: 409 };

test("an address that is taxed otherwise shows its price before anything is booked, and books at it when asked again", async () => {
  const { book, priceNow } = await held();
  await expect(book("Taxville")).rejects.toMatchObject({
    ...changed,
    data: { before: usd(4500), after: usd(4800) },
  });
  expect(await priceNow()).toEqual(usd(4800));
  const { id, price } = await book("Taxville");
  expect(price).toEqual(usd(4800));
  expect(world.payments.asked.get(id)).toMatchObject({
    amount: usd(4800),
    pricing: { tax: 300, feeBps: 1000 },
  });
});

test("and back again: the price is that of the place where the job is", async () => {
  const { book, priceNow } = await held();
  await expect(book("Taxville")).rejects.toMatchObject(changed);
  await expect(book("Hometown")).rejects.toMatchObject({
    ...changed,
    data: { before: usd(4800), after: usd(4500) },
  });
  expect(await priceNow()).toEqual(usd(4500));
  expect((await book("Hometown")).price).toEqual(usd(4500));
});

test("an address elsewhere with the same taxes changes nothing, whatever the taxes are by now", async () => {
  const { start, book } = await held();
  world.payments.taxes.set(start.slice(0, 10), 100);
  expect((await book("Sameville")).price).toEqual(usd(4500));
});

test("a coupon is taken off the other price, and one that does not count any more is not", async () => {
  const { me, id, book, priceNow } = await held();
  await world.bookings.applyCoupon({ id, code: "FIVE" }, me);
  await expect(book("Taxville")).rejects.toMatchObject({
    data: { before: usd(4000), after: usd(4300) },
  });
  const [first, second] = world.payments.reserved.slice(-2);
  expect(world.payments.returned).toContain(first);
  expect(world.payments.returned).not.toContain(second);
  world.payments.coupons.delete("FIVE");
  await expect(book("Hometown")).rejects.toMatchObject(changed);
  expect(await priceNow()).toEqual(usd(4500));
  world.payments.coupons.set("FIVE", 500);
});

test("all dates of a series are quoted for their place, its deposit too", async () => {
  const { serviceId } = await world.shop({ location: "customer" });
  world.offered.get(serviceId)!.deposit = { percent: 10 };
  const me = asUser(await world.customer());
  const rule = { frequency: "weekly" as const, count: 3 };
  const { id: holdId } = await world.bookings.createSeriesHold(
    { serviceId, start: world.at(15, day), rule, place: BASE },
    me,
  );
  const book = () => world.bookings.createSeries({ holdId, address: inTown("Taxville") }, me);
  await expect(book()).rejects.toMatchObject({
    ...changed,
    data: { before: usd(13_500), after: usd(14_400) },
  });
  expect(await world.bookings.getSeriesHold({ id: holdId }, me)).toMatchObject({
    total: usd(14_400),
    deposit: usd(480),
  });
  const { bookings } = await book();
  expect(bookings.map(({ price }) => price.amount)).toEqual([4800, 4800, 4800]);
});

test("of a coupon that is taken off while the price changes no use is lost", async () => {
  const { me, id, book } = await held();
  const before = world.payments.reserved.length;
  await Promise.allSettled([
    book("Taxville"),
    world.bookings.applyCoupon({ id, code: "FIVE" }, me),
    world.bookings.applyCoupon({ id, code: "FIVE" }, me),
  ]);
  const { quote } = await world.bookings.getHold({ id }, me);
  const { reserved, returned } = world.payments;
  const kept = reserved.slice(before).filter((use) => !returned.includes(use));
  expect(kept).toHaveLength(quote.couponCode ? 1 : 0);
});

test("who comes too late hears of that, and of no other price", async () => {
  const { book } = await held();
  await world.harness.advance(11 * 60_000);
  await expect(book("Taxville")).rejects.toMatchObject({ code: "hold_expired" });
});
