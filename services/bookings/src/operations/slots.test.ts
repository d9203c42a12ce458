import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const NINE_TO_TWELVE = {
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "12:00" })),
  stepMinutes: 60,
};

test("open times of a day, without those that are held", async () => {
  const shop = await world.shop({ rules: { ...NINE_TO_TWELVE, horizonDays: 3 } });
  const day = world.at(0, 1).slice(0, 10);
  const ask = () =>
    world.bookings.listSlots(
      { id: shop.providerId, serviceId: shop.serviceId, from: day, to: day },
      asGuest(),
    );
  expect(await ask()).toEqual({
    timeZone: "UTC",
    nextFreeDay: null,
    bookableUntil: world.at(0, 2).slice(0, 10),
    held: [],
    slots: [9, 10, 11].map((hour) => ({
      start: world.at(hour, 1),
      end: world.at(hour + 1, 1),
      day,
      spotsLeft: 1,
    })),
  });
  await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(10, 1) }, asGuest());
  expect((await ask()).slots.map((slot) => slot.start)).toEqual([world.at(9, 1), world.at(11, 1)]);
});

test("a held time is shown to its owner alone, by session or cookie, until it ends", async () => {
  const shop = await world.shop({ rules: NINE_TO_TWELVE });
  const other = await world.addService(shop, {});
  const guestId = randomUUID();
  const ask = async (who: ReturnType<typeof asGuest>, serviceId = shop.serviceId) =>
    (
      await world.bookings.listSlots(
        {
          id: shop.providerId,
          serviceId,
          from: world.at(0, 1),
          to: world.at(0, 3),
          timeZone: "UTC",
        },
        who,
      )
    ).held;
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(10, 1) },
    asGuest(guestId),
  );
  const mine = [
    {
      holdId: hold.id,
      start: hold.start,
      end: hold.end,
      day: world.at(10, 1).slice(0, 10),
      expiresAt: hold.expiresAt,
      expiresInSeconds: expect.closeTo(598, -1) as number,
    },
  ];
  expect(await ask(asGuest(guestId))).toEqual(mine);
  expect(await ask(asUser(await world.customer(), guestId))).toEqual(mine);
  expect(await ask(asGuest(guestId), other)).toEqual([]);
  for (const stranger of [asGuest(), asGuest(null), asUser(await world.customer())])
    expect(await ask(stranger)).toEqual([]);
  world.harness.clock.advance(600_000);
  expect(await ask(asGuest(guestId))).toEqual([]);
});

test("the zone of the asker changes the days, never the instants", async () => {
  const shop = await world.shop({ rules: { timeZone: "America/Adak", stepMinutes: 45 } });
  const ask = (timeZone?: string) =>
    world.bookings.listSlots(
      {
        id: shop.providerId,
        serviceId: shop.serviceId,
        from: world.at(0, 1),
        to: world.at(0, 4),
        timeZone,
      },
      asGuest(),
    );
  const times = ({ slots }: Awaited<ReturnType<typeof ask>>) => slots.map(({ start }) => start);
  const here = await ask();
  expect(here.slots.length).toBeGreaterThan(50);
  const zones = [
    "Pacific/Kiritimati",
    "America/Adak",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "UTC",
  ];
  for (const zone of zones) {
    const there = await ask(zone);
    expect(times(there)).toEqual(times(here));
    for (const { start, day } of there.slots)
      expect(day).toBe(
        Temporal.Instant.from(start).toZonedDateTimeISO(zone).toPlainDate().toString(),
      );
  }
});

test("a zone is an IANA zone", async () => {
  const shop = await world.shop();
  const ask = (timeZone: string) =>
    world.bookings.listSlots(
      {
        id: shop.providerId,
        serviceId: shop.serviceId,
        from: world.at(0, 1),
        to: world.at(0, 2),
        timeZone,
      },
      asGuest(),
    );
  for (const zone of ["EST", "CST", "PST8PDT", "+01:00", "Mars/Olympus", "asia/kolkata", ""])
    await expect(ask(zone)).rejects.toMatchObject({ status: 400 });
  for (const zone of ["Asia/Kolkata", "America/Argentina/Buenos_Aires", "America/Port-au-Prince"])
    await ask(zone);
});

test("a day is a day in the zone that was asked for; a full one names the next free day", async () => {
  const shop = await world.shop({ rules: { ...NINE_TO_TWELVE, horizonDays: 3 } });
  const day = world.at(0, 1).slice(0, 10);
  const input = { id: shop.providerId, serviceId: shop.serviceId };
  const zone = "Pacific/Auckland";
  const inAuckland = await world.bookings.listSlots(
    { ...input, from: day, to: day, timeZone: zone },
    asGuest(),
  );
  const days = new Set(
    inAuckland.slots.map(({ start }) =>
      Temporal.Instant.from(start).toZonedDateTimeISO(zone).toPlainDate().toString(),
    ),
  );
  expect(inAuckland).toMatchObject({ timeZone: "UTC", slots: { length: 3 } });
  expect([...days]).toEqual([day]);
  const night = await world.bookings.listSlots(
    { ...input, from: world.at(13, 1), to: world.at(20, 1) },
    asGuest(),
  );
  expect(night).toMatchObject({ slots: [], nextFreeDay: world.at(0, 2).slice(0, 10) });
  const { bookableUntil } = await world.bookings.listSlots(
    { ...input, from: day, to: day, timeZone: "Pacific/Kiritimati" },
    asGuest(),
  );
  expect(bookableUntil).toBe(
    world.harness.clock
      .now()
      .toTemporalInstant()
      .add({ hours: 3 * 24 })
      .toZonedDateTimeISO("Pacific/Kiritimati")
      .toPlainDate()
      .toString(),
  );
});

test("requests that are too long, backwards, malformed or for an unknown service", async () => {
  const shop = await world.shop();
  const ask = (change: object) =>
    world.bookings.listSlots(
      {
        id: shop.providerId,
        serviceId: shop.serviceId,
        from: "2026-12-01",
        to: "2026-12-02",
        ...change,
      },
      asGuest(),
    );
  await expect(ask({ to: "2027-02-01" })).rejects.toMatchObject({
    code: "unprocessable",
    status: 422,
  });
  await ask({ to: "2027-01-31" });
  await expect(ask({ to: "2026-11-01" })).rejects.toMatchObject({
    code: "invalid_request",
    status: 400,
  });
  await expect(ask({ from: "soon" })).rejects.toMatchObject({ status: 400 });
  await expect(ask({ serviceId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  await expect(ask({ id: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  expect(await ask({ from: "0000-01-01", to: "0000-02-01" })).toMatchObject({ slots: [] });
  expect(await ask({ from: "9999-12-30", to: "9999-12-31" })).toMatchObject({ slots: [] });
});

test("next open times of many providers at once; unknown ones get none", async () => {
  const [open, closed] = [await world.shop(), await world.shop({ rules: { weekly: [] } })];
  const providers = [
    ...[open, closed].map(({ providerId, serviceId }) => ({
      providerId,
      serviceId,
      durationMinutes: 60,
    })),
    { providerId: randomUUID(), serviceId: randomUUID(), durationMinutes: 60 },
  ];
  await world.bookings.createHold({ serviceId: open.serviceId, start: world.at(9, 1) }, asGuest());
  const answer = await world.bookings.nextOpenTimes({
    providers,
    from: world.at(9, 1),
    to: world.at(9, 3),
    perProvider: 2,
  });
  expect(answer.map((row) => row.slots.map((slot) => slot.start))).toEqual([
    [world.at(10, 1), world.at(10.5, 1)],
    [],
    [],
  ]);
  await expect(
    world.bookings.nextOpenTimes({
      providers,
      from: world.at(9),
      to: world.at(9, 15),
      perProvider: 2,
    }),
  ).rejects.toMatchObject({ code: "invalid_request" });
  await expect(
    world.bookings.nextOpenTimes(
      { providers, from: world.at(9), to: world.at(9, 1), perProvider: 2 },
      asUser(randomUUID()),
    ),
  ).rejects.toMatchObject({ code: "not_found" });
});
