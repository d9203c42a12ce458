import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asUser, book, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const HOUR = 3_600_000;
const status = async (id: string) => (await world.bookings.getRecord({ id }))!.status;
const untilStart = (booking: { start: string }) =>
  Date.parse(booking.start) - world.harness.clock.now().getTime();

describe("paid and answered", () => {
  test("an instant booking is confirmed by its payment, told once however often it is told", async () => {
    const { id } = await book(world);
    await world.authorize(id);
    await world.harness.settle();
    expect(await status(id)).toBe("confirmed");
    expect(await world.events(id)).toEqual(["booking.created", "booking.confirmed"]);
    expect(
      await query(
        world.database.owner,
        "select kind, expires_at from bookings.time_claims where booking_id = $1",
        [id],
      ),
    ).toEqual([{ kind: "booking", expires_at: null }]);
  });

  test("what is paid when its time has come is not confirmed, though nobody else has it", async () => {
    const { id, booking } = await book(world, { unpaid: true });
    world.harness.clock.advance(untilStart(booking) - 1_000);
    const { id: other, booking: later } = await book(world, { unpaid: true });
    await world.authorize(id);
    await world.harness.settle();
    expect(await status(id)).toBe("confirmed");
    world.harness.clock.advance(untilStart(later));
    await world.authorize(other);
    await world.harness.settle();
    expect(await status(other)).toBe("expired");
    expect(await world.events(other)).toEqual(["booking.created", "booking.expired"]);
  });

  test("a request is accepted by its provider only", async () => {
    const { id, customer, provider } = await book(world, { isInstant: false });
    expect(await world.bookings.getBooking({ id }, provider)).toMatchObject({
      status: "pending",
      party: "provider",
      actions: ["accept", "decline", "cancel", "propose"],
    });
    await expect(world.bookings.acceptBooking({ id }, customer)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      world.bookings.acceptBooking({ id }, asUser(await world.customer())),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(world.bookings.acceptBooking({ id }, asGuest())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(world.bookings.acceptBooking({ id }, asAdmin())).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(world.bookings.acceptBooking({ id: "x" }, provider)).rejects.toMatchObject({
      status: 400,
    });
    expect(await world.bookings.acceptBooking({ id }, provider)).toMatchObject({
      status: "confirmed",
      expiresAt: null,
    });
    await expect(world.bookings.acceptBooking({ id }, provider)).rejects.toMatchObject({
      code: "invalid_transition",
      message: "This booking is confirmed, so you cannot accept it.",
    });
    expect(await world.events(id)).toEqual([
      "booking.created",
      "booking.requested",
      "booking.confirmed",
    ]);
  });

  test("a declined request frees the time", async () => {
    const { id, provider, shop, booking } = await book(world, { isInstant: false });
    expect(
      await world.bookings.declineBooking({ id, reason: "On holiday" }, provider),
    ).toMatchObject({ status: "declined", reason: "On holiday", actions: [] });
    await world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest());
  });

  test("a request without an answer lapses after a day", async () => {
    const { id } = await book(world, { isInstant: false });
    await world.harness.advance(24 * HOUR - 60_000);
    expect(await status(id)).toBe("pending");
    await world.harness.advance(120_000);
    expect(await status(id)).toBe("expired");
    expect(await world.events(id)).toContain("booking.expired");
  });

  test("a request whose time is over is accepted by nobody, though the clock is late, and not moved either", async () => {
    const { id, customer, provider } = await book(world, { isInstant: false });
    const { expiresAt } = await world.bookings.getBooking({ id }, provider);
    // Without the jobs that are due meanwhile.
    world.harness.clock.advance(Date.parse(expiresAt!) - world.harness.clock.now().getTime());
    const over = { code: "invalid_transition", status: 409 };
    await expect(world.bookings.acceptBooking({ id }, provider)).rejects.toMatchObject(over);
    await expect(world.bookings.declineBooking({ id }, provider)).rejects.toMatchObject(over);
    for (const who of [customer, provider])
      await expect(
        world.bookings.rescheduleBooking({ id, start: world.at(12, 5) }, who),
      ).rejects.toMatchObject(over);
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      status: "pending",
      actions: ["cancel"],
    });
    await world.harness.advance(24 * HOUR);
    expect(await status(id)).toBe("expired");
  });

  test("without payment the time is free again after ten minutes", async () => {
    const { id, shop, booking } = await book(world, { unpaid: true });
    await world.harness.advance(601_000);
    expect(await status(id)).toBe("expired");
    await world.authorize(id);
    await world.harness.settle();
    expect(await world.events(id)).toEqual([
      "booking.created",
      "booking.expired",
      "booking.paid_too_late",
    ]);
    await world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest());
  });
});

describe("cancelling", () => {
  test("the quote is what cancelling costs, by the terms of the booking", async () => {
    const { id, customer, provider, booking } = await book(world, { hour: 12, day: 2 });
    expect(await world.bookings.getCancellationQuote({ id }, customer)).toMatchObject({
      keepPercent: 0,
      refund: { amount: 4500 },
      freeUntil: booking.policy.steps[0]!.until,
    });
    world.harness.clock.advance(untilStart(booking) - 23 * HOUR);
    expect(await world.bookings.getCancellationQuote({ id }, customer)).toEqual({
      keep: { amount: 2250, currency: "USD" },
      refund: { amount: 2250, currency: "USD" },
      keepPercent: 50,
      freeUntil: null,
    });
    expect(await world.bookings.getCancellationQuote({ id }, provider)).toMatchObject({
      keepPercent: 0,
      refund: { amount: 4500 },
    });
    expect(await world.bookings.cancelBooking({ id, reason: "Ill" }, customer)).toMatchObject({
      status: "cancelled",
      cancelledBy: "customer",
      reason: "Ill",
      actions: [],
    });
    const [event] = await query<{ data: object }>(
      world.database.owner,
      "select data from platform.outbox where aggregate_id = $1 and type = 'booking.cancelled'",
      [id],
    );
    expect(event!.data).toMatchObject({
      by: "customer",
      reason: "Ill",
      wasPaid: true,
      keep: { amount: 2250 },
      refund: { amount: 2250 },
    });
    await expect(world.bookings.cancelBooking({ id }, customer)).rejects.toMatchObject({
      code: "invalid_transition",
    });
    await expect(world.bookings.getCancellationQuote({ id }, customer)).rejects.toMatchObject({
      code: "invalid_transition",
    });
  });

  test("an operator may cancel, a stranger sees nothing, an unpaid booking costs nothing", async () => {
    const one = await book(world);
    await expect(
      world.bookings.cancelBooking({ id: one.id }, asUser(await world.customer())),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await world.bookings.cancelBooking({ id: one.id }, asAdmin())).toMatchObject({
      cancelledBy: "admin",
      party: "admin",
    });
    const unpaid = await book(world, { unpaid: true });
    await expect(
      world.bookings.cancelBooking({ id: unpaid.id }, unpaid.provider),
    ).rejects.toMatchObject({ code: "invalid_transition" });
    await world.bookings.cancelBooking({ id: unpaid.id }, unpaid.customer);
    const [event] = await query<{ data: object }>(
      world.database.owner,
      "select data from platform.outbox where aggregate_id = $1 and type = 'booking.cancelled'",
      [unpaid.id],
    );
    expect(event!.data).toMatchObject({
      wasPaid: false,
      keep: { amount: 0 },
      refund: { amount: 0 },
    });
  });
});

/** What a booking has of its provider's calendar. */
const claimOf = async (id: string) =>
  (
    await query<{ start: Date; end: Date }>(
      world.database.owner,
      `select lower(period) as start, upper(period) as "end" from bookings.time_claims where booking_id = $1`,
      [id],
    )
  ).map(({ start, end }) => ({ start: start.toISOString(), end: end.toISOString() }));

describe("a job that is done", () => {
  const DAY = 24 * HOUR;
  /** Of a shop that takes one job a day, or a week; this one is on a Monday, and done. */
  const done = async (options: Parameters<typeof book>[1]) => {
    const monday = [1, 2, 3, 4, 5, 6, 7].find(
      (day) => new Date(world.at(0, day)).getUTCDay() === 1,
    )!;
    const booked = await book(world, { hour: 2, day: monday, ...options });
    world.harness.clock.advance(untilStart(booked.booking) + HOUR);
    await world.bookings.completeBooking({ id: booked.id }, booked.provider);
    return booked;
  };
  const openDays = async ({ shop, booking }: Awaited<ReturnType<typeof book>>) => {
    const day = (ahead: number) =>
      new Date(Date.parse(booking.start) + ahead * DAY).toISOString().slice(0, 10);
    const { slots } = await world.bookings.listSlots(
      { id: shop.providerId, serviceId: shop.serviceId, from: day(0), to: day(7) },
      asGuest(),
    );
    const days = new Set(slots.map((slot) => slot.day));
    return Array.from({ length: 8 }, (_, ahead) => days.has(day(ahead)));
  };
  const hold = ({ shop, booking }: Awaited<ReturnType<typeof book>>, hours: number) =>
    world.bookings.createHold(
      {
        serviceId: shop.serviceId,
        start: new Date(Date.parse(booking.start) + hours * HOUR).toISOString(),
      },
      asGuest(),
    );

  const forget = () =>
    world.harness.registry.get("bookings")!.jobs["bookings.forget-claims"]!({} as never);

  test.each([1, 3])("still counts for its day, %i at a time", async (capacity) => {
    const booked = await done({ rules: { dailyMax: 1 }, capacity });
    expect(await openDays(booked)).toEqual([false, true, true, true, true, true, true, true]);
    await expect(hold(booked, 5)).rejects.toMatchObject({ code: "slot_taken" });
    await hold(booked, 24);
    const claimed = () =>
      query(
        world.database.owner,
        "select from bookings.time_claims where provider_id = $1 and expires_at is null",
        [booked.shop.providerId],
      );
    expect(await claimed()).toHaveLength(1);
    world.harness.clock.advance(9 * DAY);
    await forget();
    expect(await claimed()).toEqual([]);
  });

  test("still counts for its week, to its end; then it is forgotten", async () => {
    const booked = await done({ rules: { weeklyMax: 1 } });
    const full = [false, false, false, false, false, false, false, true];
    expect(await openDays(booked)).toEqual(full);
    world.harness.clock.advance(6 * DAY);
    await forget();
    await expect(hold(booked, 6 * 24 + 10)).rejects.toMatchObject({ code: "slot_taken" });
    expect(await claimOf(booked.id)).toHaveLength(1);
    world.harness.clock.advance(3 * DAY);
    await forget();
    expect(await claimOf(booked.id)).toEqual([]);
  });

  test("leaves the rest of its day to others, and to its provider to take off", async () => {
    const booked = await done({ durationMinutes: 240 });
    await hold(booked, 1.5);
    const { providerId } = booked.shop;
    const day = wholeDayOf(booked.booking.start);
    await expect(
      world.bookings.createTimeOff({ id: providerId, ...day }, booked.provider),
    ).rejects.toMatchObject({ code: "conflict" });
    world.harness.clock.advance(600_001);
    expect(
      await world.bookings.createTimeOff({ id: providerId, ...day }, booked.provider),
    ).toMatchObject(day);
  });

  /** The whole day of a moment, UTC. */
  const wholeDayOf = (start: string) => {
    const from = Math.floor(Date.parse(start) / DAY) * DAY;
    return { start: new Date(from).toISOString(), end: new Date(from + DAY).toISOString() };
  };
});

describe("doing the job", () => {
  test("started and completed by the provider, each in its time", async () => {
    const { id, provider, customer, booking } = await book(world);
    await expect(world.bookings.startBooking({ id }, provider)).rejects.toMatchObject({
      code: "unprocessable",
      status: 422,
    });
    await expect(world.bookings.completeBooking({ id }, provider)).rejects.toMatchObject({
      code: "unprocessable",
    });
    world.harness.clock.advance(untilStart(booking) - 29 * 60_000);
    expect(await world.bookings.startBooking({ id }, provider)).toMatchObject({
      status: "in_progress",
    });
    await expect(world.bookings.cancelBooking({ id }, customer)).rejects.toMatchObject({
      code: "invalid_transition",
    });
    world.harness.clock.advance(HOUR);
    expect(await world.bookings.completeBooking({ id }, provider)).toMatchObject({
      status: "completed",
      actions: ["dispute"],
    });
    // The rest of its time is free again.
    const { completedAt } = (await world.bookings.getRecord({ id }))!;
    expect(await claimOf(id)).toEqual([{ start: booking.start, end: completedAt }]);
    const { items } = await world.bookings.getTimeline({ id }, customer);
    expect(items.map((item) => item.action)).toEqual(["book", "pay", "start", "complete"]);
  });

  test("who was not there is named by the other side, from a quarter of an hour after the start", async () => {
    const { id, customer, provider, booking } = await book(world);
    world.harness.clock.advance(untilStart(booking) + 14 * 60_000);
    const report = world.bookings.reportNoShow;
    const absent = { id, absent: "customer" as const, reason: "Rang three times" };
    await expect(report(absent, provider)).rejects.toMatchObject({
      code: "unprocessable",
      data: { allowedFrom: new Date(Date.parse(booking.start) + 15 * 60_000).toISOString() },
    });
    world.harness.clock.advance(60_000);
    await expect(report(absent, customer)).rejects.toMatchObject({
      code: "unprocessable",
      data: { errors: [{ path: "absent" }] },
    });
    await expect(report({ ...absent, absent: "nobody" as never }, provider)).rejects.toMatchObject({
      status: 400,
    });
    await expect(report(absent, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(report(absent, asUser(await world.customer()))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(report(absent, asAdmin())).rejects.toMatchObject({ code: "forbidden" });
    expect(await report(absent, provider)).toMatchObject({
      status: "no_show",
      absent: "customer",
      reason: "Rang three times",
      actions: ["dispute"],
    });
    await expect(report({ id, absent: "provider" }, customer)).rejects.toMatchObject({
      code: "invalid_transition",
    });
    const [event] = await query<{ data: object }>(
      world.database.owner,
      "select data from platform.outbox where aggregate_id = $1 and type = 'booking.no_show'",
      [id],
    );
    expect(event!.data).toMatchObject({ absent: "customer", reason: "Rang three times" });
    const { items } = await world.bookings.getTimeline({ id }, customer);
    expect(items.at(-1)).toMatchObject({ action: "no_show", by: "provider", to: "no_show" });
    expect(await claimOf(id)).toEqual([{ start: booking.start, end: items.at(-1)!.at }]);
    // The clock has nothing to complete any more.
    await world.harness.advance(30 * HOUR);
    expect(await status(id)).toBe("no_show");
  });

  test("a provider who did not come is named by the customer, unless the job has begun", async () => {
    const one = await book(world);
    world.harness.clock.advance(untilStart(one.booking) + 16 * 60_000);
    expect(
      await world.bookings.reportNoShow({ id: one.id, absent: "provider" }, one.customer),
    ).toMatchObject({ status: "no_show", absent: "provider" });
    const two = await book(world);
    world.harness.clock.advance(untilStart(two.booking) + 16 * 60_000);
    await world.bookings.startBooking({ id: two.id }, two.provider);
    await expect(
      world.bookings.reportNoShow({ id: two.id, absent: "provider" }, two.customer),
    ).rejects.toMatchObject({ code: "invalid_transition" });
  });

  test("the clock reminds once, and completes what nobody closed", async () => {
    const { id, booking } = await book(world);
    await world.harness.advance(untilStart(booking) - 24 * HOUR + 1_000);
    await world.harness.registry.get("bookings")!.jobs["bookings.remind"]!({
      bookingId: id,
    } as never);
    expect((await world.events(id)).filter((type) => type === "booking.reminder_due")).toHaveLength(
      1,
    );
    await world.harness.advance(49 * HOUR - 60_000);
    expect(await status(id)).toBe("confirmed");
    await world.harness.advance(120_000);
    expect(await status(id)).toBe("completed");
  });
});
