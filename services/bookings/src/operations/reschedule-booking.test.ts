import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asUser, book, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const HOUR = 3_600_000;
const untilStart = ({ start }: { start: string }) =>
  Date.parse(start) - world.harness.clock.now().getTime();
const claimOf = async (bookingId: string) =>
  (
    await query<{ start: Date; end: Date }>(
      world.database.owner,
      'select lower(period) as start, upper(period) as "end" from bookings.time_claims where booking_id = $1',
      [bookingId],
    )
  ).map(({ start, end }) => [start.toISOString(), end.toISOString()]);
const lastEvent = async (id: string, type: string) =>
  (
    await query<{ data: Record<string, unknown> }>(
      world.database.owner,
      "select data from platform.outbox where aggregate_id = $1 and type = $2 order by id desc limit 1",
      [id, type],
    )
  )[0]?.data;
const alternativesOf = (refusal: unknown) =>
  (refusal as { data: { alternatives: Array<{ start: string }> } }).data.alternatives;

describe("by the customer while cancelling is free", () => {
  test("the booking is at the new time at once, its claim with it, buffers included", async () => {
    const { id, customer, provider, booking, shop } = await book(world, {
      rules: { bufferBeforeMinutes: 15, bufferAfterMinutes: 30, stepMinutes: 15 },
    });
    expect(booking.actions).not.toContain("reschedule");
    const start = world.at(15, 2);
    const moved = await world.bookings.rescheduleBooking({ id, start, reason: "Ill" }, customer);
    expect(moved).toMatchObject({
      status: "confirmed",
      start,
      end: world.at(16, 2),
      proposal: null,
      reason: null,
      price: { amount: 4500 },
      policy: { steps: [{ until: world.at(15, 1), keepPercent: 0 }, { until: start }] },
      actions: ["cancel", "reschedule"],
    });
    expect(await claimOf(id)).toEqual([[world.at(14.75, 2), world.at(16.5, 2)]]);
    expect(await world.bookings.getBooking({ id }, provider)).toMatchObject({ start });
    expect(await lastEvent(id, "booking.rescheduled")).toMatchObject({
      by: "customer",
      proposedBy: null,
      start,
      previousStart: booking.start,
      previousEnd: booking.end,
    });
    const { items } = await world.bookings.getTimeline({ id }, provider);
    expect(items.at(-1)).toMatchObject({
      action: "reschedule",
      by: "customer",
      from: "confirmed",
      to: "confirmed",
      start,
      end: world.at(16, 2),
      reason: "Ill",
    });
    // The old time is open again.
    await world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest());
  });

  test("its own time is no obstacle: half an hour later is fine, the same time is not", async () => {
    const { id, customer, booking } = await book(world);
    const start = world.at(12.5, 3);
    expect(await world.bookings.rescheduleBooking({ id, start }, customer)).toMatchObject({
      start,
    });
    await expect(world.bookings.rescheduleBooking({ id, start }, customer)).rejects.toMatchObject({
      code: "unprocessable",
      message: "The booking is at this time already.",
    });
    await world.bookings.rescheduleBooking({ id, start: booking.start }, customer);
    expect(await claimOf(id)).toEqual([[booking.start, booking.end]]);
  });

  test("a time that somebody has is refused with five that are really open", async () => {
    const { id, customer, booking, shop } = await book(world);
    const start = world.at(12, 2);
    await world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest());
    const refusal = await world.bookings
      .rescheduleBooking({ id, start }, customer)
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "slot_taken", status: 409 });
    expect(alternativesOf(refusal)).toHaveLength(5);
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      start: booking.start,
    });
    expect(await claimOf(id)).toEqual([[booking.start, booking.end]]);
    for (const { start: other } of alternativesOf(refusal))
      await world.bookings.rescheduleBooking({ id, start: other }, customer);
  });

  test("a day that has as many jobs as the provider takes is no other time; its own day has room for it", async () => {
    const { id, customer, shop } = await book(world, { rules: { dailyMax: 1 } });
    await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 2) },
      asGuest(),
    );
    const refusal = await world.bookings
      .rescheduleBooking({ id, start: world.at(15, 2) }, customer)
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "slot_taken" });
    await world.bookings.rescheduleBooking({ id, start: world.at(15, 3) }, customer);
    await world.bookings.rescheduleBooking({ id, start: world.at(9, 1) }, customer);
    // The day it left has room again, the one it came to has none.
    const hold = (day: number) =>
      world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(18, day) }, asGuest());
    await hold(3);
    await expect(hold(1)).rejects.toMatchObject({ code: "slot_taken" });
  });

  test("a hold that ran out is no obstacle, even while its row is there", async () => {
    const { id, customer, shop } = await book(world);
    const start = world.at(12, 2);
    await world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest());
    world.harness.clock.advance(600_001);
    await world.bookings.rescheduleBooking({ id, start }, customer);
  });

  test("when the provider is busy elsewhere it is refused, but the provider may propose it", async () => {
    const { id, customer, provider, shop } = await book(world);
    await query(
      world.database.owner,
      `with calendar as (
         insert into bookings.external_calendars (provider_id, user_id, name, url, created_at, asked_at, next_fetch_at)
         values ($1, $2, 'Private', 'https://calendar.example/private', now(), now(), now()) returning id
       )
       insert into bookings.external_busy (calendar_id, provider_id, starts_at, ends_at) select id, $1, $3, $4 from calendar`,
      [shop.providerId, shop.userId, world.at(9, 2), world.at(12, 2)],
    );
    const start = world.at(11.5, 2);
    await expect(world.bookings.rescheduleBooking({ id, start }, customer)).rejects.toMatchObject({
      code: "slot_taken",
      data: { alternatives: [{ start: world.at(12, 2) }, {}, {}, {}, {}] },
    });
    await world.bookings.rescheduleBooking({ id, start }, provider);
    expect(await world.bookings.acceptProposal({ id, start }, customer)).toMatchObject({ start });
  });

  test("a time outside the hours, in the past, or beyond the horizon is refused with others", async () => {
    const { id, customer } = await book(world, {
      rules: {
        horizonDays: 10,
        weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "17:00" })),
      },
    });
    for (const start of [world.at(8, 2), world.at(12.1, 2), world.at(12, -2), world.at(12, 11)]) {
      const refusal = await world.bookings
        .rescheduleBooking({ id, start }, customer)
        .catch((error: unknown) => error);
      expect(refusal, start).toMatchObject({ code: "slot_unavailable", status: 422 });
      expect(alternativesOf(refusal)).toHaveLength(5);
    }
  });

  test("a request moves too, and its answer is due by its new start", async () => {
    const { id, customer, booking } = await book(world, { isInstant: false });
    const halfHour = HOUR / 2;
    const soon = new Date(
      Math.ceil((world.harness.clock.now().getTime() + 4 * HOUR) / halfHour) * halfHour,
    );
    const moved = await world.bookings.rescheduleBooking(
      { id, start: soon.toISOString() },
      customer,
    );
    expect(moved).toMatchObject({ status: "pending", start: soon.toISOString() });
    expect(Date.parse(moved.expiresAt!)).toBe(soon.getTime() - 2 * HOUR);
    expect((await world.events(id)).filter((type) => type === "booking.requested")).toHaveLength(1);
    expect(booking.start).not.toBe(moved.start);
    await world.harness.advance(soon.getTime() - 2 * HOUR - world.harness.clock.now().getTime());
    expect((await world.bookings.getRecord({ id }))!.status).toBe("expired");
  });
});

test("a request moves to no time at which it could not be answered any more, whoever wishes it", async () => {
  const { id, customer, provider, booking } = await book(world, { isInstant: false });
  const now = world.harness.clock.now().getTime();
  const halfHour = Math.ceil(now / (HOUR / 2)) * (HOUR / 2);
  const inHours = (hours: number) => new Date(halfHour + hours * HOUR).toISOString();
  await expect(
    world.bookings.rescheduleBooking({ id, start: inHours(2) }, provider),
  ).rejects.toMatchObject({ code: "slot_unavailable", status: 422 });
  const start = inHours(3.5);
  await world.bookings.rescheduleBooking({ id, start }, provider);
  // Two hours before the new time it is too late to agree: the request would be over at once.
  world.harness.clock.advance(Date.parse(start) - 2 * HOUR - now - 60_000);
  const { proposal } = await world.bookings.getBooking({ id }, customer);
  expect(proposal).toMatchObject({
    start,
    expiresAt: new Date(Date.parse(start) - 2 * HOUR).toISOString(),
  });
  world.harness.clock.advance(60_000);
  await expect(world.bookings.acceptProposal({ id, start }, customer)).rejects.toMatchObject({
    code: "conflict",
    status: 409,
  });
  expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
    status: "pending",
    start: booking.start,
  });
});

describe("where cancelling would cost something", () => {
  test("to the minute: until a day before the start it moves at once, after that it is proposed", async () => {
    for (const [late, moves] of [
      [-30_000, true],
      [30_000, false],
    ] as const) {
      const { id, customer, booking } = await book(world, { day: 2 });
      world.harness.clock.advance(untilStart(booking) - 24 * HOUR + late);
      const start = world.at(20, 1);
      const answer = await world.bookings.rescheduleBooking({ id, start }, customer);
      expect(answer.start).toBe(moves ? start : booking.start);
      if (moves) expect(answer.proposal).toBeNull();
      else expect(answer.proposal).toMatchObject({ by: "customer", start, end: world.at(21, 1) });
      expect(await claimOf(id)).toEqual([[answer.start, answer.end]]);
    }
  });

  test("the customer's proposal too is a time that the provider offers and nobody has", async () => {
    const { id, customer, booking, shop } = await book(world);
    world.harness.clock.advance(untilStart(booking) - 23 * HOUR);
    const start = world.at(20, 1);
    await world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest());
    await expect(world.bookings.rescheduleBooking({ id, start }, customer)).rejects.toMatchObject({
      code: "slot_taken",
      data: { alternatives: [{}, {}, {}, {}, {}] },
    });
    await expect(
      world.bookings.rescheduleBooking({ id, start: world.at(20.1, 1) }, customer),
    ).rejects.toMatchObject({ code: "slot_unavailable" });
  });
});

describe("by the provider", () => {
  test("it is always a proposal, at whatever time, and claims nothing", async () => {
    const { id, customer, provider, booking, shop } = await book(world, {
      rules: {
        weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "17:00" })),
      },
    });
    const start = world.at(19.75, 2);
    const made = world.harness.clock.now().getTime();
    const answer = await world.bookings.rescheduleBooking(
      { id, start, reason: "The van is in repair" },
      provider,
    );
    expect(answer).toMatchObject({
      start: booking.start,
      reason: null,
      proposal: { by: "provider", start, end: world.at(20.75, 2), reason: "The van is in repair" },
      actions: ["cancel", "propose", "withdraw_proposal"],
    });
    expect(Date.parse(answer.proposal!.expiresAt) - made).toBeCloseTo(24 * HOUR, -4);
    expect(await claimOf(id)).toEqual([[booking.start, booking.end]]);
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      proposal: { by: "provider", start },
      actions: ["cancel", "reschedule", "accept_proposal", "decline_proposal"],
    });
    expect(await lastEvent(id, "booking.reschedule_proposed")).toMatchObject({
      proposedBy: "provider",
      proposedStart: start,
      start: booking.start,
      reason: "The van is in repair",
      expiresAt: answer.proposal!.expiresAt,
    });
    // A second one replaces it.
    const other = world.at(10, 2);
    expect(await world.bookings.rescheduleBooking({ id, start: other }, provider)).toMatchObject({
      proposal: { start: other, reason: null },
    });
    await world.bookings.createHold({ serviceId: shop.serviceId, start: other }, asGuest());
  });

  test("weeks ahead: the hold on the card is somebody else's business", async () => {
    const { id, customer } = await book(world);
    const start = world.at(12, 30);
    expect(await world.bookings.rescheduleBooking({ id, start }, customer)).toMatchObject({
      start,
      status: "confirmed",
    });
  });

  test("a time that somebody has, is over, or lies more than a year ahead is refused with others", async () => {
    const { id, provider, shop } = await book(world);
    await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(12, 2) },
      asGuest(),
    );
    await expect(
      world.bookings.rescheduleBooking({ id, start: world.at(12.5, 2) }, provider),
    ).rejects.toMatchObject({ code: "slot_taken", data: { alternatives: [{}, {}, {}, {}, {}] } });
    for (const start of [
      world.at(12, -3),
      world.at(12, 366),
      world.at(12, 2).replace("00.0", "01.0"),
    ])
      await expect(
        world.bookings.rescheduleBooking({ id, start }, provider),
        start,
      ).rejects.toMatchObject({ code: "slot_unavailable", status: 422 });
  });

  test("moving at once makes the other side's proposal void", async () => {
    const { id, customer, provider } = await book(world);
    await world.bookings.rescheduleBooking({ id, start: world.at(9, 2) }, provider);
    await world.bookings.rescheduleBooking({ id, start: world.at(10, 2) }, customer);
    await expect(world.bookings.withdrawProposal({ id }, provider)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

test("who may not, and when not", async () => {
  const { id, customer, provider, booking } = await book(world);
  const input = { id, start: world.at(10, 2) };
  const reschedule = world.bookings.rescheduleBooking;
  await expect(reschedule(input, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(reschedule(input, asUser(await world.customer()))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(reschedule({ ...input, id: randomUUID() }, customer)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(reschedule(input, asAdmin())).rejects.toMatchObject({
    code: "forbidden",
    message: "Only the customer and the provider can propose another time for a booking.",
  });
  await expect(reschedule({ id, start: "tomorrow" }, customer)).rejects.toMatchObject({
    status: 400,
  });
  const unpaid = await book(world, { unpaid: true });
  await expect(reschedule({ ...input, id: unpaid.id }, unpaid.customer)).rejects.toMatchObject({
    code: "invalid_transition",
    message: "This booking is waiting for payment, so you cannot move it.",
  });
  world.harness.clock.advance(untilStart(booking));
  for (const who of [customer, provider])
    await expect(reschedule({ id, start: world.at(10, 1) }, who)).rejects.toMatchObject({
      code: "unprocessable",
      message: "The time of this booking has come; it cannot move any more.",
    });
  await world.bookings.cancelBooking({ id }, customer);
  await expect(reschedule(input, customer)).rejects.toMatchObject({ code: "invalid_transition" });
});

describe("the clock goes by the new time", () => {
  test("one reminder for the new start, completion a day after the new end; the old jobs do nothing", async () => {
    const { id, customer, booking } = await book(world, { day: 1 });
    const start = world.at(12, 3);
    await world.bookings.rescheduleBooking({ id, start }, customer);
    const reminders = async () =>
      (await world.events(id)).filter((type) => type === "booking.reminder_due").length;
    // Whatever was arranged for the old time, even if the queue still had it.
    const { jobs } = world.harness.registry.get("bookings")!;
    await world.harness.advance(untilStart(booking) - 24 * HOUR + 1000);
    await jobs["bookings.remind"]!({ bookingId: id } as never);
    expect(await reminders()).toBe(0);
    await world.harness.advance(25 * HOUR + 24 * HOUR);
    await jobs["bookings.complete-due"]!({ bookingId: id } as never);
    expect((await world.bookings.getRecord({ id }))!.status).toBe("confirmed");
    await world.harness.advance(untilStart({ start }) - 24 * HOUR + 1000);
    expect(await reminders()).toBe(1);
    await world.harness.advance(49 * HOUR);
    expect((await world.bookings.getRecord({ id }))!.status).toBe("completed");
    expect(await reminders()).toBe(1);
  });

  test("a booking that was reminded of and moves away is reminded of again", async () => {
    const { id, provider, customer, booking } = await book(world, { day: 1, hour: 12 });
    await world.harness.advance(untilStart(booking) - 24 * HOUR + 1000);
    const start = world.at(12, 1);
    await world.bookings.rescheduleBooking({ id, start }, provider);
    await world.bookings.acceptProposal({ id, start }, customer);
    await world.harness.advance(untilStart({ start }) - 2 * HOUR);
    expect((await world.events(id)).filter((type) => type === "booking.reminder_due")).toHaveLength(
      2,
    );
  });
});
