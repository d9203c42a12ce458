import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, asSystem, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const usd = (amount: number) => ({ amount, currency: "USD" });
const tax = (day: number, amount: number) =>
  world.payments.taxes.set(world.at(12, day).slice(0, 10), amount);
const lines = (service: number, sales: number) => [
  { kind: "service", label: "Leaking tap", amount: usd(service) },
  { kind: "tax", label: "Sales tax", amount: usd(sales) },
];

test("the quote of a held time wins: what is paid is what was shown, whatever becomes of prices and taxes", async () => {
  tax(3, 371);
  const shop = await world.shop();
  const me = asUser(await world.customer());
  const { serviceId } = shop;
  const hold = await world.bookings.createHold({ serviceId, start: world.at(12, 3) }, me);
  expect(hold.quote).toMatchObject({
    lines: lines(4500, 371),
    includedTaxes: [],
    total: usd(4871),
  });
  // What is between platform and provider is not shown.
  expect(hold.quote).not.toHaveProperty("feeBps");
  tax(3, 900);
  expect((await world.bookings.getHold({ id: hold.id }, me)).quote.total).toEqual(usd(4871));
  const booking = await world.bookings.createBooking({ holdId: hold.id, address: ADDRESS }, me);
  expect(booking.price).toEqual(usd(4871));
  const pricing = { lines: lines(4500, 371), includedTaxes: [], tax: 371, feeBps: 1000 };
  expect(world.payments.asked.get(booking.id)).toMatchObject({ amount: usd(4871), pricing });
  expect((await world.bookings.getRecord({ id: booking.id }, asSystem()))?.pricing).toEqual(
    pricing,
  );
});

test("the dates of a series bear the tax of their day, and its lines add up", async () => {
  tax(5, 100);
  tax(12, 200);
  const { serviceId } = await world.shop();
  const me = asUser(await world.customer());
  const wish = {
    serviceId,
    start: world.at(9, 5),
    rule: { frequency: "weekly" as const, count: 3 },
  };
  const plan = await world.bookings.previewSeries(wish, me);
  expect(plan).toMatchObject({ price: usd(4600), total: usd(13_800) });
  const held = await world.bookings.createSeriesHold(wish, me);
  expect(held).toMatchObject({
    price: usd(4600),
    total: usd(13_800),
    breakdown: { lines: lines(13_500, 300), includedTaxes: [] },
  });
  const series = await world.bookings.createSeries({ holdId: held.id, address: ADDRESS }, me);
  expect(series.bookings.map(({ price }) => price)).toEqual([usd(4600), usd(4700), usd(4500)]);
  expect(series.bookings.map(({ id }) => world.payments.asked.get(id)?.pricing?.tax)).toEqual([
    100, 200, 0,
  ]);
});

test("the deposit of a series is due for its earliest date alone, and is asked for with its payment", async () => {
  const { serviceId } = await world.shop();
  world.offered.get(serviceId)!.deposit = { percent: 20 };
  const me = asUser(await world.customer());
  const rule = { frequency: "weekly" as const, count: 3 };
  const held = await world.bookings.createSeriesHold(
    { serviceId, start: world.at(15, 5), rule },
    me,
  );
  expect(held.deposit).toMatchObject({ currency: "USD" });
  expect(held.deposit).toEqual(usd(Math.round(held.price.amount / 5)));
  const series = await world.bookings.createSeries({ holdId: held.id, address: ADDRESS }, me);
  const deposits = series.bookings.map(
    ({ id }) => world.payments.asked.get(id)?.pricing?.deposit?.amount,
  );
  expect(deposits).toEqual([held.deposit!.amount, undefined, undefined]);
});

test("a time that the waiting list holds bears the tax of its day", async () => {
  tax(8, 400);
  const shop = await world.shop();
  const [first, second] = [asUser(await world.customer()), asUser(await world.customer())];
  const { serviceId } = shop;
  const start = world.at(12, 8);
  const hold = await world.bookings.createHold({ serviceId, start }, first);
  const wish = { serviceId, day: start.slice(0, 10), from: "12:00", to: "12:30" };
  await world.bookings.joinWaitlist(wish, second);
  await world.bookings.releaseHold({ id: hold.id }, first);
  await world.harness.settle();
  const [entry] = (await world.bookings.listWaitlist({}, second)).items;
  const offered = await world.bookings.getHold({ id: entry!.offer!.holdId }, second);
  expect(offered.quote).toMatchObject({ lines: lines(4500, 400), total: usd(4900) });
});
