import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, asGuest, asProvider, asUser, createWorld, type World } from "../testing.ts";

const HOUR_MS = 3_600_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const NINE_TO_TEN = {
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "10:00" })),
};
const DAY = 3;

/** A provider with one time a day, which somebody has booked on the day that others wish for. */
const full = async (rules = {}) => {
  const shop = await world.shop({ rules: { ...NINE_TO_TEN, ...rules } });
  const customer = asUser(await world.customer());
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(9, DAY) },
    customer,
  );
  const booking = await world.bookings.createBooking({ holdId: hold.id }, customer);
  await world.authorize(booking.id);
  await world.harness.settle();
  const cancel = async () => {
    await world.bookings.cancelBooking({ id: booking.id }, customer);
    await world.harness.settle();
  };
  return { shop, cancel, day: world.at(0, DAY).slice(0, 10), start: world.at(9, DAY) };
};

const waiting = async (
  { shop, day }: { shop: { serviceId: string }; day: string },
  more: { partOfDay?: "morning" | "afternoon"; from?: string; to?: string } = {},
) => {
  const userId = await world.customer();
  const me = asUser(userId);
  const entry = await world.bookings.joinWaitlist({ serviceId: shop.serviceId, day, ...more }, me);
  await world.harness.settle();
  const now = async () =>
    (await world.bookings.listWaitlist({}, me)).items.find(({ id }) => id === entry.id)!;
  return { me, userId, entry, now };
};

const told = (type: string, id: string) =>
  query<{ data: { userId: string; holdId: string } }>(
    world.database.owner,
    "select data from platform.outbox where type = $1 and aggregate_id = $2",
    [type, id],
  );

test("a wish says what it is for, and waits", async () => {
  const other = await full();
  const { entry } = await waiting(other, { partOfDay: "morning" });
  expect(entry).toMatchObject({
    providerId: other.shop.providerId,
    serviceName: "Leaking tap",
    day: other.day,
    from: "00:00",
    to: "12:00",
    timeZone: "UTC",
    state: "waiting",
    offer: null,
    bookingId: null,
  });
});

test("what cannot be wished for is refused with a clear word", async () => {
  const place = await full();
  const { shop, day } = place;
  const me = asUser(await world.customer());
  const join = (more: object, who: ReturnType<typeof asGuest> = me) =>
    world.bookings.joinWaitlist({ serviceId: shop.serviceId, day, ...more }, who);
  await expect(join({}, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(join({}, asProvider(shop))).rejects.toMatchObject({ code: "unprocessable" });
  await expect(join({ serviceId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  await expect(join({ from: "12:00", to: "09:00" })).rejects.toMatchObject({
    code: "invalid_request",
  });
  await expect(join({ day: world.at(0, 400).slice(0, 10) })).rejects.toMatchObject({
    code: "unprocessable",
  });
  await expect(join({ day: world.at(0, -3).slice(0, 10) })).rejects.toMatchObject({
    code: "unprocessable",
  });
  await expect(join({ day: world.at(0, DAY + 1).slice(0, 10) })).rejects.toMatchObject({
    code: "conflict",
    data: { alternatives: [{ start: world.at(9, DAY + 1) }] },
  });
  await join({});
  await expect(join({})).rejects.toMatchObject({ code: "already_exists" });
  await join({ from: "08:00" });
  for (let hour = 10; hour < 28; hour++) await join({ from: `0${hour % 8}:${hour}` });
  await expect(join({ to: "20:00" })).rejects.toMatchObject({
    code: "unprocessable",
    message: expect.stringContaining("20 times"),
  });
});

test("a cancelled time is kept for the first in line, who books it; then the line is shorter", async () => {
  const place = await full();
  const first = await waiting(place);
  const second = await waiting(place, { partOfDay: "morning" });
  await place.cancel();
  const offered = await first.now();
  expect(offered).toMatchObject({ state: "offered", offer: { start: place.start } });
  expect(offered.offer!.expiresInSeconds).toBeGreaterThan(2 * 3600 - 10);
  expect((await second.now()).state).toBe("waiting");
  const holdId = offered.offer!.holdId;
  expect(await told("waitlist.offered", first.entry.id)).toMatchObject([
    { data: { userId: first.userId, holdId } },
  ]);
  expect(await world.bookings.getHold({ id: holdId }, first.me)).toMatchObject({
    status: "active",
    isOffer: true,
  });
  await expect(world.bookings.getHold({ id: holdId }, second.me)).rejects.toMatchObject({
    code: "not_found",
  });
  const booking = await world.bookings.createBooking({ holdId, address: ADDRESS }, first.me);
  expect(await first.now()).toMatchObject({ state: "offered", bookingId: booking.id });
  await world.authorize(booking.id);
  await world.harness.settle();
  expect(await first.now()).toMatchObject({ state: "booked", bookingId: booking.id, offer: null });
  const line = await world.bookings.listProviderWaitlist(
    { id: place.shop.providerId },
    asProvider(place.shop),
  );
  expect(line).toMatchObject({ total: 1, items: [{ id: second.entry.id, state: "waiting" }] });
});

test("whoever lets an offer run out or gives it back makes way, and is not offered that time again", async () => {
  const place = await full();
  const [first, second, third] = [await waiting(place), await waiting(place), await waiting(place)];
  await place.cancel();
  expect((await first.now()).state).toBe("offered");
  await world.harness.advance(2 * HOUR_MS);
  await sweep();
  expect((await first.now()).state).toBe("waiting");
  const { offer } = await second.now();
  expect(offer).not.toBeNull();
  await world.bookings.releaseHold({ id: offer!.holdId }, second.me);
  await world.harness.settle();
  expect((await second.now()).state).toBe("waiting");
  expect((await third.now()).state).toBe("offered");
  await world.bookings.leaveWaitlist({ id: third.entry.id }, third.me);
  await world.harness.settle();
  // Nobody is left who has not had it: it is open to all.
  await world.bookings.createHold(
    { serviceId: place.shop.serviceId, start: place.start },
    asGuest(),
  );
  for (const { entry } of [first, second, third])
    expect(await told("waitlist.offered", entry.id)).toHaveLength(1);
});

test("whoever calls off what they were offered before paying waits on, and the next in line has the time", async () => {
  const place = await full();
  const [first, second] = [await waiting(place), await waiting(place)];
  await place.cancel();
  const { holdId } = (await first.now()).offer!;
  const { id } = await world.bookings.createBooking({ holdId, address: ADDRESS }, first.me);
  await world.bookings.cancelBooking({ id }, first.me);
  await world.harness.settle();
  expect(await first.now()).toMatchObject({ state: "waiting", offer: null, bookingId: null });
  expect((await second.now()).state).toBe("offered");
});

const jobs = () => world.harness.registry.get("bookings")!.jobs;
const sweep = async () => {
  await jobs()["bookings.sweep-holds"]!({} as never);
  await world.harness.settle();
};

test("a hold that runs out or is given back, time off that is deleted and wider hours free time as well", async () => {
  const shop = await world.shop({ rules: NINE_TO_TEN });
  const day = world.at(0, DAY).slice(0, 10);
  const wish = { serviceId: shop.serviceId, start: world.at(9, DAY) };
  const somebody = asGuest();
  const given = await world.bookings.createHold(wish, somebody);
  const first = await waiting({ shop, day });
  await world.bookings.releaseHold({ id: given.id }, somebody);
  await world.harness.settle();
  expect((await first.now()).state).toBe("offered");

  const second = await waiting({ shop, day });
  await world.bookings.leaveWaitlist({ id: first.entry.id }, first.me);
  await world.harness.settle();
  expect((await second.now()).state).toBe("offered");
  await world.bookings.leaveWaitlist({ id: second.entry.id }, second.me);

  await world.bookings.createHold(wish, asGuest());
  const third = await waiting({ shop, day });
  world.harness.clock.advance(600_000);
  await sweep();
  expect((await third.now()).state).toBe("offered");
  await world.bookings.leaveWaitlist({ id: third.entry.id }, third.me);

  const off = await world.bookings.createTimeOff(
    { id: shop.providerId, start: world.at(9, DAY), end: world.at(10, DAY) },
    asProvider(shop),
  );
  const fourth = await waiting({ shop, day });
  await world.bookings.deleteTimeOff({ id: shop.providerId, timeOffId: off.id }, asProvider(shop));
  await world.harness.settle();
  expect((await fourth.now()).state).toBe("offered");

  const fifth = await waiting({ shop, day }, { partOfDay: "afternoon" });
  const {
    providerId,
    timeOff: _timeOff,
    ...rules
  } = await world.bookings.getSchedule({ id: shop.providerId }, asProvider(shop));
  await world.bookings.putSchedule(
    {
      ...rules,
      id: providerId,
      weekly: rules.weekly.map((window) => ({ ...window, end: "15:00" })),
    },
    asProvider(shop),
  );
  await world.harness.settle();
  expect(await fifth.now()).toMatchObject({
    state: "offered",
    offer: { start: world.at(12, DAY) },
  });
});

test("what moves away frees its time; declining and expiring do, too", async () => {
  const shop = await world.shop({ isInstant: false, rules: NINE_TO_TEN });
  const customer = asUser(await world.customer());
  const book = async (day: number) => {
    const hold = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, day) },
      customer,
    );
    const { id } = await world.bookings.createBooking({ holdId: hold.id }, customer);
    return id;
  };
  const request = async (day: number) => {
    const id = await book(day);
    await world.authorize(id);
    await world.harness.settle();
    return id;
  };
  const wishes = async (day: number) => waiting({ shop, day: world.at(0, day).slice(0, 10) });

  const declined = await request(4);
  const first = await wishes(4);
  await world.bookings.declineBooking({ id: declined }, asProvider(shop));
  await world.harness.settle();
  expect((await first.now()).state).toBe("offered");

  const moved = await request(5);
  const second = await wishes(5);
  await world.bookings.rescheduleBooking({ id: moved, start: world.at(9, 6) }, customer);
  await world.harness.settle();
  expect((await second.now()).state).toBe("offered");

  await book(7);
  const third = await wishes(7);
  await world.harness.advance(601_000);
  expect((await third.now()).state).toBe("offered");
});

test("a seat that frees in a group class goes to the first in line", async () => {
  const shop = await world.shop({ rules: NINE_TO_TEN, capacity: 2 });
  const wish = { serviceId: shop.serviceId, start: world.at(9, DAY) };
  const day = world.at(0, DAY).slice(0, 10);
  const [one, other] = [asGuest(), asGuest()];
  await world.bookings.createHold(wish, one);
  const seat = await world.bookings.createHold(wish, other);
  const first = await waiting({ shop, day });
  const second = await waiting({ shop, day });
  await world.bookings.releaseHold({ id: seat.id }, other);
  await world.harness.settle();
  expect(await first.now()).toMatchObject({ state: "offered", offer: { start: wish.start } });
  expect((await second.now()).state).toBe("waiting");
  await expect(world.bookings.createHold(wish, other)).rejects.toMatchObject({
    code: "slot_taken",
  });
});

test("holds of one's own do not stand against an offer, nor offers against holds", async () => {
  const place = await full();
  const busy = await waiting(place);
  const elsewhere = await world.shop();
  const hold = (hour: number) =>
    world.bookings.createHold(
      { serviceId: elsewhere.serviceId, start: world.at(hour, 5) },
      busy.me,
    );
  for (const hour of [1, 2, 3, 4, 5]) await hold(hour);
  await place.cancel();
  expect((await busy.now()).state).toBe("offered");
  const other = await full();
  const free = await waiting(other);
  await other.cancel();
  expect((await free.now()).state).toBe("offered");
  for (const hour of [11, 12, 13, 14, 15])
    await world.bookings.createHold(
      { serviceId: elsewhere.serviceId, start: world.at(hour, 5) },
      free.me,
    );
});

test("nothing is offered too late to be booked, and an entry ends with its day", async () => {
  const place = await full({ noticeMinutes: 24 * 60 });
  const me = await waiting(place);
  const untilNotice = Date.parse(place.start) - 24 * HOUR_MS - world.harness.clock.now().getTime();
  await world.harness.advance(untilNotice - 5 * 60_000);
  await place.cancel();
  expect((await me.now()).state).toBe("waiting");
  await world.harness.advance(48 * HOUR_MS);
  await jobs()["bookings.serve-waitlists"]!({} as never);
  await world.harness.settle();
  expect((await me.now()).state).toBe("ended");
  expect(
    await query(world.database.owner, "select state from bookings.waitlist_entries where id = $1", [
      me.entry.id,
    ]),
  ).toEqual([{ state: "ended" }]);
  expect(await told("waitlist.offered", me.entry.id)).toEqual([]);
  world.harness.clock.advance(91 * 24 * HOUR_MS);
  await jobs()["bookings.serve-waitlists"]!({} as never);
  expect(await me.now()).toBeUndefined();
});

test("the line is the provider's to see, without names; an entry is its owner's", async () => {
  const place = await full();
  const { entry, me } = await waiting(place);
  const ask = (who: ReturnType<typeof asGuest>) =>
    world.bookings.listProviderWaitlist({ id: place.shop.providerId }, who);
  expect(await ask(asProvider(place.shop))).toEqual({
    total: 1,
    items: [
      {
        id: entry.id,
        serviceId: place.shop.serviceId,
        serviceName: "Leaking tap",
        day: place.day,
        from: "00:00",
        to: "24:00",
        timeZone: "UTC",
        state: "waiting",
        createdAt: entry.createdAt,
      },
    ],
  });
  await expect(ask(me)).rejects.toMatchObject({ code: "not_found" });
  await expect(ask(asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  const stranger = asUser(await world.customer());
  expect(await world.bookings.listWaitlist({}, stranger)).toEqual({ items: [] });
  for (const who of [stranger, asProvider(place.shop)])
    await expect(world.bookings.leaveWaitlist({ id: entry.id }, who)).rejects.toMatchObject({
      code: "not_found",
    });
  await expect(world.bookings.leaveWaitlist({ id: entry.id }, asGuest())).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("when much frees at once and everybody looks, each time goes to one person and each person gets one", async () => {
  for (let round = 0; round < 5; round++) {
    const shop = await world.shop({
      rules: { weekly: NINE_TO_TEN.weekly.map((window) => ({ ...window, end: "12:00" })) },
    });
    const day = world.at(0, DAY).slice(0, 10);
    const holds = await Promise.all(
      [9, 10, 11].map(async (hour) => {
        const guest = asGuest();
        const start = world.at(hour, DAY);
        const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start }, guest);
        return { start, free: () => world.bookings.releaseHold({ id: hold.id }, guest) };
      }),
    );
    const people = [];
    for (let n = 0; n < 8; n++) people.push(await waiting({ shop, day }));
    const serve = () =>
      jobs()["bookings.serve-waitlist"]!({ providerId: shop.providerId } as never);
    const rivals = holds.map(({ start }) =>
      world.bookings
        .createHold({ serviceId: shop.serviceId, start }, asGuest())
        .then(() => 1)
        .catch(() => 0),
    );
    await Promise.all([
      ...holds.map(({ free }) => free()),
      ...Array.from({ length: 6 }, serve),
      ...rivals,
    ]);
    await world.harness.settle();
    const taken = (await Promise.all(rivals)).reduce<number>((sum, one) => sum + one, 0);
    const offers = await query<{ start: Date; userId: string }>(
      world.database.owner,
      `select o.starts_at as start, o.user_id as "userId" from bookings.waitlist_offers o
         join bookings.time_claims c on c.id = o.hold_id where c.provider_id = $1 order by o.offered_at, o.starts_at`,
      [shop.providerId],
    );
    expect(offers).toHaveLength(3 - taken);
    expect(new Set(offers.map(({ start }) => start.getTime())).size).toBe(offers.length);
    // Those who came first are those who are served.
    expect(offers.map(({ userId }) => userId).toSorted()).toEqual(
      people
        .slice(0, offers.length)
        .map(({ userId }) => userId)
        .toSorted(),
    );
    const overlaps = await query(
      world.database.owner,
      "select from bookings.time_claims a join bookings.time_claims b on a.provider_id = b.provider_id and a.id < b.id and a.period && b.period where a.provider_id = $1",
      [shop.providerId],
    );
    expect(overlaps).toEqual([]);
  }
});
