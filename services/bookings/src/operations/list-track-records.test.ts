import { randomUUID } from "node:crypto";
import { publish, query, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteMessage } from "../message-answers.ts";
import { asGuest, asProvider, asUser, book, ADDRESS, createWorld, type World } from "../testing.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let world: World;
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

type Shop = Awaited<ReturnType<World["shop"]>>;

/** A paid booking of the shop, a request where it answers first. */
const paid = async (shop: Shop, hour: number, day = 3) => {
  const customer = asUser(await world.customer());
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(hour, day) },
    customer,
  );
  const { id } = await world.bookings.createBooking(
    { holdId: hold.id, address: ADDRESS },
    customer,
  );
  await world.authorize(id);
  await world.harness.settle();
  return { id, customer };
};
const recordOf = async ({ providerId }: Shop) => {
  const [record] = await world.bookings.listTrackRecords({ providerIds: [providerId] });
  const { providerId: _id, ...counts } = record!;
  return counts;
};
const news = async ({ providerId }: Shop): Promise<number> =>
  (
    await query(
      world.database.owner,
      "select from platform.outbox where type = 'provider.record_changed' and aggregate_id = $1",
      [providerId],
    )
  ).length;

test("without bookings there is a record without anything, one for each who is asked for", async () => {
  const [one, two] = [await world.shop(), await world.shop()];
  expect(
    await world.bookings.listTrackRecords({ providerIds: [one.providerId, two.providerId] }),
  ).toEqual(
    [one, two].map(({ providerId }) => ({
      providerId,
      responseMinutes: null,
      keptCount: 0,
      brokenCount: 0,
    })),
  );
});

test("the time to answer is the median of at least three first answers, whatever they were; a request left to lapse counts as a day", async () => {
  const shop = await world.shop({ isInstant: false });
  const provider = asProvider(shop);
  const accepted = await paid(shop, 9);
  await world.harness.advance(10 * MINUTE_MS);
  await world.bookings.acceptBooking({ id: accepted.id }, provider);
  const declined = await paid(shop, 11);
  await world.harness.advance(50 * MINUTE_MS);
  await world.bookings.declineBooking({ id: declined.id }, provider);
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: null });

  const proposed = await paid(shop, 13);
  await world.harness.advance(20 * MINUTE_MS);
  await world.bookings.rescheduleBooking({ id: proposed.id, start: world.at(15, 4) }, provider);
  await world.harness.advance(HOUR_MS);
  await world.bookings.acceptBooking({ id: proposed.id }, provider);
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: 20 });

  await paid(shop, 17);
  await world.harness.advance(DAY_MS + MINUTE_MS);
  // 10, 20, 50 minutes and a day.
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: 35 });
  // Each of the four first answers, the first of them twice: it proposed, then accepted.
  expect(await news(shop)).toBe(5);

  const withdrawn = await paid(shop, 19);
  await world.bookings.cancelBooking({ id: withdrawn.id }, withdrawn.customer);
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: 35 });
  await world.harness.advance(91 * DAY_MS);
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: null });
});

test("so is a message of the customer, from the first of several on; one that nobody answers, or that comes once more, counts nothing", async () => {
  const shop = await world.shop();
  const { id } = await paid(shop, 9);
  const write = async (sender: "customer" | "provider", afterMs = 0): Promise<void> => {
    await world.harness.advance(afterMs);
    await transaction(world.database.owner, system("communication"), (tx) =>
      publish(tx, world.harness.clock, "message.sent", id, {
        messageId: randomUUID(),
        bookingId: id,
        sender,
        text: "Hello",
        startsUnread: true,
      }),
    );
    await world.harness.settle();
  };
  // The provider's own first words answer nothing.
  await write("provider");
  for (const minutes of [10, 20]) {
    await write("customer", HOUR_MS);
    await write("provider", minutes * MINUTE_MS);
  }
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: null });
  await write("customer", HOUR_MS);
  await write("customer", 10 * MINUTE_MS);
  await write("provider", 30 * MINUTE_MS);
  expect(await news(shop)).toBe(3);
  // 10, 20 and 40 minutes.
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: 20 });

  const again = await query<{ at: Date }>(
    world.database.owner,
    "select asked_at + interval '1 minute' as at from bookings.message_answers where booking_id = $1",
    [id],
  );
  const repeat = async (sender: "customer" | "provider"): Promise<void> => {
    const { harness, database } = world;
    for (const { at } of again)
      await noteMessage(
        { db: database.owner, clock: harness.clock },
        { bookingId: id, sender },
        at.toISOString(),
      );
  };
  await repeat("customer");
  await repeat("provider");
  await write("customer", DAY_MS);
  await repeat("provider");
  expect(await news(shop)).toBe(3);
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: 20 });
  await world.harness.advance(91 * DAY_MS);
  expect(await recordOf(shop)).toMatchObject({ responseMinutes: null });
});

test("accepted jobs are kept when they are done and broken when the provider calls them off; paying and what customers do is no news", async () => {
  const { shop, provider } = await book(world, { hour: 8 });
  const byProvider = await paid(shop, 10);
  const byCustomer = await paid(shop, 12);
  await world.bookings.cancelBooking({ id: byCustomer.id }, byCustomer.customer);
  expect(await news(shop)).toBe(0);
  await world.bookings.cancelBooking({ id: byProvider.id }, provider);
  expect(await news(shop)).toBe(1);
  await world.harness.advance(6 * DAY_MS);
  expect(await recordOf(shop)).toMatchObject({ keptCount: 1, brokenCount: 1 });
  expect(await news(shop)).toBe(2);
});

test("who was absent is told apart", async () => {
  const { shop, provider, id } = await book(world, { hour: 8, day: 1 });
  const missed = await paid(shop, 10, 1);
  const done = await paid(shop, 12, 1);
  await world.harness.advance(Date.parse(world.at(13, 1)) - world.harness.clock.now().getTime());
  await world.bookings.reportNoShow({ id, absent: "customer" }, provider);
  await world.bookings.reportNoShow({ id: missed.id, absent: "provider" }, missed.customer);
  await world.bookings.completeBooking({ id: done.id }, provider);
  expect(await recordOf(shop)).toMatchObject({ keptCount: 1, brokenCount: 1 });
  await world.harness.advance(366 * DAY_MS);
  expect(await recordOf(shop)).toMatchObject({ keptCount: 0, brokenCount: 0 });
});

test("a request that the provider drops before accepting is an answer, not a broken word", async () => {
  const { shop, provider, id } = await book(world, { isInstant: false, hour: 8 });
  await world.bookings.cancelBooking({ id }, provider);
  expect(await recordOf(shop)).toMatchObject({ keptCount: 0, brokenCount: 0 });
  expect(await news(shop)).toBe(1);
});

test("it is for our own services", async () => {
  const shop = await world.shop();
  for (const who of [asGuest(), asProvider(shop)])
    await expect(
      world.bookings.listTrackRecords({ providerIds: [shop.providerId] }, who),
    ).rejects.toMatchObject({ code: "not_found" });
});
