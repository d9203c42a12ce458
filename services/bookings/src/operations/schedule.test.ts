import { randomUUID } from "node:crypto";
import { publish, query, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ALWAYS_OPEN,
  asGuest,
  asProvider,
  asUser,
  book,
  createWorld,
  type World,
} from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const events = (providerId: string) =>
  query(
    world.database.owner,
    "select id from platform.outbox where type = 'schedule.changed' and aggregate_id = $1",
    [providerId],
  );

describe("opening hours", () => {
  test("are replaced and read by their owner, and told of", async () => {
    const shop = await world.shop();
    const rules = {
      ...ALWAYS_OPEN,
      timeZone: "Asia/Kathmandu",
      exceptions: [{ day: "2026-12-24", windows: [{ start: "09:00", end: "12:00" }] }],
      noticeMinutes: 45,
      slotAnchor: "clock" as const,
      dailyMax: 3,
      weeklyMax: 12,
    };
    expect(
      await world.bookings.putSchedule({ id: shop.providerId, ...rules }, asProvider(shop)),
    ).toEqual({
      ...rules,
      providerId: shop.providerId,
      timeOff: [],
      outside: { total: 0, items: [] },
    });
    expect(
      await world.bookings.getSchedule({ id: shop.providerId }, asProvider(shop)),
    ).toMatchObject(rules);
    expect(await events(shop.providerId)).toHaveLength(2);
  });

  test("are nobody else's business, and must make sense", async () => {
    const shop = await world.shop();
    const input = { id: shop.providerId, ...ALWAYS_OPEN };
    for (const call of [
      () => world.bookings.getSchedule(input, asUser(shop.providerId)),
      () => world.bookings.putSchedule(input, asProvider({ userId: randomUUID() })),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "not_found", status: 404 });
    }
    await expect(world.bookings.getSchedule(input, asGuest())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(
      world.bookings.putSchedule({ ...input, timeZone: "Mars/Olympus" }, asProvider(shop)),
    ).rejects.toMatchObject({ status: 400 });
    const weekly = [
      { weekday: 1, start: "09:00", end: "12:00" },
      { weekday: 1, start: "11:00", end: "13:00" },
    ];
    await expect(
      world.bookings.putSchedule({ ...input, weekly }, asProvider(shop)),
    ).rejects.toMatchObject({
      code: "invalid_request",
      status: 400,
      data: { errors: [{ path: "weekly.1" }] },
    });
  });

  test.each([
    { timeZone: "EST" },
    { timeZone: "CST" },
    { timeZone: "GMT" },
    { timeZone: "+02:00" },
    { timeZone: "europe/berlin" },
    { timeZone: "Europe/Nowhere" },
    { bufferBeforeMinutes: -1 },
    { bufferAfterMinutes: -30 },
    { stepMinutes: 0 },
    { dailyMax: 0 },
    { weeklyMax: 1.5 },
    { slotAnchor: "moon" },
    { slotAnchor: "clock", stepMinutes: 50 },
    { exceptions: [{ day: "2020-02-29", windows: [] }] },
    { exceptions: [{ day: "2027-02-29", windows: [] }] },
    { weekly: [{ weekday: 1, start: "24:00", end: "08:00" }] },
  ])("%j is refused, and nothing changes", async (wrong) => {
    const shop = await world.shop();
    const input = { id: shop.providerId, ...ALWAYS_OPEN, ...wrong } as typeof ALWAYS_OPEN & {
      id: string;
    };
    await expect(world.bookings.putSchedule(input, asProvider(shop))).rejects.toMatchObject({
      status: 400,
    });
    expect(
      await world.bookings.getSchedule({ id: shop.providerId }, asProvider(shop)),
    ).toMatchObject(ALWAYS_OPEN);
  });

  test("rules of an older client, which knows no limits, are taken", async () => {
    const shop = await world.shop();
    const { slotAnchor: _anchor, dailyMax: _daily, weeklyMax: _weekly, ...older } = ALWAYS_OPEN;
    expect(
      await world.bookings.putSchedule({ id: shop.providerId, ...older }, asProvider(shop)),
    ).toMatchObject({ slotAnchor: "window", dailyMax: null, weeklyMax: null });
  });

  test("keep the bookings they do not cover, and show which", async () => {
    const { shop, id } = await book(world, { hour: 12, day: 3 });
    const at = (daily: [start: string, end: string]) =>
      world.bookings.putSchedule(
        {
          id: shop.providerId,
          ...ALWAYS_OPEN,
          weekly: ALWAYS_OPEN.weekly.map(({ weekday }) => ({
            weekday,
            start: daily[0],
            end: daily[1],
          })),
        },
        asProvider(shop),
      );
    expect((await at(["09:00", "12:30"])).outside.items).toEqual([
      {
        id,
        status: "confirmed",
        start: world.at(12, 3),
        end: world.at(13, 3),
        serviceName: "Leaking tap",
        customerName: "Casey Customer",
      },
    ]);
    expect((await at(["09:00", "13:00"])).outside.total).toBe(0);
    expect((await world.bookings.getRecord({ id }))!.status).toBe("confirmed");
  });

  test("a new provider starts with working days, and keeps later hours when told twice", async () => {
    const shop = await world.shop();
    await query(world.database.owner, "delete from bookings.schedules where provider_id = $1", [
      shop.providerId,
    ]);
    const tell = async () => {
      await transaction(world.database.owner, system("providers"), (tx) =>
        publish(tx, world.harness.clock, "provider.created", shop.providerId, {
          providerId: shop.providerId,
          userId: shop.userId,
          timeZone: "Europe/Berlin",
        }),
      );
      await world.harness.settle();
    };
    const news = async (): Promise<number> =>
      (
        await query(
          world.database.owner,
          "select from platform.outbox where type = 'schedule.changed' and aggregate_id = $1",
          [shop.providerId],
        )
      ).length;
    const before = await news();
    await tell();
    expect(await news()).toBe(before + 1);
    expect(
      await world.bookings.getSchedule({ id: shop.providerId }, asProvider(shop)),
    ).toMatchObject({
      timeZone: "Europe/Berlin",
      stepMinutes: 30,
      noticeMinutes: 120,
      horizonDays: 60,
      weekly: { length: 5 },
    });
    await world.bookings.putSchedule({ id: shop.providerId, ...ALWAYS_OPEN }, asProvider(shop));
    await tell();
    expect(await news()).toBe(before + 2);
    expect(
      await world.bookings.getSchedule({ id: shop.providerId }, asProvider(shop)),
    ).toMatchObject({ timeZone: "UTC" });
  });
});

describe("time off", () => {
  test("closes the calendar until it is given back", async () => {
    const shop = await world.shop();
    const me = asProvider(shop);
    const off = await world.bookings.createTimeOff(
      { id: shop.providerId, start: world.at(0, 1), end: world.at(0, 2), note: "Dentist" },
      me,
    );
    expect((await world.bookings.getSchedule({ id: shop.providerId }, me)).timeOff).toEqual([off]);
    const hold = () =>
      world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9, 1) }, asGuest());
    await expect(hold()).rejects.toMatchObject({ code: "slot_taken" });
    await expect(
      world.bookings.deleteTimeOff({ id: shop.providerId, timeOffId: randomUUID() }, me),
    ).rejects.toMatchObject({ code: "not_found" });
    await world.bookings.deleteTimeOff({ id: shop.providerId, timeOffId: off.id }, me);
    await hold();
  });

  test("is refused over what is booked, backwards, in the past, without end, and to others", async () => {
    const shop = await world.shop();
    const take = (start: string, end: string, as = asProvider(shop)) =>
      world.bookings.createTimeOff({ id: shop.providerId, start, end }, as);
    await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 1) },
      asGuest(),
    );
    await expect(take(world.at(8, 1), world.at(12, 1))).rejects.toMatchObject({
      code: "conflict",
      status: 409,
    });
    await expect(take(world.at(12, 1), world.at(8, 1))).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(take(world.at(1, -5), world.at(1, -4))).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(take(world.at(1), "9999-12-31T00:00:00Z")).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(take("0000-01-01T00:00:00Z", world.at(1))).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(take(world.at(1), world.at(2), asUser(randomUUID()))).rejects.toMatchObject({
      code: "not_found",
    });
    world.harness.clock.advance(600_001);
    await take(world.at(8, 1), world.at(12, 1));
  });
});
