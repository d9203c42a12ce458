import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asProvider, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

test("a guest's hold says until when, what it costs and on which terms", async () => {
  const shop = await world.shop({ rules: { timeZone: "Europe/Berlin" } });
  const me = asGuest();
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(9, 2) },
    me,
  );
  expect(hold).toMatchObject({
    status: "active",
    start: world.at(9, 2),
    end: world.at(10, 2),
    timeZone: "Europe/Berlin",
    providerId: shop.providerId,
  });
  expect(hold.expiresInSeconds).toBe(600);
  expect(hold.quote).toMatchObject({
    total: { amount: 4500, currency: "USD" },
    lines: [{ label: "Leaking tap" }],
    policy: { name: "flexible" },
  });
  expect(hold.quote.policy.steps).toEqual([
    { until: world.at(9, 1), keepPercent: 0 },
    { until: world.at(9, 2), keepPercent: 50 },
  ]);
  expect(await world.bookings.getHold({ id: hold.id }, me)).toMatchObject({
    id: hold.id,
    status: "active",
  });
  await expect(world.bookings.getHold({ id: hold.id }, asGuest())).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(world.bookings.getHold({ id: hold.id }, asGuest(null))).rejects.toMatchObject({
    code: "not_found",
  });
});

test.each(["a\u0000b", "a\ud800b"])("a place is not called %j", async (label) => {
  const shop = await world.shop({ location: "customer" });
  const place = { lat: 30.27, lng: -97.74, label };
  const input = { serviceId: shop.serviceId, start: world.at(9, 1), place };
  await expect(world.bookings.createHold(input, asGuest())).rejects.toMatchObject({ status: 400 });
  await expect(
    world.bookings.createSeriesHold(
      { ...input, rule: { frequency: "weekly", count: 2 } },
      asGuest(),
    ),
  ).rejects.toMatchObject({ status: 400 });
});

test("a time that is gone comes with the nearest others, and none of them is gone", async () => {
  const shop = await world.shop({ durationMinutes: 30 });
  const input = { serviceId: shop.serviceId, start: world.at(9, 1) };
  await world.bookings.createHold(input, asGuest());
  const refusal = await world.bookings
    .createHold(input, asGuest())
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "slot_taken", status: 409 });
  const { alternatives } = (refusal as { data: { alternatives: Array<{ start: string }> } }).data;
  expect(alternatives).toHaveLength(5);
  expect(alternatives[0]!.start).toBe(world.at(8.5, 1));
  for (const { start } of alternatives)
    await world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest());
});

test("a time that was never offered is refused with others that are", async () => {
  const shop = await world.shop({ isInstant: false });
  const hold = (start: string) =>
    world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest());
  await expect(hold(world.at(9.25))).rejects.toMatchObject({
    code: "slot_unavailable",
    status: 422,
    data: { alternatives: [{}, {}, {}, {}, {}] },
  });
  await expect(hold(world.at(9, -3))).rejects.toMatchObject({ code: "slot_unavailable" });
  await expect(hold(world.at(9, 60))).rejects.toMatchObject({
    code: "slot_unavailable",
    data: { alternatives: [{}, {}, {}, {}, {}] },
  });
  await expect(hold("9999-12-31T23:59:59Z")).rejects.toMatchObject({ code: "slot_unavailable" });
});

test("unknown services, malformed input and nobody at all are refused", async () => {
  const shop = await world.shop();
  await expect(
    world.bookings.createHold({ serviceId: randomUUID(), start: world.at(9) }, asGuest()),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(
    world.bookings.createHold({ serviceId: shop.serviceId, start: "tomorrow" }, asGuest()),
  ).rejects.toMatchObject({ status: 400 });
  await expect(
    world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9) }, asGuest(null)),
  ).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(
    world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9) }, asProvider(shop)),
  ).rejects.toMatchObject({ code: "unprocessable" });
});

test("five holds at a time are enough; ones that ran out or were given back do not count", async () => {
  const shop = await world.shop();
  const me = asGuest();
  const hold = (hour: number) =>
    world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(hour) }, me);
  const first = await hold(1);
  for (const hour of [2, 3, 4, 5]) await hold(hour);
  await expect(hold(6)).rejects.toMatchObject({ code: "unprocessable" });
  await world.bookings.releaseHold({ id: first.id }, me);
  await hold(6);
  world.harness.clock.advance(600_001);
  await hold(7);
});

test("a released time is open again; releasing is the owner's, and may be repeated", async () => {
  const shop = await world.shop();
  const input = { serviceId: shop.serviceId, start: world.at(12, 1) };
  const me = asGuest();
  const hold = await world.bookings.createHold(input, me);
  await expect(world.bookings.releaseHold({ id: hold.id }, asGuest())).rejects.toMatchObject({
    code: "not_found",
  });
  await world.bookings.releaseHold({ id: hold.id }, me);
  await world.bookings.releaseHold({ id: hold.id }, me);
  expect(await world.bookings.getHold({ id: hold.id }, me)).toMatchObject({ status: "released" });
  await world.bookings.createHold(input, asGuest());
});

test("a hold made before signing in is the person's afterwards, and a person's hold is not the browser's", async () => {
  const shop = await world.shop();
  const customer = await world.customer();
  const guestId = randomUUID();
  const mine = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(14, 1) },
    asGuest(guestId),
  );
  expect(await world.bookings.getHold({ id: mine.id }, asUser(customer, guestId))).toMatchObject({
    status: "active",
  });
  const signedIn = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(16, 1) },
    asUser(customer, guestId),
  );
  await expect(world.bookings.getHold({ id: signedIn.id }, asGuest(guestId))).rejects.toMatchObject(
    { code: "not_found" },
  );
  await expect(
    world.bookings.getHold({ id: signedIn.id }, asUser(await world.customer(), guestId)),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("the sweep frees what ran out and forgets it a week later", async () => {
  const shop = await world.shop();
  const me = asGuest();
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(18, 1) },
    me,
  );
  const sweep = () =>
    world.harness.registry.get("bookings")!.jobs["bookings.sweep-holds"]!({} as never);
  world.harness.clock.advance(600_000);
  expect(await world.bookings.getHold({ id: hold.id }, me)).toMatchObject({
    status: "expired",
    expiresInSeconds: 0,
  });
  await sweep();
  expect(
    await query(world.database.owner, "select from bookings.time_claims where provider_id = $1", [
      shop.providerId,
    ]),
  ).toEqual([]);
  expect(await world.bookings.getHold({ id: hold.id }, me)).toMatchObject({ status: "expired" });
  world.harness.clock.advance(7 * 86_400_000);
  await sweep();
  await expect(world.bookings.getHold({ id: hold.id }, me)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a provider with a limit has no room beyond it; alternatives are on other days", async () => {
  const shop = await world.shop({ rules: { dailyMax: 2, weeklyMax: 20 } });
  const hold = (hour: number, day = 1) =>
    world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(hour, day) }, asGuest());
  await hold(9);
  await hold(12);
  const refused = await hold(15).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "slot_taken", status: 409 });
  const { alternatives } = (refused as { data: { alternatives: Array<{ day: string }> } }).data;
  expect(alternatives).toHaveLength(5);
  expect(alternatives.map(({ day }) => day)).not.toContain(world.at(0, 1).slice(0, 10));
  expect(
    (
      await world.bookings.listSlots(
        {
          id: shop.providerId,
          serviceId: shop.serviceId,
          from: world.at(0, 1),
          to: world.at(0, 2),
        },
        asGuest(),
      )
    ).slots,
  ).toEqual([]);
  await hold(9, 2);
  world.harness.clock.advance(600_001);
  await hold(15);
});
