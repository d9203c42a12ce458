import { query, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asProvider, asUser, createWorld, tally, type World } from "./testing.ts";
import { findBooking } from "./booking-store.ts";
import { replay } from "./replay.ts";
import { stateOf } from "./view.ts";
import { firstBrokenEntry } from "./timeline.ts";
import { listTimeline } from "./timeline-store.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

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

test("with a limit of three a day, 60 who want different times of a day get exactly three", async () => {
  const shop = await world.shop({ durationMinutes: 30, rules: { dailyMax: 3 } });
  const calls = Array.from({ length: 60 }, (_, index) =>
    world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at((index % 40) * 0.5, 1) },
      asGuest(),
    ),
  );
  expect(await tally(calls)).toEqual({ ok: 3, slot_taken: 57 });
  expect(await claims(shop.providerId)).toHaveLength(3);
});

test("with a limit of four a week, 60 who want times all over it get exactly four", async () => {
  const shop = await world.shop({ rules: { weeklyMax: 4 } });
  // The first Monday from tomorrow on; a week can be longer than the days that can be booked.
  const monday = [0, 1, 2, 3, 4, 5, 6].find((day) => new Date(world.at(0, day)).getUTCDay() === 1)!;
  const days = monday < 3 ? [monday, monday + 1] : [0, 1];
  const calls = Array.from({ length: 60 }, (_, index) =>
    world.bookings.createHold(
      {
        serviceId: shop.serviceId,
        start: world.at(1 + (index % 20), days[index % 2]),
      },
      asGuest(),
    ),
  );
  expect(await tally(calls)).toEqual({ ok: 4, slot_taken: 56 });
  expect(await claims(shop.providerId)).toHaveLength(4);
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
  // Half of them say something else as well: whichever comes first counts, and those that say the same are answered it.
  const asked = Array.from({ length: 10 }, (_one, n) => {
    const notes = n % 2 === 0 ? "Ring twice" : undefined;
    return world.bookings.createBooking({ holdId: hold.id, notes }, asUser(customer));
  });
  expect(await tally(asked)).toEqual({ ok: 5, conflict: 5 });
  const made = (await Promise.allSettled(asked)).flatMap((one) =>
    one.status === "fulfilled" ? one.value.id : [],
  );
  const { rows } = await world.database.owner.pool.query<{ id: string }>(
    "select id from bookings.bookings where hold_id = $1",
    [hold.id],
  );
  expect(rows.map(({ id }) => id)).toEqual([...new Set(made)]);
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
    // Who pays after the expiry is told so as well.
    expect(told.filter((type) => type !== "booking.paid_too_late")).toEqual([
      "booking.created",
      `booking.${record!.status}`,
    ]);
    if (record!.status === "confirmed") expect(told).toHaveLength(2);
    expect(claimed.filter((claim) => claim.kind === "booking")).toHaveLength(
      record!.status === "confirmed" ? 1 : 0,
    );
    expect(claimed.length).toBeLessThanOrEqual(1);
  }
  expect(outcomes.size).toBeGreaterThan(0);
});

test("keeping a hold longer against its expiry, against payment, against itself: once, and all rows agree", async () => {
  for (let round = 0; round < 9; round++) {
    const { shop, customer, hold, booking } = await book({ isInstant: true });
    const isLate = round % 3 === 2;
    world.harness.clock.advance(isLate ? 600_000 : 590_000);
    const { jobs, consumers } = world.harness.registry.get("bookings")!;
    const pay = consumers.find((consumer) => consumer.name === "bookings.pay")!;
    const renew = () => world.bookings.renewHold({ id: hold.id }, asUser(customer));
    const race = [
      renew,
      renew,
      () => jobs["bookings.expire-unpaid"]!({ bookingId: booking.id } as never),
      () => jobs["bookings.sweep-holds"]!({} as never),
      ...(round % 3 === 1 ? [() => pay.handle({ data: { bookingId: booking.id } } as never)] : []),
    ];
    const turn = round % race.length;
    const calls = [...race.slice(turn), ...race.slice(0, turn)].map((step) => step());
    const counts = await tally(calls);
    const renewals = (counts["ok"] ?? 0) - (race.length - 2);
    const [rows] = await query<Record<string, unknown>>(
      world.database.owner,
      `select b.status, b.expires_at as "bookingUntil", h.expires_at as "holdUntil", h.renewed_at as "renewedAt", c.expires_at as "claimUntil",
              c.id as claim
         from bookings.bookings b join bookings.holds h on h.booking_id = b.id left join bookings.time_claims c on c.id = h.id where b.id = $1`,
      [booking.id],
    );
    expect(renewals).toBeLessThanOrEqual(1);
    expect(renewals === 1).toBe(rows!["renewedAt"] !== null);
    if (isLate) expect(rows).toMatchObject({ status: "expired", claim: null, renewedAt: null });
    else if (round % 3 === 1) expect(rows).toMatchObject({ status: "confirmed", claimUntil: null });
    else {
      const until = rows!["holdUntil"] as Date;
      expect(until > new Date(hold.expiresAt)).toBe(true);
      expect(rows).toMatchObject({
        status: "awaiting_payment",
        bookingUntil: until,
        claimUntil: until,
      });
    }
    expect((await claims(shop.providerId)).length).toBe(isLate ? 0 : 1);
  }
});

/** What must be true of a provider's calendar after any race, by the database's own account. */
const judge = async (providerId: string): Promise<void> => {
  const overlaps = await query(
    world.database.owner,
    "select from bookings.time_claims a join bookings.time_claims b on a.provider_id = b.provider_id and a.id < b.id and a.period && b.period where a.provider_id = $1",
    [providerId],
  );
  expect(overlaps).toEqual([]);
  // Every booking that lives has its very time, and no other has any.
  const strays = await query(
    world.database.owner,
    `select b.id, b.status, b.scheduled_at, c.period from bookings.bookings b full join (select * from bookings.time_claims where kind = 'booking' and provider_id = $1) c
        on c.booking_id = b.id
      where coalesce(b.provider_id, c.provider_id) = $1
        and (b.status in ('pending', 'confirmed')) is distinct from coalesce(c.period = tstzrange(b.scheduled_at, b.ends_at), false)`,
    [providerId],
  );
  expect(strays).toEqual([]);
  const bookings = await query<{ id: string }>(
    world.database.owner,
    "select id from bookings.bookings where provider_id = $1",
    [providerId],
  );
  for (const { id } of bookings)
    await transaction(world.database.owner, system("test"), async (tx) => {
      const entries = await listTimeline(tx, id);
      expect(firstBrokenEntry(entries)).toBeNull();
      expect(replay(entries)).toEqual(stateOf((await findBooking(tx, id))!));
    });
};

/** Paid bookings of one provider at whole hours of one day, each by a customer of its own. */
const bookDay = async (hours: readonly number[], isInstant = true) => {
  const shop = await world.shop({ isInstant });
  const booked = await Promise.all(
    hours.map(async (hour) => {
      const customer = asUser(await world.customer());
      const hold = await world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(hour, 2) },
        customer,
      );
      const { id } = await world.bookings.createBooking({ holdId: hold.id }, customer);
      await world.authorize(id);
      return { id, customer, start: hold.start };
    }),
  );
  await world.harness.settle();
  return { shop, booked };
};

test("two requests confirmed at once, side by side: both are, each at its own time", async () => {
  const { shop, booked } = await bookDay([9, 10], false);
  const accept = ({ id }: { id: string }) => world.bookings.acceptBooking({ id }, asProvider(shop));
  expect(await tally([...booked, ...booked].map(accept))).toEqual({ ok: 2, invalid_transition: 2 });
  await judge(shop.providerId);
  for (const { id } of booked)
    expect((await world.events(id)).filter((type) => type === "booking.confirmed")).toHaveLength(1);
});

test("a booking moves to a time while others hold it: one has it, all others are told", async () => {
  const { shop, booked } = await bookDay([9, 10, 11]);
  const start = world.at(14, 2);
  const counts = await tally([
    ...Array.from({ length: 20 }, () =>
      world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest()),
    ),
    ...booked.map(({ id, customer }) => world.bookings.rescheduleBooking({ id, start }, customer)),
    ...Array.from({ length: 20 }, () =>
      world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest()),
    ),
  ]);
  expect(counts).toEqual({ ok: 1, slot_taken: 42 });
  expect(await claims(shop.providerId)).toHaveLength((await holds(shop.providerId)).length);
  await judge(shop.providerId);
});

test("one booking moved to ten times at once: every move counts, and it ends at one of them", async () => {
  const { shop, booked } = await bookDay([9]);
  const [{ id, customer }] = booked as [(typeof booked)[0]];
  const starts = Array.from({ length: 10 }, (_, n) => world.at(10 + n, 2));
  expect(
    await tally(starts.map((start) => world.bookings.rescheduleBooking({ id, start }, customer))),
  ).toEqual({ ok: 10 });
  expect(starts).toContain((await world.bookings.getRecord({ id }))!.start);
  expect((await world.events(id)).filter((type) => type === "booking.rescheduled")).toHaveLength(
    10,
  );
  await judge(shop.providerId);
});

test("bookings that want each other's times keep their own, without waiting in a circle", async () => {
  const { shop, booked } = await bookDay([9, 10, 11, 12]);
  const counts = await tally(
    booked.flatMap(({ id, customer }, n) => {
      const start = booked[(n + 1) % booked.length]!.start;
      return [1, 2, 3].map(() => world.bookings.rescheduleBooking({ id, start }, customer));
    }),
  );
  expect(counts).toEqual({ slot_taken: 12 });
  await judge(shop.providerId);
});

test("accepting a proposal against taking it back against the time being taken", async () => {
  for (let round = 0; round < 4; round++) {
    const { shop, booked } = await bookDay([9]);
    const [{ id, customer }] = booked as [(typeof booked)[0]];
    const start = world.at(14, 2);
    await world.bookings.rescheduleBooking({ id, start }, asProvider(shop));
    const race = [
      () => world.bookings.acceptProposal({ id, start }, customer),
      () => world.bookings.withdrawProposal({ id }, asProvider(shop)),
      () => world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest()),
    ];
    await tally([...race.slice(round % 3), ...race.slice(0, round % 3)].map((step) => step()));
    const record = (await world.bookings.getRecord({ id }))!;
    const isMoved = record.start === start;
    expect((await world.events(id)).includes("booking.rescheduled")).toBe(isMoved);
    if (isMoved) expect(record.proposal).toBeNull();
    await judge(shop.providerId);
  }
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
  expect(replay(entries)!.status).toBe(
    (await world.bookings.getRecord({ id: booking.id }))!.status,
  );
});

/** The rule of a series of so many weeks. */
const weeks = (count: number) => ({ frequency: "weekly" as const, every: 1, count });

test("two series that share some of their times: one has all of its own, the other has nothing", async () => {
  for (let round = 0; round < 3; round++) {
    const shop = await world.shop();
    const hold = (day: number) =>
      world.bookings.createSeriesHold(
        { serviceId: shop.serviceId, start: world.at(9, day), rule: weeks(4) },
        asGuest(),
      );
    // The second begins two weeks later: they meet at two dates.
    const counts = await tally([hold(2), hold(16), hold(2), hold(16), hold(9)]);
    expect(counts).toEqual({ ok: 1, slot_taken: 4 });
    expect(await claims(shop.providerId)).toHaveLength(4);
    expect(await holds(shop.providerId)).toHaveLength(4);
  }
});

test("series that meet at no date are all held", async () => {
  const shop = await world.shop();
  const counts = await tally(
    [8, 10, 12, 14, 16].map((hour) =>
      world.bookings.createSeriesHold(
        { serviceId: shop.serviceId, start: world.at(hour, 2), rule: weeks(6) },
        asGuest(),
      ),
    ),
  );
  expect(counts).toEqual({ ok: 5 });
  expect(await claims(shop.providerId)).toHaveLength(30);
});

test("a series against single holds of its times: it has all of them or none, and no time is sold twice", async () => {
  for (let round = 0; round < 4; round++) {
    const shop = await world.shop();
    // A hold that has run out makes way for whoever comes, while they all come at once.
    await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 16) },
      asGuest(),
    );
    world.harness.clock.advance(601_000);
    const singles = Array.from({ length: 12 }, (_, n) =>
      world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(9, 2 + 7 * (n % 4)) },
        asGuest(),
      ),
    );
    const series = Array.from({ length: 2 }, () =>
      world.bookings.createSeriesHold(
        { serviceId: shop.serviceId, start: world.at(9, 2), rule: weeks(4) },
        asGuest(),
      ),
    );
    expect(Object.keys(await tally([...series, ...singles])).toSorted()).toEqual([
      "ok",
      "slot_taken",
    ]);
    const [{ whole, single } = { whole: 0, single: 0 }] = await query<{
      whole: number;
      single: number;
    }>(
      world.database.owner,
      `select count(*) filter (where series_id is not null)::int as whole, count(*) filter (where series_id is null)::int as single
         from bookings.holds where provider_id = $1 and expires_at > $2`,
      [shop.providerId, world.harness.clock.now()],
    );
    expect([0, 4]).toContain(whole);
    expect(whole + single).toBe(4);
    expect(await claims(shop.providerId)).toHaveLength(4);
  }
});

test("a series whose card is saved while it is called off is one thing in the end", async () => {
  for (let round = 0; round < 3; round++) {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    const held = await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule: weeks(4) },
      customer,
    );
    const { id, bookings } = await world.bookings.createSeries({ holdId: held.id }, customer);
    const paying = bookings.map((booking) => world.tell("payment.card_saved", booking.id));
    const calling = world.bookings.cancelSeries({ id }, customer);
    await tally(round === 0 ? [calling, ...paying] : [...paying, calling]);
    const { bookings: after } = await world.bookings.getSeries({ id }, customer);
    expect(new Set(after.map(({ status }) => status)).size).toBe(1);
    await judge(shop.providerId);
  }
});

test("a series that moves against holds on its new times, and against itself: all of it moves or none", async () => {
  for (let round = 0; round < 3; round++) {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    const held = await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 3), rule: weeks(4) },
      customer,
    );
    const { id, bookings } = await world.bookings.createSeries({ holdId: held.id }, customer);
    await world.tell("payment.card_saved", bookings[0]!.id);
    const move = (hour: number) =>
      world.bookings.rescheduleSeries({ id, start: world.at(hour, 4) }, customer);
    const single = (n: number) =>
      world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(14, 4 + 7 * (n % 4)) },
        asGuest(),
      );
    const singles = [0, 1, 2, 3].slice(0, round + 1).map(single);
    const counts = await tally(
      round % 2 === 0 ? [move(14), ...singles, move(16)] : [...singles, move(16), move(14)],
    );
    for (const code of Object.keys(counts))
      expect(["ok", "slot_taken", "conflict", "unprocessable"]).toContain(code);
    const { bookings: after } = await world.bookings.getSeries({ id }, customer);
    expect(new Set(after.map(({ start }) => start.slice(11))).size).toBe(1);
    await judge(shop.providerId);
  }
});
