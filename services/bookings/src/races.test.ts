import { query } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asProvider, asUser, createWorld, type World } from "./testing.ts";
import { firstBrokenEntry, replay } from "./timeline.ts";
import { listTimeline } from "./timeline-store.ts";
import { system, transaction } from "@loconomy/kit";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

/** How many of many calls succeeded, and with which codes the others were refused. */
const tally = async (calls: ReadonlyArray<Promise<unknown>>): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(calls)) {
    const code =
      result.status === "fulfilled"
        ? "ok"
        : ((result.reason as { code?: string }).code ?? String(result.reason));
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};

const claims = (providerId: string): Promise<object[]> =>
  query(world.database.owner, "select id from bookings.time_claims where provider_id = $1", [
    providerId,
  ]);
const holds = (providerId: string): Promise<object[]> =>
  query(world.database.owner, "select id from bookings.holds where provider_id = $1", [providerId]);

test("200 people want one time: one gets it, 199 are told at once", async () => {
  const shop = await world.shop();
  const input = { serviceId: shop.serviceId, start: world.at(9) };
  const calls = Array.from({ length: 200 }, () => world.bookings.createHold(input, asGuest()));
  expect(await tally(calls)).toEqual({ ok: 1, slot_taken: 199 });
  expect(await claims(shop.providerId)).toHaveLength(1);
  expect(await holds(shop.providerId)).toHaveLength(1);
});

test("times that overlap without being equal exclude each other", async () => {
  const shop = await world.shop({ durationMinutes: 90 });
  // 90 minutes on a grid of 30, from 09:00 to 14:00: at most every third start can be held.
  const starts = Array.from(
    { length: 120 },
    (_, index) => Date.parse(world.at(9)) + (index % 11) * 1_800_000,
  );
  const counts = await tally(
    starts.map((start) =>
      world.bookings.createHold(
        { serviceId: shop.serviceId, start: new Date(start).toISOString() },
        asGuest(),
      ),
    ),
  );
  const overlaps = await query(
    world.database.owner,
    "select from bookings.time_claims a join bookings.time_claims b on a.provider_id = b.provider_id and a.id < b.id and a.period && b.period where a.provider_id = $1",
    [shop.providerId],
  );
  expect(overlaps).toEqual([]);
  expect(counts["ok"]! + counts["slot_taken"]!).toBe(120);
  expect(await claims(shop.providerId)).toHaveLength(counts["ok"]!);
  expect(counts["ok"]).toBeGreaterThanOrEqual(2);
});

test("two services of one provider share one calendar, buffers included", async () => {
  const shop = await world.shop({ rules: { bufferAfterMinutes: 30 } });
  const other = await world.addService(shop, { durationMinutes: 30 });
  const calls = Array.from({ length: 60 }, (_, index) =>
    index % 2 === 0
      ? world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9) }, asGuest())
      : world.bookings.createHold({ serviceId: other, start: world.at(10) }, asGuest()),
  );
  expect(await tally(calls)).toEqual({ ok: 1, slot_taken: 59 });
});

test("a time whose hold ran out goes to exactly one of those who want it next", async () => {
  const shop = await world.shop();
  const input = { serviceId: shop.serviceId, start: world.at(9, 1) };
  await world.bookings.createHold(input, asGuest());
  world.harness.clock.advance(600_001);
  const calls = Array.from({ length: 50 }, () => world.bookings.createHold(input, asGuest()));
  expect(await tally(calls)).toEqual({ ok: 1, slot_taken: 49 });
});

const book = async (options: { isInstant: boolean }) => {
  const shop = await world.shop(options);
  const customer = await world.customer();
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(9, 2) },
    asUser(customer),
  );
  return {
    shop,
    customer,
    hold,
    booking: await world.bookings.createBooking({ holdId: hold.id }, asUser(customer)),
  };
};

test("one hold becomes one booking, however often it is asked for at once", async () => {
  const shop = await world.shop();
  const customer = await world.customer();
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(9, 2) },
    asUser(customer),
  );
  expect(
    await tally(
      Array.from({ length: 10 }, () =>
        world.bookings.createBooking({ holdId: hold.id }, asUser(customer)),
      ),
    ),
  ).toEqual({ ok: 1, conflict: 9 });
});

test("of two accepts at once one counts", async () => {
  const { shop, booking } = await book({ isInstant: false });
  await world.authorize(booking.id);
  await world.harness.settle();
  const accept = () => world.bookings.acceptBooking({ id: booking.id }, asProvider(shop));
  expect(await tally([accept(), accept(), accept()])).toEqual({ ok: 1, invalid_transition: 2 });
  expect(
    (await world.events(booking.id)).filter((type) => type === "booking.confirmed"),
  ).toHaveLength(1);
});

test("payment against expiry against the next customer: booked and paid, or neither", async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < 12; round++) {
    const { shop, booking } = await book({ isInstant: true });
    await world.authorize(booking.id);
    world.harness.clock.advance(600_001);
    const jobs = world.harness.registry.get("bookings")!;
    const pay = jobs.consumers.find((consumer) => consumer.name === "bookings.pay")!;
    const race = [
      () => pay.handle({ data: { bookingId: booking.id } } as never),
      () => jobs.jobs["bookings.expire-unpaid"]!({ bookingId: booking.id } as never),
      () =>
        world.bookings
          .createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest())
          .catch(() => {}),
    ];
    // Every order gets its turn at being first.
    await Promise.all(
      [...race.slice(round % 3), ...race.slice(0, round % 3)].map((step) => step()),
    );
    const record = await world.bookings.getRecord({ id: booking.id });
    const told = await world.events(booking.id);
    const claimed = await query<{ kind: string }>(
      world.database.owner,
      "select kind from bookings.time_claims where provider_id = $1",
      [shop.providerId],
    );
    outcomes.add(record!.status);
    expect(["confirmed", "expired"]).toContain(record!.status);
    expect(told).toEqual(["booking.created", `booking.${record!.status}`]);
    expect(claimed.filter((claim) => claim.kind === "booking")).toHaveLength(
      record!.status === "confirmed" ? 1 : 0,
    );
    expect(claimed.length).toBeLessThanOrEqual(1);
  }
  expect(outcomes.size).toBeGreaterThan(0);
});

test("whatever happens at once, the timeline replays to the status and its chain holds", async () => {
  const { shop, customer, booking } = await book({ isInstant: false });
  await world.authorize(booking.id);
  await world.harness.settle();
  await tally([
    world.bookings.acceptBooking({ id: booking.id }, asProvider(shop)),
    world.bookings.declineBooking({ id: booking.id, reason: "No time" }, asProvider(shop)),
    world.bookings.cancelBooking({ id: booking.id, reason: "Changed my mind" }, asUser(customer)),
    world.bookings.cancelBooking({ id: booking.id }, asProvider(shop)),
  ]);
  const entries = await transaction(world.database.owner, system("test"), (tx) =>
    listTimeline(tx, booking.id),
  );
  expect(firstBrokenEntry(entries)).toBeNull();
  expect(replay(entries)).toBe((await world.bookings.getRecord({ id: booking.id }))!.status);
});
