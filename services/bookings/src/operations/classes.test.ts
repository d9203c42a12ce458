import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asProvider, asSystem, asUser, createWorld, type World } from "../testing.ts";
import type { Shop } from "../testing-neighbours.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const holdAt = (serviceId: string, start: string, me = asGuest()) =>
  world.bookings.createHold({ serviceId, start }, me);

/** Starts and seats left of a service in some hours of a day. */
const seats = async (
  { providerId, serviceId }: Pick<Shop, "providerId" | "serviceId">,
  [from, to]: [number, number],
  day = 1,
) => {
  const { slots } = await world.bookings.listSlots(
    { id: providerId, serviceId, from: world.at(from, day), to: world.at(to, day) },
    asGuest(),
  );
  return slots.map(({ start, spotsLeft }) => [new Date(start).getUTCHours(), spotsLeft]);
};

const sessions = (providerId: string) =>
  query<{ taken: number; capacity: number; seats: number }>(
    world.database.owner,
    `select taken, capacity, (select count(*) from bookings.class_seats where session_id = c.id) as seats
       from bookings.time_claims c where provider_id = $1 and kind = 'class' order by starts_at`,
    [providerId],
  );

const HOURLY = { stepMinutes: 60 };
const yoga = (capacity: number, rules = {}) =>
  world.shop({ capacity, rules: { ...HOURLY, ...rules } });

/** A paid booking of a seat. */
const book = async (shop: Shop, start: string) => {
  const me = asUser(await world.customer());
  const hold = await holdAt(shop.serviceId, start, me);
  const { id } = await world.bookings.createBooking({ holdId: hold.id }, me);
  await world.authorize(id);
  await world.harness.settle();
  return { id, me, start };
};

test("people join a session until it is full; then it is no open time any more", async () => {
  const shop = await yoga(3);
  const start = world.at(10, 1);
  expect(await seats(shop, [9, 12])).toEqual([
    [9, 3],
    [10, 3],
    [11, 3],
  ]);
  await holdAt(shop.serviceId, start);
  await book(shop, start);
  expect(await seats(shop, [9, 12])).toEqual([
    [9, 3],
    [10, 1],
    [11, 3],
  ]);
  await holdAt(shop.serviceId, start);
  expect(await seats(shop, [9, 12])).toEqual([
    [9, 3],
    [11, 3],
  ]);
  const refused = await holdAt(shop.serviceId, start).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "slot_taken", status: 409 });
  const { alternatives } = (
    refused as { data: { alternatives: Array<{ start: string; spotsLeft: number }> } }
  ).data;
  expect(alternatives).toHaveLength(5);
  expect(alternatives[0]).toMatchObject({ start: world.at(9, 1), spotsLeft: 3 });
  expect(await sessions(shop.providerId)).toEqual([{ taken: 3, capacity: 3, seats: 3 }]);
});

test("everything else of the provider keeps away from a session, buffers included", async () => {
  const shop = await yoga(4, { bufferAfterMinutes: 30, stepMinutes: 30 });
  const massage = await world.addService(shop);
  const longer = await world.addService(shop, { capacity: 4, durationMinutes: 90 });
  const start = world.at(10, 1);
  await holdAt(shop.serviceId, start);
  const taken = { code: "slot_taken" };
  await expect(holdAt(massage, start)).rejects.toMatchObject(taken);
  await expect(holdAt(massage, world.at(11, 1))).rejects.toMatchObject(taken);
  await expect(holdAt(longer, start)).rejects.toMatchObject(taken);
  await expect(holdAt(shop.serviceId, world.at(10.5, 1))).rejects.toMatchObject(taken);
  await holdAt(massage, world.at(11.5, 1));
  await holdAt(shop.serviceId, start);
  expect(await seats({ ...shop, serviceId: longer }, [8, 12])).toEqual([[8, 4]]);
});

test("two lengths of one class are two sessions", async () => {
  const variants = [60, 90].map((durationMinutes) => ({
    id: randomUUID(),
    name: `${durationMinutes} minutes`,
    price: { amount: 1_000, currency: "USD" },
    durationMinutes,
  }));
  const shop = await world.shop({ capacity: 3, variants, rules: HOURLY });
  const input = { serviceId: shop.serviceId, start: world.at(10, 1) };
  await world.bookings.createHold({ ...input, variantId: variants[1]!.id }, asGuest());
  await expect(
    world.bookings.createHold({ ...input, variantId: variants[0]!.id }, asGuest()),
  ).rejects.toMatchObject({ code: "slot_taken" });
  expect(await seats(shop, [10, 11])).toEqual([]);
  await world.bookings.createHold({ ...input, variantId: variants[1]!.id }, asGuest());
});

test("a seat whose hold ran out is free by the clock, and makes way for the next who asks", async () => {
  const shop = await yoga(2);
  const start = world.at(10, 1);
  await holdAt(shop.serviceId, start);
  world.harness.clock.advance(300_000);
  await holdAt(shop.serviceId, start);
  expect(await seats(shop, [10, 11])).toEqual([]);
  world.harness.clock.advance(300_001);
  expect(await seats(shop, [10, 11])).toEqual([[10, 1]]);
  await holdAt(shop.serviceId, start);
  expect(await sessions(shop.providerId)).toEqual([{ taken: 2, capacity: 2, seats: 2 }]);
  // With all seats run out the session itself makes way, for other services too.
  world.harness.clock.advance(600_001);
  const massage = await world.addService(shop);
  await holdAt(massage, start);
  expect(await sessions(shop.providerId)).toEqual([]);
});

test("a seat is renewed like any held time, and its session with it", async () => {
  const shop = await yoga(2);
  const start = world.at(10, 1);
  const me = asGuest();
  const { id } = await holdAt(shop.serviceId, start, me);
  world.harness.clock.advance(300_000);
  await world.bookings.renewHold({ id }, me);
  world.harness.clock.advance(300_001);
  expect(await seats(shop, [10, 11])).toEqual([[10, 1]]);
  await expect(holdAt(await world.addService(shop), start)).rejects.toMatchObject({
    code: "slot_taken",
  });
  world.harness.clock.advance(300_000);
  expect(await seats(shop, [10, 11])).toEqual([[10, 2]]);
});

test("a seat that is given back is open again, and the last one frees the time", async () => {
  const shop = await yoga(2);
  const start = world.at(10, 3);
  const me = asGuest();
  const hold = await holdAt(shop.serviceId, start, me);
  const booking = await book(shop, start);
  await world.bookings.releaseHold({ id: hold.id }, me);
  expect(await sessions(shop.providerId)).toEqual([{ taken: 1, capacity: 2, seats: 1 }]);
  await world.bookings.cancelBooking({ id: booking.id }, booking.me);
  expect(await sessions(shop.providerId)).toEqual([]);
  await holdAt(await world.addService(shop), start);
});

test("requests take a seat until they are declined or lapse, unpaid bookings until their hold ends", async () => {
  const shop = await world.shop({ capacity: 3, isInstant: false, rules: HOURLY });
  const start = world.at(10, 3);
  const declined = await book(shop, start);
  await book(shop, start);
  const me = asUser(await world.customer());
  const unpaid = await holdAt(shop.serviceId, start, me);
  await world.bookings.createBooking({ holdId: unpaid.id }, me);
  expect(await seats(shop, [10, 11], 3)).toEqual([]);
  await world.bookings.declineBooking({ id: declined.id }, asProvider(shop));
  expect(await seats(shop, [10, 11], 3)).toEqual([[10, 1]]);
  await world.harness.advance(600_001);
  expect(await sessions(shop.providerId)).toEqual([{ taken: 1, capacity: 3, seats: 1 }]);
  await world.harness.advance(24 * 3_600_000);
  expect(await sessions(shop.providerId)).toEqual([]);
});

test("the sweep frees seats that ran out, and leaves those that are booked", async () => {
  const shop = await yoga(3);
  await holdAt(shop.serviceId, world.at(10, 1));
  await book(shop, world.at(10, 1));
  await holdAt(shop.serviceId, world.at(14, 1));
  world.harness.clock.advance(600_001);
  await world.harness.registry.get("bookings")!.jobs["bookings.sweep-holds"]!({} as never);
  expect(await sessions(shop.providerId)).toEqual([{ taken: 1, capacity: 3, seats: 1 }]);
});

test("a booking moves from one session to another: into one that is there, or a new one", async () => {
  const shop = await yoga(2);
  const [first, second, third] = [
    await book(shop, world.at(10, 3)),
    await book(shop, world.at(10, 3)),
    await book(shop, world.at(14, 3)),
  ];
  const move = ({ id, me }: typeof first, hour: number) =>
    world.bookings.rescheduleBooking({ id, start: world.at(hour, 3) }, me);
  const { slots } = await world.bookings.listNewTimes(
    { id: first.id, from: world.at(9, 3), to: world.at(16, 3) },
    first.me,
  );
  expect(slots.map(({ start, spotsLeft }) => [new Date(start).getUTCHours(), spotsLeft])).toEqual([
    [9, 2],
    [11, 2],
    [12, 2],
    [13, 2],
    [14, 1],
    [15, 2],
  ]);
  expect(await move(first, 14)).toMatchObject({ start: world.at(14, 3) });
  expect(await sessions(shop.providerId)).toMatchObject([{ taken: 1 }, { taken: 2 }]);
  await expect(move(second, 14)).rejects.toMatchObject({ code: "slot_taken" });
  // Alone in a session, it takes the session along: also to a time that overlaps its own.
  expect(await move(second, 11)).toMatchObject({ start: world.at(11, 3) });
  expect(await move(third, 12)).toMatchObject({ start: world.at(12, 3) });
  expect(await sessions(shop.providerId)).toMatchObject([
    { taken: 1, seats: 1 },
    { taken: 1, seats: 1 },
    { taken: 1, seats: 1 },
  ]);
  await expect(move(first, 14)).rejects.toMatchObject({ code: "unprocessable" });
});

test("whoever is alone in a session may move by less than its length", async () => {
  const shop = await yoga(2, { stepMinutes: 30 });
  const { id, me } = await book(shop, world.at(10, 3));
  const start = world.at(10.5, 3);
  expect(await world.bookings.rescheduleBooking({ id, start }, me)).toMatchObject({ start });
  expect(await sessions(shop.providerId)).toEqual([{ taken: 1, capacity: 2, seats: 1 }]);
  await book(shop, start);
  await expect(
    world.bookings.rescheduleBooking({ id, start: world.at(11, 3) }, me),
  ).rejects.toMatchObject({ code: "slot_taken" });
});

test("a proposal to join a session is accepted while a seat is left", async () => {
  const shop = await yoga(2);
  const start = world.at(14, 3);
  const [mine, other] = [await book(shop, world.at(10, 3)), await book(shop, world.at(11, 3))];
  await book(shop, start);
  for (const { id } of [mine, other])
    await world.bookings.rescheduleBooking({ id, start }, asProvider(shop));
  expect(await world.bookings.acceptProposal({ id: mine.id, start }, mine.me)).toMatchObject({
    start,
  });
  await expect(
    world.bookings.acceptProposal({ id: other.id, start }, other.me),
  ).rejects.toMatchObject({ code: "slot_taken" });
  await expect(
    world.bookings.rescheduleBooking({ id: other.id, start }, asProvider(shop)),
  ).rejects.toMatchObject({ code: "slot_taken" });
  expect(await sessions(shop.providerId)).toMatchObject([{ taken: 1 }, { taken: 2 }]);
});

test("limits count a session once, and one that is there needs no room in them", async () => {
  const shop = await yoga(3, { dailyMax: 2 });
  await holdAt(shop.serviceId, world.at(10, 1));
  await holdAt(shop.serviceId, world.at(10, 1));
  await holdAt(shop.serviceId, world.at(14, 1));
  expect(await seats(shop, [0, 24])).toEqual([
    [10, 1],
    [14, 2],
  ]);
  await expect(holdAt(shop.serviceId, world.at(16, 1))).rejects.toMatchObject({
    code: "slot_taken",
  });
  await holdAt(shop.serviceId, world.at(14, 1));
});

test("a class that becomes smaller keeps who is in it, and lets nobody else in", async () => {
  const shop = await yoga(4);
  const start = world.at(10, 1);
  for (const _ of [1, 2, 3]) await holdAt(shop.serviceId, start);
  await world.changeService(shop.serviceId, { capacity: 2 });
  expect(await seats(shop, [9, 11])).toEqual([[9, 2]]);
  await expect(holdAt(shop.serviceId, start)).rejects.toMatchObject({ code: "slot_taken" });
  expect(await sessions(shop.providerId)).toEqual([{ taken: 3, capacity: 4, seats: 3 }]);
  await world.changeService(shop.serviceId, { capacity: 5 });
  await holdAt(shop.serviceId, start);
  expect(await sessions(shop.providerId)).toEqual([{ taken: 4, capacity: 5, seats: 4 }]);
});

test("the provider takes no time off over a session, and nobody opens one in time off", async () => {
  const shop = await yoga(3);
  await book(shop, world.at(10, 1));
  const off = (from: number, to: number) =>
    world.bookings.createTimeOff(
      { id: shop.providerId, start: world.at(from, 1), end: world.at(to, 1) },
      asProvider(shop),
    );
  await expect(off(9, 11)).rejects.toMatchObject({ code: "conflict" });
  await off(11, 13);
  await expect(holdAt(shop.serviceId, world.at(12, 1))).rejects.toMatchObject({
    code: "slot_taken",
  });
  expect(await seats(shop, [10, 14])).toEqual([
    [10, 2],
    [13, 3],
  ]);
});

test("new hours leave a session outside: who is in it stays, nobody joins it any more", async () => {
  const shop = await yoga(3);
  const { id } = await book(shop, world.at(10, 1));
  const { timeOff: _timeOff, ...rules } = await world.bookings.getSchedule(
    { id: shop.providerId },
    asProvider(shop),
  );
  const { outside } = await world.bookings.putSchedule(
    {
      ...rules,
      id: shop.providerId,
      weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "12:00", end: "18:00" })),
    },
    asProvider(shop),
  );
  expect(outside.items.map((booking) => booking.id)).toEqual([id]);
  expect((await seats(shop, [0, 24])).map(([hour]) => hour)).toEqual([12, 13, 14, 15, 16, 17]);
  await expect(holdAt(shop.serviceId, world.at(10, 1))).rejects.toMatchObject({
    code: "slot_unavailable",
  });
});

test("search is told of sessions with seats left", async () => {
  const shop = await yoga(2);
  await holdAt(shop.serviceId, world.at(10, 1));
  const ask = (capacity?: number) =>
    world.bookings.nextOpenTimes(
      {
        providers: [
          {
            providerId: shop.providerId,
            serviceId: shop.serviceId,
            durationMinutes: 60,
            isInstant: true,
            capacity,
          },
        ],
        from: world.at(10, 1),
        to: world.at(12, 1),
        perProvider: 3,
      },
      asSystem(),
    );
  const lefts = async (capacity?: number) =>
    (await ask(capacity))[0]!.slots.map(({ start, spotsLeft }) => [start, spotsLeft]);
  expect(await lefts(2)).toEqual([
    [world.at(10, 1), 1],
    [world.at(11, 1), 2],
  ]);
  expect(await lefts()).toEqual([[world.at(11, 1), 1]]);
});

test("a series is for one person at a time", async () => {
  const shop = await yoga(2);
  await expect(
    world.bookings.createSeriesHold(
      {
        serviceId: shop.serviceId,
        start: world.at(9, 3),
        rule: { frequency: "weekly", count: 2 },
      },
      asGuest(),
    ),
  ).rejects.toMatchObject({ code: "unprocessable" });
});

test("the database itself refuses a seat too many", async () => {
  const shop = await yoga(2);
  await holdAt(shop.serviceId, world.at(10, 1));
  await holdAt(shop.serviceId, world.at(10, 1));
  await expect(
    query(
      world.database.owner,
      `insert into bookings.class_seats (id, session_id) select uuidv7(), id from bookings.time_claims where provider_id = $1`,
      [shop.providerId],
    ),
  ).rejects.toMatchObject({ code: "23514" });
});
