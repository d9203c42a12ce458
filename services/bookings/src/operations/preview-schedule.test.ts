import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
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

const NINE_TO_TWELVE = {
  ...ALWAYS_OPEN,
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "12:00" })),
  stepMinutes: 60,
  horizonDays: 3,
};
const dayAt = (ahead: number) => world.at(0, ahead).slice(0, 10);

describe("a preview of other hours", () => {
  test("answers the open times of a week as customers would see them, and saves nothing", async () => {
    const { shop, provider } = await book(world, { hour: 10, day: 1 });
    const before = await world.bookings.getSchedule({ id: shop.providerId }, provider);
    const preview = await world.bookings.previewSchedule(
      {
        ...NINE_TO_TWELVE,
        exceptions: [{ day: dayAt(0), windows: [] }],
        id: shop.providerId,
        serviceId: shop.serviceId,
        from: dayAt(0),
      },
      provider,
    );
    // Closed tomorrow, ten o'clock is booked the day after, and the horizon ends on the third day.
    expect(preview.slots.map(({ start }) => start).slice(0, 3)).toEqual([
      world.at(9, 1),
      world.at(11, 1),
      world.at(9, 2),
    ]);
    expect(preview.slots.every(({ start }) => start < world.at(0, 3))).toBe(true);
    expect(preview.bookableUntil).toBe(dayAt(2));
    expect(preview.outside).toEqual({ total: 0, items: [] });
    expect(await world.bookings.getSchedule({ id: shop.providerId }, provider)).toEqual(before);
    const customers = await world.bookings.listSlots(
      { id: shop.providerId, serviceId: shop.serviceId, from: dayAt(0), to: dayAt(0) },
      asGuest(),
    );
    expect(customers.slots.length).toBeGreaterThan(40);
  });

  test("begins its week in the zone of the rules", async () => {
    const shop = await world.shop();
    const preview = await world.bookings.previewSchedule(
      {
        ...ALWAYS_OPEN,
        timeZone: "Pacific/Kiritimati",
        stepMinutes: 60,
        id: shop.providerId,
        serviceId: shop.serviceId,
        from: dayAt(1),
      },
      asProvider(shop),
    );
    // Midnight there is ten in the morning UTC of the day before.
    expect(preview.slots[0]?.start).toBe(world.at(10, 0));
  });

  test("names the bookings that would lie outside, and they stay", async () => {
    const { id, shop, provider, customer } = await book(world, { hour: 14, day: 1 });
    const preview = (change: object = {}) =>
      world.bookings.previewSchedule(
        { ...NINE_TO_TWELVE, id: shop.providerId, from: dayAt(0), ...change },
        provider,
      );
    const { outside, slots } = await preview();
    expect(slots).toEqual([]);
    expect(outside).toEqual({
      total: 1,
      items: [
        {
          id,
          status: "confirmed",
          customerName: "Casey Customer",
          serviceName: "Leaking tap",
          start: world.at(14, 1),
          end: world.at(15, 1),
        },
      ],
    });
    const wide = { weekly: ALWAYS_OPEN.weekly };
    expect((await preview(wide)).outside.total).toBe(0);
    expect(
      (await preview({ ...wide, exceptions: [{ day: dayAt(1), windows: [] }] })).outside.total,
    ).toBe(1);
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      status: "confirmed",
      start: world.at(14, 1),
    });
    // What is called off, over, or somebody else's is nobody's worry.
    await world.bookings.cancelBooking({ id }, customer);
    await book(world, { hour: 15, day: 1 });
    expect((await preview()).outside.total).toBe(0);
  });

  test("counts them all and shows the first hundred", async () => {
    const { id, shop, provider } = await book(world, { hour: 14, day: 1 });
    await query(
      world.database.owner,
      `insert into bookings.bookings
       select (json_populate_record(b, json_build_object('id', uuidv7(), 'hold_id', null,
         'scheduled_at', b.scheduled_at + n * interval '1 day', 'ends_at', b.ends_at + n * interval '1 day'))).*
         from bookings.bookings b, generate_series(1, 119) n where b.id = $1`,
      [id],
    );
    const { outside } = await world.bookings.previewSchedule(
      { ...NINE_TO_TWELVE, id: shop.providerId, from: dayAt(0) },
      provider,
    );
    expect(outside).toMatchObject({ total: 120, items: { length: 100 } });
    expect(outside.items[0]?.id).toBe(id);
    expect(outside.items.at(-1)?.start).toBe(world.at(14, 100));
  });

  test("is its owner's alone, and of hours and services that make sense", async () => {
    const shop = await world.shop();
    const other = await world.shop();
    const preview = (change: object, as: Parameters<World["bookings"]["getSchedule"]>[1]) =>
      world.bookings.previewSchedule(
        {
          ...NINE_TO_TWELVE,
          id: shop.providerId,
          serviceId: shop.serviceId,
          from: dayAt(0),
          ...change,
        },
        as,
      );
    const me = asProvider(shop);
    await expect(preview({}, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
    for (const who of [asProvider(other), asUser(await world.customer())])
      await expect(preview({}, who)).rejects.toMatchObject({ code: "not_found", status: 404 });
    for (const serviceId of [other.serviceId, randomUUID()])
      await expect(preview({ serviceId }, me)).rejects.toMatchObject({ code: "not_found" });
    await expect(preview({ from: "tomorrow" }, me)).rejects.toMatchObject({ status: 400 });
    await expect(preview({ timeZone: "CET" }, me)).rejects.toMatchObject({ status: 400 });
    const weekly = [
      { weekday: 1, start: "09:00", end: "12:00" },
      { weekday: 1, start: "11:00", end: "13:00" },
    ];
    await expect(preview({ weekly }, me)).rejects.toMatchObject({
      code: "invalid_request",
      data: { errors: [{ path: "weekly.1" }] },
    });
    for (const from of ["0000-01-01", "9999-12-31"])
      expect((await preview({ from }, me)).slots).toEqual([]);
  });
});
