import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ADDRESS,
  asAdmin,
  asGuest,
  asProvider,
  asUser,
  book,
  createWorld,
  type World,
} from "../testing.ts";
import type { Shop } from "../testing-neighbours.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const agenda = (shop: Shop, from: string, to: string) =>
  world.bookings.getAgenda({ id: shop.providerId, from, to }, asProvider(shop));
const day = (ahead: number): string => world.at(0, ahead).slice(0, 10);

/** Busy time as a job would have read it. */
const busyElsewhere = async (shop: Shop, name: string, start: string, end: string) => {
  const [calendar] = await query<{ id: string }>(
    world.database.owner,
    `insert into bookings.external_calendars (provider_id, user_id, name, url, created_at, asked_at, next_fetch_at)
     values ($1, $2, $3, $4, now(), now(), now()) returning id`,
    [shop.providerId, shop.userId, name, `https://elsewhere.example/${randomUUID()}`],
  );
  await query(
    world.database.owner,
    "insert into bookings.external_busy (calendar_id, provider_id, starts_at, ends_at) values ($1, $2, $3, $4)",
    [calendar!.id, shop.providerId, start, end],
  );
  return calendar!.id;
};

describe("a provider's agenda", () => {
  test("has bookings, requests, held and taken time, with what each claims", async () => {
    const { shop, id, provider } = await book(world, {
      hour: 9,
      day: 1,
      isInstant: true,
      rules: { bufferBeforeMinutes: 15, bufferAfterMinutes: 30 },
    });
    const asked = await world.addService(shop, { isInstant: false });
    const customer = asUser(await world.customer());
    const request = await world.bookings.createBooking(
      {
        holdId: (
          await world.bookings.createHold({ serviceId: asked, start: world.at(11, 1) }, customer)
        ).id,
        address: ADDRESS,
      },
      customer,
    );
    await world.authorize(request.id);
    await world.harness.settle();
    const unpaid = await world.bookings.createBooking(
      {
        holdId: (
          await world.bookings.createHold(
            { serviceId: shop.serviceId, start: world.at(13, 1) },
            customer,
          )
        ).id,
        address: ADDRESS,
      },
      customer,
    );
    const hold = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(15, 1) },
      asGuest(),
    );
    const off = await world.bookings.createTimeOff(
      { id: shop.providerId, start: world.at(17, 1), end: world.at(18, 1), note: "Dentist" },
      provider,
    );
    const calendarId = await busyElsewhere(shop, "Family", world.at(19, 1), world.at(20, 1));

    const { items, ...rest } = await agenda(shop, day(1), day(1));
    expect(items.map(({ kind, id: of, start }) => [kind, of, start])).toEqual([
      ["booking", id, world.at(9, 1)],
      ["request", request.id, world.at(11, 1)],
      ["hold", unpaid.id, world.at(13, 1)],
      ["hold", hold.id, world.at(15, 1)],
      ["time_off", off.id, world.at(17, 1)],
      ["external", calendarId, world.at(19, 1)],
    ]);
    expect(items[0]).toMatchObject({
      end: world.at(10, 1),
      claim: { start: world.at(8.75, 1), end: world.at(10.5, 1) },
      booking: { customerName: "Casey Customer", party: "provider", proposal: null },
    });
    expect(items[0]!.booking!.actions).toContain("propose");
    expect(items[2]).toMatchObject({ expiresAt: unpaid.expiresAt });
    expect(items[3]).toMatchObject({ booking: null, expiresAt: hold.expiresAt });
    expect(items[4]).toMatchObject({ title: "Dentist", booking: null });
    expect(items[5]).toMatchObject({ title: "Family", claim: { start: world.at(19, 1) } });
    expect(rest).toMatchObject({
      timeZone: "UTC",
      now: expect.any(String),
      stepMinutes: 30,
      bufferBeforeMinutes: 15,
      bufferAfterMinutes: 30,
      days: [{ day: day(1), start: world.at(0, 1), end: world.at(0, 2) }],
      clock: [{ since: world.at(0, 1), offsetMinutes: 0 }],
    });
    // Nobody's name is said with a held time.
    expect(JSON.stringify(items[3])).not.toMatch(/userId|guest/i);
  });

  test("has a booking whose proposed time lies in it, and none that was called off or has run out", async () => {
    const { shop, id, provider, customer } = await book(world, { hour: 9, day: 1 });
    await world.bookings.rescheduleBooking({ id, start: world.at(14, 5) }, provider);
    const proposed = await agenda(shop, day(5), day(5));
    expect(proposed.items).toMatchObject([
      {
        kind: "booking",
        id,
        start: world.at(9, 1),
        booking: { proposal: { start: world.at(14, 5) } },
      },
    ]);
    expect((await agenda(shop, day(6), day(6))).items).toEqual([]);
    await world.bookings.cancelBooking({ id }, customer);
    const { expiresAt } = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(12, 5) },
      customer,
    );
    expect((await agenda(shop, day(5), day(5))).items).toMatchObject([{ kind: "hold" }]);
    await world.harness.advance(
      Date.parse(expiresAt) - world.harness.clock.now().getTime() + 1_000,
    );
    expect((await agenda(shop, day(0), day(10))).items).toEqual([]);
  });

  test("has a job over midnight on both days, and one that is done without a claim", async () => {
    const { shop, id, provider } = await book(world, { hour: 23, day: 0, durationMinutes: 120 });
    for (const ahead of [0, 1])
      expect((await agenda(shop, day(ahead), day(ahead))).items).toMatchObject([
        { id, start: world.at(23), end: world.at(25) },
      ]);
    const after = day(2);
    await world.harness.advance(Date.parse(world.at(26)) - world.harness.clock.now().getTime());
    await world.bookings.completeBooking({ id }, provider);
    const past = await world.bookings.getAgenda(
      { id: shop.providerId, from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" },
      provider,
    );
    expect(past.items).toEqual([]);
    const done = await agenda(
      shop,
      new Date(world.harness.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10),
      after,
    );
    expect(done.items).toMatchObject([{ id, kind: "booking", claim: null }]);
  });

  test("has each seat of a class, booked and held, with the claim of its session", async () => {
    const { shop, id } = await book(world, { hour: 9, day: 1, capacity: 3 });
    const hold = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 1) },
      asGuest(),
    );
    const { items } = await agenda(shop, day(1), day(1));
    const session = { id: expect.any(String), taken: 2, capacity: 3 };
    const claim = { start: world.at(9, 1), end: world.at(10, 1) };
    expect(items).toHaveLength(2);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "booking", id, claim, session }),
        expect.objectContaining({
          kind: "hold",
          id: hold.id,
          claim,
          session,
          expiresAt: hold.expiresAt,
        }),
      ]),
    );
    expect(items[0]!.session).toEqual(items[1]!.session);
    await world.harness.advance(11 * 60_000);
    expect((await agenda(shop, day(1), day(1))).items).toMatchObject([{ kind: "booking", id }]);
  });

  test("has days of 23 and 25 hours where clocks change, and the hours of such nights", async () => {
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      start: "22:00",
      end: "06:00",
    }));
    const shop = await world.shop({ rules: { timeZone: "Europe/Berlin", weekly } });
    const spring = await agenda(shop, "2027-03-28", "2027-03-28");
    expect(spring.days).toEqual([
      { day: "2027-03-28", start: "2027-03-27T23:00:00.000Z", end: "2027-03-28T22:00:00.000Z" },
    ]);
    expect(spring.clock).toEqual([
      { since: "2027-03-27T23:00:00.000Z", offsetMinutes: 60 },
      { since: "2027-03-28T01:00:00.000Z", offsetMinutes: 120 },
    ]);
    expect(spring.open).toEqual([
      {
        start: "2027-03-27T21:00:00.000Z",
        end: "2027-03-28T04:00:00.000Z",
        origin: "2027-03-27T21:00:00.000Z",
      },
      {
        start: "2027-03-28T20:00:00.000Z",
        end: "2027-03-29T04:00:00.000Z",
        origin: "2027-03-28T20:00:00.000Z",
      },
    ]);
    const autumn = await agenda(shop, "2027-10-25", "2027-10-31");
    expect(autumn.days).toHaveLength(7);
    expect(autumn.days[6]).toEqual({
      day: "2027-10-31",
      start: "2027-10-30T22:00:00.000Z",
      end: "2027-10-31T23:00:00.000Z",
    });
  });

  test("leaves out a day that its zone skipped", async () => {
    const shop = await world.shop({ rules: { timeZone: "Pacific/Apia" } });
    const { days } = await agenda(shop, "2011-12-29", "2011-12-31");
    expect(days.map((one) => one.day)).toEqual(["2011-12-29", "2011-12-31"]);
  });

  test("has no days that cannot be written with four digits of a year", async () => {
    const shop = await world.shop({ rules: { timeZone: "Asia/Tokyo" } });
    for (const day of ["0000-01-01", "9999-12-31"])
      await expect(
        world.bookings.getAgenda({ id: shop.providerId, from: day, to: day }, asProvider(shop)),
      ).rejects.toMatchObject({ code: "unprocessable", status: 422 });
  });

  test("is its owner's alone, and at most 62 days", async () => {
    const shop = await world.shop();
    const other = await world.shop();
    const input = { id: shop.providerId, from: day(0), to: day(6) };
    for (const actor of [asProvider(other), asUser(await world.customer()), asAdmin()])
      await expect(world.bookings.getAgenda(input, actor)).rejects.toMatchObject({
        code: "not_found",
        status: 404,
      });
    await expect(world.bookings.getAgenda(input, asGuest())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(
      world.bookings.getAgenda({ ...input, to: day(62) }, asProvider(shop)),
    ).rejects.toMatchObject({ code: "unprocessable", data: { errors: [{ path: "to" }] } });
    await expect(
      world.bookings.getAgenda({ ...input, to: day(-2) }, asProvider(shop)),
    ).rejects.toMatchObject({ code: "invalid_request" });
    expect(
      (await world.bookings.getAgenda({ ...input, to: day(61) }, asProvider(shop))).days,
    ).toHaveLength(62);
  });
});
