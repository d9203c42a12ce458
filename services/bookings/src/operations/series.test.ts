import { query, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replay } from "../replay.ts";
import { listTimeline } from "../timeline-store.ts";
import {
  ADDRESS,
  asAdmin,
  asGuest,
  asProvider,
  asUser,
  createWorld,
  type World,
} from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const DAY = 86_400_000;
const rule = { frequency: "weekly" as const, every: 1, count: 4 };
type Options = Parameters<World["shop"]>[0] & { hour?: number; day?: number; unpaid?: boolean };

/** A series of four weeks with everybody around it, paid unless `unpaid`. */
const bookSeries = async ({ hour = 9, day = 2, unpaid = false, ...options }: Options = {}) => {
  const shop = await world.shop(options);
  const customer = asUser(await world.customer());
  const held = await world.bookings.createSeriesHold(
    { serviceId: shop.serviceId, start: world.at(hour, day), rule },
    customer,
  );
  const series = await world.bookings.createSeries(
    { holdId: held.id, address: ADDRESS, notes: "Ring twice." },
    customer,
  );
  if (!unpaid) for (const { id } of series.bookings) await world.tell("payment.card_saved", id);
  const { id, bookings } = series;
  return { shop, customer, provider: asProvider(shop), held, series, id, bookings };
};
const statuses = async (id: string, who: ReturnType<typeof asUser>): Promise<string[]> =>
  (await world.bookings.getSeries({ id }, who)).bookings.map(({ status }) => status);
const claims = (providerId: string) =>
  query(
    world.database.owner,
    "select kind from bookings.time_claims where provider_id = $1 and (expires_at is null or expires_at > $2)",
    [providerId, world.harness.clock.now()],
  );
const told = async (id: string): Promise<string[]> =>
  (
    await query<{ type: string }>(
      world.database.owner,
      "select type from platform.outbox where aggregate_id = $1 order by id",
      [id],
    )
  ).map(({ type }) => type);
/** Events of the bookings that people would be told of one by one. */
const loud = async (ids: readonly string[]): Promise<string[]> =>
  (
    await query<{ type: string }>(
      world.database.owner,
      `select type from platform.outbox where aggregate_id = any($1) and type like 'booking.%' and type <> 'booking.created'
          and not data ? 'ofSeries' order by id`,
      [ids],
    )
  ).map(({ type }) => type);
const four = (status: string): string[] => Array.from({ length: 4 }, () => status);

describe("booking a held series", () => {
  test("makes a booking of each time, all awaiting one card", async () => {
    const { shop, series, held, customer } = await bookSeries({ unpaid: true });
    expect(series).toMatchObject({
      id: held.id,
      party: "customer",
      actions: ["pay", "cancel"],
      rule,
    });
    expect(series.payment).toMatchObject({ kind: "setup" });
    expect(
      series.bookings.map((booking) => [booking.series, booking.status, booking.start]),
    ).toEqual(
      [1, 2, 3, 4].map((occurrence) => [
        { id: series.id, occurrence, of: 4 },
        "awaiting_payment",
        world.at(9, 2 + 7 * (occurrence - 1)),
      ]),
    );
    expect(series.bookings[3]).toMatchObject({ notes: "Ring twice.", actions: [] });
    expect(world.payments.authorized.slice(-4)).toEqual(series.bookings.map(({ id }) => id));
    expect(await claims(shop.providerId)).toHaveLength(4);
    expect((await world.bookings.getSeriesHold({ id: held.id }, customer)).status).toBe("used");
  });

  test("twice, after the ten minutes, after giving it back, without an address, or by somebody else is refused", async () => {
    const shop = await world.shop({ location: "customer" });
    const customer = asUser(await world.customer());
    const hold = (day: number) =>
      world.bookings.createSeriesHold(
        { serviceId: shop.serviceId, start: world.at(9, day), rule },
        customer,
      );
    const first = await hold(2);
    const book = (holdId: string, address?: typeof ADDRESS, who = customer) =>
      world.bookings.createSeries({ holdId, address }, who);
    await expect(book(first.id)).rejects.toMatchObject({ code: "unprocessable" });
    await expect(book(first.id, ADDRESS, asUser(await world.customer()))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      world.bookings.createSeries({ holdId: first.id }, asGuest()),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await book(first.id, ADDRESS);
    await expect(book(first.id, ADDRESS)).rejects.toMatchObject({ code: "conflict" });
    await expect(
      world.bookings.releaseSeriesHold({ id: first.id }, customer),
    ).rejects.toMatchObject({ code: "conflict" });
    const second = await hold(3);
    await world.bookings.releaseSeriesHold({ id: second.id }, customer);
    await expect(book(second.id, ADDRESS)).rejects.toMatchObject({ code: "hold_expired" });
    const third = await hold(4);
    world.harness.clock.advance(601_000);
    await expect(book(third.id, ADDRESS)).rejects.toMatchObject({ code: "hold_expired" });
  });

  test("one of its held times cannot be booked or given back on its own", async () => {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule },
      customer,
    );
    const [hold] = await query<{ id: string }>(
      world.database.owner,
      "select id from bookings.holds where provider_id = $1 limit 1",
      [shop.providerId],
    );
    const { id } = hold!;
    for (const call of [
      () => world.bookings.createBooking({ holdId: id }, customer),
      () => world.bookings.getHold({ id }, customer),
      () => world.bookings.releaseHold({ id }, customer),
    ])
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    expect(await claims(shop.providerId)).toHaveLength(4);
  });

  test("a series that was held before signing in is adopted", async () => {
    const shop = await world.shop();
    const guestId = crypto.randomUUID();
    const held = await world.bookings.createSeriesHold(
      { serviceId: shop.serviceId, start: world.at(9, 2), rule },
      asGuest(guestId),
    );
    const userId = await world.customer();
    const series = await world.bookings.createSeries({ holdId: held.id }, asUser(userId, guestId));
    expect(series.bookings).toHaveLength(4);
    expect((await world.bookings.getSeries({ id: series.id }, asUser(userId))).party).toBe(
      "customer",
    );
  });

  test("the saved card confirms all of an instant series at once, and tells of it once", async () => {
    const { id, customer, bookings } = await bookSeries();
    expect(await statuses(id, customer)).toEqual(four("confirmed"));
    expect(await told(id)).toEqual(["series.confirmed"]);
    expect(await loud(bookings.map((booking) => booking.id))).toEqual([]);
    for (const booking of bookings) {
      const entries = await transaction(world.database.owner, system("test"), (tx) =>
        listTimeline(tx, booking.id),
      );
      expect(entries.map(({ action }) => action)).toEqual(["book", "pay"]);
      expect(replay(entries)!.status).toBe("confirmed");
    }
  });

  test("what is not paid within the ten minutes expires as a whole; what is paid too late does when a time is gone", async () => {
    const first = await bookSeries({ unpaid: true });
    await world.harness.advance(11 * 60_000);
    expect(await statuses(first.id, first.customer)).toEqual(four("expired"));
    expect(await claims(first.shop.providerId)).toEqual([]);

    const late = await bookSeries({ unpaid: true });
    world.harness.clock.advance(601_000);
    await world.bookings.createHold(
      { serviceId: late.shop.serviceId, start: late.bookings[2]!.start },
      asGuest(),
    );
    await world.tell("payment.card_saved", late.bookings[0]!.id);
    expect(await statuses(late.id, late.customer)).toEqual(four("expired"));
    expect(await claims(late.shop.providerId)).toHaveLength(1);

    const begun = await bookSeries({ unpaid: true });
    const { start } = begun.bookings[0]!;
    world.harness.clock.advance(Date.parse(start) - world.harness.clock.now().getTime());
    await world.tell("payment.card_saved", begun.bookings[1]!.id);
    expect(await statuses(begun.id, begun.customer)).toEqual(four("expired"));
  });

  test("an unpaid series is called off as a whole only", async () => {
    const { id, customer, bookings, shop } = await bookSeries({ unpaid: true });
    await expect(
      world.bookings.cancelBooking({ id: bookings[1]!.id }, customer),
    ).rejects.toMatchObject({ code: "invalid_transition" });
    await expect(world.bookings.cancelSeries({ id, from: 2 }, customer)).rejects.toMatchObject({
      code: "unprocessable",
    });
    await world.bookings.cancelSeries({ id }, customer);
    expect(await statuses(id, customer)).toEqual(four("cancelled"));
    expect(await claims(shop.providerId)).toEqual([]);
  });
});

describe("a series that is asked for", () => {
  test("is accepted whole, or single requests of it are declined first", async () => {
    const { id, customer, provider, bookings } = await bookSeries({ isInstant: false });
    expect(await told(id)).toEqual(["series.requested"]);
    expect((await world.bookings.getSeries({ id }, provider)).actions).toEqual([
      "accept",
      "decline",
      "cancel",
    ]);
    await world.bookings.declineBooking({ id: bookings[1]!.id, reason: "Away." }, provider);
    await expect(world.bookings.acceptSeries({ id }, customer)).rejects.toMatchObject({
      code: "forbidden",
    });
    const accepted = await world.bookings.acceptSeries({ id }, provider);
    expect(accepted.bookings.map(({ status }) => status)).toEqual([
      "confirmed",
      "declined",
      "confirmed",
      "confirmed",
    ]);
    expect(await told(id)).toEqual(["series.requested", "series.confirmed"]);
    await expect(world.bookings.acceptSeries({ id }, provider)).rejects.toMatchObject({
      code: "invalid_transition",
    });
  });

  test("is declined whole", async () => {
    const { id, customer, provider, shop } = await bookSeries({ isInstant: false });
    await world.bookings.declineSeries({ id, reason: "No time." }, provider);
    expect(await statuses(id, customer)).toEqual(four("declined"));
    expect(await told(id)).toEqual(["series.requested", "series.declined"]);
    expect(await claims(shop.providerId)).toEqual([]);
  });

  test("lapses together after a day, and tells of it once", async () => {
    const { id, customer, bookings } = await bookSeries({ isInstant: false });
    await world.harness.advance(DAY + 60_000);
    expect(await statuses(id, customer)).toEqual(four("expired"));
    expect(await told(id)).toEqual(["series.requested", "series.expired"]);
    expect(await loud(bookings.map((booking) => booking.id))).toEqual([]);
  });
});

describe("cancelling a series", () => {
  test("from one occurrence on: each by its own policy, the sum is shown before and told once", async () => {
    const { id, customer, bookings, shop } = await bookSeries({ day: 3 });
    // Less than a day before the first: half of it is kept, the others are free.
    const start = Date.parse(bookings[0]!.start);
    await world.harness.advance(start - 12 * 3_600_000 - world.harness.clock.now().getTime());
    const quote = await world.bookings.getSeriesCancellationQuote({ id }, customer);
    expect(
      quote.items.map(({ occurrence, keep, refund }) => [occurrence, keep.amount, refund.amount]),
    ).toEqual([
      [1, 2250, 2250],
      [2, 0, 4500],
      [3, 0, 4500],
      [4, 0, 4500],
    ]);
    expect([quote.keep.amount, quote.refund.amount]).toEqual([2250, 15_750]);
    const later = await world.bookings.cancelSeries({ id, from: 3, reason: "Moving" }, customer);
    expect(later.bookings.map(({ status }) => status)).toEqual([
      "confirmed",
      "confirmed",
      "cancelled",
      "cancelled",
    ]);
    await world.bookings.cancelSeries({ id }, customer);
    expect(await statuses(id, customer)).toEqual(four("cancelled"));
    const events = await query<{ data: { keep: { amount: number }; bookingIds: string[] } }>(
      world.database.owner,
      "select data from platform.outbox where aggregate_id = $1 and type = 'series.cancelled' order by id",
      [id],
    );
    expect(events.map(({ data }) => [data.keep.amount, data.bookingIds.length])).toEqual([
      [0, 2],
      [2250, 2],
    ]);
    expect(await loud(bookings.map((booking) => booking.id))).toEqual(["booking.reminder_due"]);
    expect(await claims(shop.providerId)).toEqual([]);
    await expect(world.bookings.cancelSeries({ id }, customer)).rejects.toMatchObject({
      code: "invalid_transition",
    });
  });

  test("by the provider it costs the customer nothing; what has begun stays", async () => {
    const { id, customer, provider, bookings } = await bookSeries({ day: 3 });
    await world.harness.advance(
      Date.parse(bookings[0]!.start) + 60_000 - world.harness.clock.now().getTime(),
    );
    expect((await world.bookings.getSeriesCancellationQuote({ id }, provider)).keep.amount).toBe(0);
    await world.bookings.cancelSeries({ id }, provider);
    expect(await statuses(id, customer)).toEqual([
      "confirmed",
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
  });
});

describe("moving a series", () => {
  const startsOf = async (id: string, who: ReturnType<typeof asUser>): Promise<string[]> =>
    (await world.bookings.getSeries({ id }, who)).bookings.map(({ start }) => start);

  test("one and those that follow move by as much, all with their claims, and it is told of once", async () => {
    const { id, customer, bookings, shop } = await bookSeries({ day: 5 });
    const input = { id, from: 2, start: world.at(14, 13) };
    const plan = await world.bookings.previewSeriesMove(input, customer);
    expect(plan).toMatchObject({ isOpen: true, timeZone: "UTC" });
    expect(
      plan.occurrences.map(({ occurrence, previousStart, start, state }) => [
        occurrence,
        previousStart,
        start,
        state,
      ]),
    ).toEqual([
      [2, world.at(9, 12), world.at(14, 13), "open"],
      [3, world.at(9, 19), world.at(14, 20), "open"],
      [4, world.at(9, 26), world.at(14, 27), "open"],
    ]);
    const moved = await world.bookings.rescheduleSeries(input, customer);
    const expected = [world.at(9, 5), world.at(14, 13), world.at(14, 20), world.at(14, 27)];
    expect(moved.bookings.map(({ start }) => start)).toEqual(expected);
    expect(await startsOf(id, customer)).toEqual(expected);
    const rows = await query<{ start: Date }>(
      world.database.owner,
      "select lower(period) as start from bookings.time_claims where provider_id = $1 order by 1",
      [shop.providerId],
    );
    expect(rows.map(({ start }) => start.toISOString())).toEqual(expected);
    expect(await told(id)).toEqual(["series.confirmed", "series.rescheduled"]);
    expect(await loud(bookings.map((booking) => booking.id))).toEqual([]);
    for (const booking of moved.bookings) {
      const entries = await transaction(world.database.owner, system("test"), (tx) =>
        listTimeline(tx, booking.id),
      );
      expect(replay(entries)!.start).toBe(booking.start);
    }
  });

  test("by a week each takes the time of the next", async () => {
    const { id, customer } = await bookSeries({ day: 5 });
    await world.bookings.rescheduleSeries({ id, start: world.at(9, 12) }, customer);
    expect(await startsOf(id, customer)).toEqual([12, 19, 26, 33].map((day) => world.at(9, day)));
  });

  test("when a time cannot be had none moves; it goes on with another one, or that date stays", async () => {
    const { id, customer, shop } = await bookSeries({ day: 5 });
    for (const day of [13, 20])
      await world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(14, day) },
        asGuest(),
      );
    const input = { id, start: world.at(14, 6) };
    const call = world.bookings.rescheduleSeries(input, customer);
    await expect(call).rejects.toMatchObject({
      code: "slot_taken",
      data: {
        conflicts: [
          { occurrence: 2, reason: "taken", start: world.at(14, 13) },
          { occurrence: 3, reason: "taken" },
        ],
      },
    });
    expect((await startsOf(id, customer))[0]).toBe(world.at(9, 5));
    await world.bookings.rescheduleSeries(
      { ...input, replacements: [{ occurrence: 2, start: world.at(15, 13) }], skip: [3] },
      customer,
    );
    expect(await startsOf(id, customer)).toEqual([
      world.at(14, 6),
      world.at(15, 13),
      world.at(9, 19),
      world.at(14, 27),
    ]);
  });

  test("what cannot move at once any more says so, and can stay", async () => {
    const { id, customer, bookings } = await bookSeries({ day: 3 });
    const start = Date.parse(bookings[0]!.start);
    await world.harness.advance(start - 12 * 3_600_000 - world.harness.clock.now().getTime());
    const input = { id, start: new Date(start + 3 * 3_600_000).toISOString() };
    await expect(world.bookings.rescheduleSeries(input, customer)).rejects.toMatchObject({
      code: "slot_unavailable",
      data: { conflicts: [{ occurrence: 1, reason: "fixed", alternatives: [] }] },
    });
    const moved = await world.bookings.rescheduleSeries({ ...input, skip: [1] }, customer);
    expect(moved.bookings.map((booking) => Date.parse(booking.start) - start)).toEqual(
      [0, 7, 14, 21].map((days) => days * DAY + (days === 0 ? 0 : 3 * 3_600_000)),
    );
  });

  test("is the customer's to do, within the hours, and to another time", async () => {
    const day = world.at(14, 13).slice(0, 10);
    const { id, customer, provider } = await bookSeries({
      day: 5,
      rules: { exceptions: [{ day, windows: [] }] },
    });
    const input = { id, start: world.at(14, 6) };
    await expect(world.bookings.rescheduleSeries(input, provider)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      world.bookings.previewSeriesMove(input, asUser(await world.customer())),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(world.bookings.rescheduleSeries(input, customer)).rejects.toMatchObject({
      code: "slot_unavailable",
      data: { conflicts: [{ occurrence: 2, reason: "not_offered" }] },
    });
    await expect(
      world.bookings.rescheduleSeries({ id, start: world.at(9, 5) }, customer),
    ).rejects.toMatchObject({ code: "unprocessable" });
    for (const start of ["2020-01-01T10:00:00Z", "9999-12-31T23:59:59Z"])
      await expect(world.bookings.previewSeriesMove({ id, start }, customer)).rejects.toMatchObject(
        { code: "unprocessable" },
      );
    await world.bookings.cancelSeries({ id }, customer);
    await expect(world.bookings.rescheduleSeries(input, customer)).rejects.toMatchObject({
      code: "invalid_transition",
    });
  });
});

describe("whose a series is", () => {
  test("its customer's and its provider's; to others, operators too, it does not exist", async () => {
    const { id, provider } = await bookSeries();
    expect((await world.bookings.getSeries({ id }, provider)).party).toBe("provider");
    for (const who of [asUser(await world.customer()), asAdmin()]) {
      const missing = { code: "not_found" };
      await expect(world.bookings.getSeries({ id }, who)).rejects.toMatchObject(missing);
      await expect(world.bookings.cancelSeries({ id }, who)).rejects.toMatchObject(missing);
      await expect(world.bookings.acceptSeries({ id }, who)).rejects.toMatchObject(missing);
      await expect(world.bookings.getSeriesCancellationQuote({ id }, who)).rejects.toMatchObject(
        missing,
      );
    }
    await expect(world.bookings.getSeries({ id }, asGuest())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(world.bookings.cancelSeries({ id, from: 9 }, provider)).rejects.toMatchObject({
      code: "unprocessable",
    });
  });
});

test("a year of weeks is booked, moved and cancelled as one", async () => {
  const shop = await world.shop({ rules: { horizonDays: 365 } });
  const customer = asUser(await world.customer());
  const held = await world.bookings.createSeriesHold(
    { serviceId: shop.serviceId, start: world.at(9, 3), rule: { ...rule, count: 52 } },
    customer,
  );
  const { id, bookings } = await world.bookings.createSeries({ holdId: held.id }, customer);
  await world.tell("payment.card_saved", bookings[0]!.id);
  const moved = await world.bookings.rescheduleSeries({ id, start: world.at(14, 4) }, customer);
  expect(moved.bookings.map(({ start }) => start)).toEqual(
    bookings.map((_booking, week) => world.at(14, 4 + 7 * week)),
  );
  await world.bookings.cancelSeries({ id }, customer);
  expect(new Set(await statuses(id, customer))).toEqual(new Set(["cancelled"]));
  expect(await told(id)).toEqual(["series.confirmed", "series.rescheduled", "series.cancelled"]);
  expect(await claims(shop.providerId)).toEqual([]);
});
