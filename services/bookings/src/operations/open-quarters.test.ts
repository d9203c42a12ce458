import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { query } from "@loconomy/kit";
import {
  asGuest,
  asProvider,
  asSystem,
  asUser,
  book,
  createWorld,
  type World,
} from "../testing.ts";

let world: World;
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

const QUARTER_MS = 900_000;

/** The quarters of an hour, 1 is open. */
const hourOf = async (providerId: string, start: string): Promise<string> => {
  const [row] = await world.bookings.openQuarters({ providerIds: [providerId] }, asSystem());
  const bits = Array.from(Buffer.from(row!.bits, "hex"), (byte) =>
    byte.toString(2).padStart(8, "0"),
  ).join("");
  const at = Date.parse(start) / QUARTER_MS - row!.fromQuarter;
  return bits.slice(at, at + 4);
};

test("what is held or awaits payment is open, what is booked is not, and comes back when it is cancelled", async () => {
  const { shop, id, customer } = await book(world, { unpaid: true });
  expect(await hourOf(shop.providerId, world.at(12, 3))).toBe("1111");
  await world.authorize(id);
  await world.harness.settle();
  expect(await hourOf(shop.providerId, world.at(12, 3))).toBe("0000");
  expect(await hourOf(shop.providerId, world.at(13, 3))).toBe("1111");
  await world.bookings.cancelBooking({ id }, customer);
  expect(await hourOf(shop.providerId, world.at(12, 3))).toBe("1111");
});

test("time off and calendars elsewhere take time", async () => {
  const shop = await world.shop();
  await world.bookings.createTimeOff(
    { id: shop.providerId, start: world.at(9, 2), end: world.at(10, 2) },
    asProvider(shop),
  );
  const owner = world.database.owner;
  const [calendar] = await query<{ id: string }>(
    owner,
    `insert into bookings.external_calendars (provider_id, user_id, name, url, created_at, asked_at, next_fetch_at)
     values ($1, $2, 'Mine', 'https://calendar.example/1.ics', now(), now(), now()) returning id`,
    [shop.providerId, shop.userId],
  );
  await query(
    owner,
    "insert into bookings.external_busy (calendar_id, provider_id, starts_at, ends_at) values ($1, $2, $3, $4)",
    [calendar!.id, shop.providerId, world.at(11, 2), world.at(12, 2)],
  );
  const hours = [8, 9, 10, 11, 12].map((hour) => hourOf(shop.providerId, world.at(hour, 2)));
  expect(await Promise.all(hours)).toEqual(["1111", "0000", "1111", "0000", "1111"]);
});

test("a session is open until its last seat is taken for good", async () => {
  const shop = await world.shop({ capacity: 2, rules: { bufferAfterMinutes: 30 } });
  const start = world.at(12, 4);
  const join = async (isPaid: boolean): Promise<void> => {
    const customer = asUser(await world.customer());
    const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start }, customer);
    const booking = await world.bookings.createBooking({ holdId: hold.id }, customer);
    if (!isPaid) return;
    await world.authorize(booking.id);
    await world.harness.settle();
  };
  const open = () =>
    Promise.all([hourOf(shop.providerId, start), hourOf(shop.providerId, world.at(13, 4))]);
  await join(false);
  expect(await open()).toEqual(["1111", "1111"]);
  await world.harness.advance(11 * 60_000);
  await join(true);
  expect(await open()).toEqual(["1111", "0011"]);
  await join(true);
  expect(await open()).toEqual(["0000", "0011"]);
});

test("many are answered at once, who has no hours is left out", async () => {
  const shops = await Promise.all([world.shop(), world.shop()]);
  const providerIds = [...shops.map(({ providerId }) => providerId), randomUUID()];
  const rows = await world.bookings.openQuarters({ providerIds }, asSystem());
  expect(rows.map(({ providerId }) => providerId).toSorted()).toEqual(
    providerIds.slice(0, 2).toSorted(),
  );
  expect(rows[0]).toMatchObject({
    timeZone: "UTC",
    fromQuarter: Math.floor(world.harness.clock.now().getTime() / 86_400_000) * 96,
  });
  expect(await world.bookings.openQuarters({ providerIds: [] }, asSystem())).toEqual([]);
});

test("only services ask, for a hundred providers at most", async () => {
  const one = { providerIds: [randomUUID()] };
  await expect(world.bookings.openQuarters(one, asGuest())).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(world.bookings.openQuarters(one, asUser(randomUUID()))).rejects.toMatchObject({
    code: "not_found",
  });
  const many = { providerIds: Array.from({ length: 101 }, () => randomUUID()) };
  await expect(world.bookings.openQuarters(many, asSystem())).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});
