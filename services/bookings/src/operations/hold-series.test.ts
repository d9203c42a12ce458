import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asGuest, asProvider, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const rule = { frequency: "weekly" as const, every: 1, count: 4 };
const claims = (providerId: string) =>
  query<{ start: Date; kind: string }>(
    world.database.owner,
    "select starts_at as start, kind from bookings.time_claims where provider_id = $1 order by starts_at",
    [providerId],
  );
const starts = (items: ReadonlyArray<{ start: string }>): string[] =>
  items.map(({ start }) => start);
const weeks = (hour: number, ...numbers: number[]): string[] =>
  numbers.map((number) => world.at(hour, 2 + 7 * number));

interface Conflict {
  occurrence: number;
  start: string;
  reason: string;
  alternatives: Array<{ start: string }>;
}
const conflictsOf = (call: Promise<unknown>): Promise<Conflict[]> =>
  call.then(
    () => [],
    (error: { data?: { conflicts?: Conflict[] } }) =>
      error.data?.conflicts ?? Promise.reject(error),
  );

describe("the dates of a series before anything is held", () => {
  test("a guest sees them all, what they cost, and the policy", async () => {
    const shop = await world.shop();
    const plan = await world.bookings.previewSeries(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule },
      asGuest(),
    );
    expect(starts(plan.occurrences)).toEqual(weeks(9, 0, 1, 2, 3));
    expect(plan).toMatchObject({
      isOpen: true,
      timeZone: "UTC",
      price: { amount: 4500, currency: "USD" },
      total: { amount: 18_000, currency: "USD" },
      policy: { name: "flexible" },
    });
    expect(await claims(shop.providerId)).toEqual([]);
  });

  test("what is taken, what is left out and what was replaced is shown", async () => {
    const shop = await world.shop();
    await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 9) },
      asGuest(),
    );
    const plan = await world.bookings.previewSeries(
      {
        serviceId: shop.serviceId,
        start: world.at(9, 2),
        rule,
        replacements: [{ occurrence: 3, start: world.at(10, 16) }],
        skip: [4],
      },
      asGuest(),
    );
    expect(plan.occurrences.map(({ state }) => state)).toEqual([
      "open",
      "taken",
      "open",
      "left_out",
    ]);
    expect(starts(plan.occurrences)[2]).toBe(world.at(10, 16));
    expect(plan.isOpen).toBe(false);
    expect(plan.total.amount).toBe(9000);
    expect(plan.occurrences[1]!.alternatives).toHaveLength(5);
  });

  test("a rule that makes no sense, or goes beyond what can be booked, is refused with what is possible", async () => {
    const shop = await world.shop();
    const ask = (other: object, more: object = {}) =>
      world.bookings.previewSeries(
        { serviceId: shop.serviceId, start: world.at(9, 2), rule: { ...rule, ...other }, ...more },
        asGuest(),
      );
    await expect(ask({ count: 1 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(ask({ count: undefined })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(ask({ until: "2030-01-01" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(ask({ frequency: "monthly", every: 2 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(ask({ every: 13 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(ask({ count: 20 })).rejects.toMatchObject({
      code: "unprocessable",
      data: { occurrencesMax: 9, bookableUntil: expect.any(String) },
    });
    await expect(ask({ count: undefined, until: "2099-01-01" })).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(ask({}, { skip: [1, 2, 3] })).rejects.toMatchObject({ code: "unprocessable" });
    await expect(ask({}, { skip: [9] })).rejects.toMatchObject({ code: "unprocessable" });
    await expect(
      world.bookings.previewSeries(
        { serviceId: crypto.randomUUID(), start: world.at(9, 2), rule },
        asGuest(),
      ),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("holding a series", () => {
  test("all its times are held for ten minutes, and given back together", async () => {
    const shop = await world.shop();
    const guest = asGuest();
    const held = await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule },
      guest,
    );
    expect(held).toMatchObject({ status: "active", rule });
    expect(held.occurrences.map(({ occurrence }) => occurrence)).toEqual([1, 2, 3, 4]);
    expect(held.expiresInSeconds).toBeGreaterThan(590);
    expect(await claims(shop.providerId)).toHaveLength(4);
    expect(await world.bookings.getSeriesHold({ id: held.id }, guest)).toEqual({
      ...held,
      expiresInSeconds: expect.any(Number),
    });
    await expect(world.bookings.getSeriesHold({ id: held.id }, asGuest())).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      world.bookings.releaseSeriesHold({ id: held.id }, asGuest()),
    ).rejects.toMatchObject({ code: "not_found" });
    await world.bookings.releaseSeriesHold({ id: held.id }, guest);
    await world.bookings.releaseSeriesHold({ id: held.id }, guest);
    expect(await claims(shop.providerId)).toEqual([]);
    expect((await world.bookings.getSeriesHold({ id: held.id }, guest)).status).toBe("released");
  });

  test("when a time is gone nothing is held, and every conflict comes with other times, the same day first", async () => {
    const shop = await world.shop();
    for (const day of [9, 23])
      await world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(9, day) },
        asGuest(),
      );
    const input = { serviceId: shop.serviceId, start: world.at(9, 2), rule };
    const call = world.bookings.createSeriesHold(input, asGuest());
    await expect(call).rejects.toMatchObject({ code: "slot_taken" });
    const conflicts = await conflictsOf(call);
    expect(conflicts.map(({ occurrence, reason }) => [occurrence, reason])).toEqual([
      [2, "taken"],
      [4, "taken"],
    ]);
    expect(starts(conflicts[0]!.alternatives).slice(0, 2)).toEqual([
      world.at(8, 9),
      world.at(10, 9),
    ]);
    expect(await claims(shop.providerId)).toHaveLength(2);

    const held = await world.bookings.createSeriesHold(
      { ...input, replacements: [{ occurrence: 2, start: world.at(10, 9) }], skip: [4] },
      asGuest(),
    );
    expect(held.occurrences.map(({ occurrence, start }) => [occurrence, start])).toEqual([
      [1, world.at(9, 2)],
      [2, world.at(10, 9)],
      [3, world.at(9, 16)],
    ]);
    expect(held.total.amount).toBe(13_500);
  });

  test("times outside of the hours alone are slot_unavailable", async () => {
    const day = world.at(9, 9).slice(0, 10);
    const shop = await world.shop({ rules: { exceptions: [{ day, windows: [] }] } });
    const call = world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule },
      asGuest(),
    );
    await expect(call).rejects.toMatchObject({ code: "slot_unavailable" });
    expect((await conflictsOf(call)).map(({ occurrence, reason }) => [occurrence, reason])).toEqual(
      [[2, "not_offered"]],
    );
  });

  test("a series that is still held makes way for the next; single holds are not counted together with it", async () => {
    const shop = await world.shop();
    const guest = asGuest();
    const first = await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule: { ...rule, count: 6 } },
      guest,
    );
    const second = await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule },
      guest,
    );
    expect(second.occurrences).toHaveLength(4);
    expect((await world.bookings.getSeriesHold({ id: first.id }, guest)).status).toBe("released");
    expect(await claims(shop.providerId)).toHaveLength(4);
    await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(12, 2) }, guest);
    expect(await claims(shop.providerId)).toHaveLength(5);
  });

  test("limits count for each date, those of the series included", async () => {
    const shop = await world.shop({ rules: { weeklyMax: 1 } });
    const call = world.bookings.createSeriesHold(
      {
        serviceId: shop.serviceId,
        start: world.at(9, 2),
        rule,
        replacements: [{ occurrence: 2, start: world.at(11, 2) }],
      },
      asGuest(),
    );
    expect((await conflictsOf(call)).map(({ occurrence }) => occurrence)).toEqual([2]);
    expect(await claims(shop.providerId)).toEqual([]);
  });

  test("it lapses by the clock, and the next one may have its times", async () => {
    const shop = await world.shop();
    const guest = asGuest();
    const input = { serviceId: shop.serviceId, start: world.at(9, 3), rule };
    const held = await world.bookings.createSeriesHold(input, guest);
    world.harness.clock.advance(601_000);
    expect((await world.bookings.getSeriesHold({ id: held.id }, guest)).status).toBe("expired");
    const next = await world.bookings.createSeriesHold(input, asGuest());
    expect(next.status).toBe("active");
  });

  test("nobody books their own service, and without a cookie nothing is held", async () => {
    const shop = await world.shop();
    const input = { serviceId: shop.serviceId, start: world.at(9, 2), rule };
    await expect(world.bookings.createSeriesHold(input, asProvider(shop))).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(world.bookings.createSeriesHold(input, asGuest(null))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const held = await world.bookings.createSeriesHold(input, asUser(await world.customer()));
    expect(held.status).toBe("active");
  });
});
