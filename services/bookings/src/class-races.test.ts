import { query } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asUser, createWorld, tally, type World } from "./testing.ts";
import type { Shop } from "./testing-neighbours.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

/** What must be true of a provider's sessions after any race, by the database's own account. */
const judge = async ({ providerId }: Shop): Promise<void> => {
  const { owner } = world.database;
  const overlaps = await query(
    owner,
    "select from bookings.time_claims a join bookings.time_claims b on a.provider_id = b.provider_id and a.id < b.id and a.period && b.period where a.provider_id = $1",
    [providerId],
  );
  expect(overlaps).toEqual([]);
  const miscounted = await query(
    owner,
    `select c.taken, c.capacity from bookings.time_claims c where c.provider_id = $1 and c.kind = 'class' and (
       c.taken > c.capacity or c.taken = 0 or c.taken <> (select count(*) from bookings.class_seats s where s.session_id = c.id))`,
    [providerId],
  );
  expect(miscounted).toEqual([]);
  // Every booking that lives has a seat at its very time, and no other has any.
  const strays = await query(
    owner,
    `select b.id, b.status from bookings.bookings b left join bookings.class_seats s on s.id = b.hold_id
       left join bookings.time_claims c on c.id = s.session_id and c.starts_at = b.scheduled_at and c.ends_at = b.ends_at
      where b.provider_id = $1 and (b.status in ('awaiting_payment', 'pending', 'confirmed')) is distinct from (c.id is not null)`,
    [providerId],
  );
  expect(strays).toEqual([]);
};

const seatsOf = async ({ providerId }: Shop): Promise<number[]> =>
  (
    await query<{ taken: number }>(
      world.database.owner,
      "select taken from bookings.time_claims where provider_id = $1 and kind = 'class' order by starts_at",
      [providerId],
    )
  ).map(({ taken }) => taken);

const hold = ({ serviceId }: Shop, start: string, me = asGuest()) =>
  world.bookings.createHold({ serviceId, start }, me);

const book = async (shop: Shop, start: string) => {
  const me = asUser(await world.customer());
  const { id: holdId } = await hold(shop, start, me);
  const { id } = await world.bookings.createBooking({ holdId }, me);
  await world.authorize(id);
  return { id, me, start };
};

test.each([2, 7, 50])("200 people want a class of %i: exactly so many get a seat", async (k) => {
  const shop = await world.shop({ capacity: k });
  const calls = Array.from({ length: 200 }, () => hold(shop, world.at(9)));
  expect(await tally(calls)).toEqual({ ok: k, slot_taken: 200 - k });
  expect(await seatsOf(shop)).toEqual([k]);
  await judge(shop);
});

test("seats that ran out go to exactly as many of those who ask next", async () => {
  const shop = await world.shop({ capacity: 5 });
  for (const _ of [1, 2, 3]) await hold(shop, world.at(9, 1));
  await book(shop, world.at(9, 1));
  await world.harness.settle();
  world.harness.clock.advance(600_001);
  const calls = Array.from({ length: 60 }, () => hold(shop, world.at(9, 1)));
  expect(await tally(calls)).toEqual({ ok: 4, slot_taken: 56 });
  expect(await seatsOf(shop)).toEqual([5]);
  await judge(shop);
});

test("a class and other services of its provider never have the same time", async () => {
  for (let round = 0; round < 4; round++) {
    const shop = await world.shop({ capacity: 8 });
    const massage = { ...shop, serviceId: await world.addService(shop) };
    const start = world.at(9, 1);
    const counts = await tally(
      Array.from({ length: 40 }, (_, n) => hold(n % 2 === round % 2 ? shop : massage, start)),
    );
    expect(counts).toEqual(
      (await seatsOf(shop)).length > 0 ? { ok: 8, slot_taken: 32 } : { ok: 1, slot_taken: 39 },
    );
    await judge(shop);
  }
});

test("giving seats back while others want them: none is lost, none is sold twice", async () => {
  const shop = await world.shop({ capacity: 6 });
  const start = world.at(9, 1);
  const mine = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const me = asGuest();
      return { me, id: (await hold(shop, start, me)).id };
    }),
  );
  const counts = await tally([
    ...mine.map(({ id, me }) => world.bookings.releaseHold({ id }, me)),
    ...Array.from({ length: 30 }, () => hold(shop, start)),
  ]);
  const taken = (await seatsOf(shop))[0] ?? 0;
  expect(counts["ok"]).toBe(6 + taken);
  expect(counts["ok"]! + (counts["slot_taken"] ?? 0)).toBe(36);
  await judge(shop);
});

test("two sessions whose people change places in a rush: every move is whole", async () => {
  const shop = await world.shop({ capacity: 4 });
  const [early, late] = [world.at(9, 2), world.at(11, 2)];
  const booked = await Promise.all([early, early, early, late, late].map((at) => book(shop, at)));
  await world.harness.settle();
  const counts = await tally(
    booked.map(({ id, me, start }) =>
      world.bookings.rescheduleBooking({ id, start: start === early ? late : early }, me),
    ),
  );
  expect((counts["ok"] ?? 0) + (counts["slot_taken"] ?? 0)).toBe(5);
  expect((await seatsOf(shop)).reduce((sum, taken) => sum + taken, 0)).toBe(5);
  await judge(shop);
});

test("cancelling, moving in and holding the last seats at once", async () => {
  for (let round = 0; round < 4; round++) {
    const shop = await world.shop({ capacity: 2 });
    const start = world.at(9, 2);
    const [first, second, mover] = await Promise.all([
      book(shop, start),
      book(shop, start),
      book(shop, world.at(12, 2)),
    ]);
    await world.harness.settle();
    const race = [
      () => world.bookings.cancelBooking({ id: first.id }, first.me),
      () => world.bookings.rescheduleBooking({ id: mover.id, start }, mover.me),
      () => hold(shop, start),
      () => world.bookings.cancelBooking({ id: second.id }, second.me),
    ];
    await tally([...race.slice(round), ...race.slice(0, round)].map((step) => step()));
    await judge(shop);
  }
});

test("a sweep meets people who ask for the seats it frees", async () => {
  const shop = await world.shop({ capacity: 3 });
  const starts = [world.at(9, 1), world.at(11, 1), world.at(13, 1)];
  for (const start of starts) for (const _ of [1, 2, 3]) await hold(shop, start);
  world.harness.clock.advance(600_001);
  const sweep = () =>
    world.harness.registry.get("bookings")!.jobs["bookings.sweep-holds"]!({} as never);
  const counts = await tally([
    ...starts.map((start) => hold(shop, start)),
    Promise.resolve(sweep()),
    ...starts.flatMap((start) => [1, 2, 3].map(() => hold(shop, start))),
    Promise.resolve(sweep()),
  ]);
  expect(counts).toEqual({ ok: 9 + 2, slot_taken: 3 });
  expect(await seatsOf(shop)).toEqual([3, 3, 3]);
  await judge(shop);
});
