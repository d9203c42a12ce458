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
const claimOf = (bookingId: string) =>
  query<{ start: Date }>(
    world.database.owner,
    "select lower(period) as start from bookings.time_claims where booking_id = $1",
    [bookingId],
  );
const lastEvent = async (id: string) =>
  (
    await query<{ type: string; data: Record<string, unknown> }>(
      world.database.owner,
      "select type, data from platform.outbox where aggregate_id = $1 order by id desc limit 1",
      [id],
    )
  )[0]!;

/** A confirmed booking for whose customer the provider has another time. */
const proposed = async (options: Parameters<typeof book>[1] = {}) => {
  const booked = await book(world, options);
  const start = world.at(10, 2);
  const answer = await world.bookings.rescheduleBooking({ id: booked.id, start }, booked.provider);
  return { ...booked, start, proposal: answer.proposal! };
};

describe("accepted", () => {
  test("the booking is at the proposed time, and both can read how it came there", async () => {
    const { id, customer, provider, booking, start, shop } = await proposed();
    const moved = await world.bookings.acceptProposal({ id, start }, customer);
    expect(moved).toMatchObject({
      start,
      end: world.at(11, 2),
      proposal: null,
      price: { amount: 4500 },
    });
    expect(await claimOf(id)).toEqual([{ start: new Date(start) }]);
    expect(await lastEvent(id)).toMatchObject({
      type: "booking.rescheduled",
      data: { by: "customer", proposedBy: "provider", start, previousStart: booking.start },
    });
    for (const who of [customer, provider]) {
      const { items } = await world.bookings.getTimeline({ id }, who);
      expect(items.map(({ action, by }) => [action, by]).slice(-2)).toEqual([
        ["propose", "provider"],
        ["accept_proposal", "customer"],
      ]);
    }
    await world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest());
  });

  test("where somebody took the time meanwhile, it is refused with others and stays proposed", async () => {
    const { id, customer, booking, start, shop } = await proposed();
    await world.bookings.createHold({ serviceId: shop.serviceId, start }, asGuest());
    const refusal = await world.bookings
      .acceptProposal({ id, start }, customer)
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "slot_taken",
      status: 409,
      data: { alternatives: [{}, {}, {}, {}, {}] },
    });
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      start: booking.start,
      proposal: { start },
    });
    const { alternatives } = (refusal as { data: { alternatives: Array<{ start: string }> } }).data;
    for (const { start: other } of alternatives)
      await world.bookings.rescheduleBooking({ id, start: other }, customer);
  });

  test("late, a later cancellation costs what it would have cost at that moment", async () => {
    const { id, customer, provider, booking } = await book(world, { day: 2 });
    world.harness.clock.advance(untilStart(booking) - 23 * HOUR);
    const start = world.at(12, 2);
    await world.bookings.rescheduleBooking({ id, start }, customer);
    const moved = await world.bookings.acceptProposal({ id, start }, provider);
    expect(moved.policy.steps).toEqual([{ until: start, keepPercent: 50 }]);
    expect(untilStart({ start })).toBeGreaterThan(24 * HOUR);
    expect(await world.bookings.getCancellationQuote({ id }, customer)).toMatchObject({
      keepPercent: 50,
      keep: { amount: 2250 },
      freeUntil: null,
    });
    // Moving on at once would take the cost away again, so it is a proposal however far the start is.
    expect(
      await world.bookings.rescheduleBooking({ id, start: world.at(15, 2) }, customer),
    ).toMatchObject({ start, proposal: { by: "customer" } });
  });

  test("a request at its new time still waits for the provider's answer", async () => {
    const { id, customer, provider, start } = await proposed({ isInstant: false });
    expect(await world.bookings.acceptProposal({ id, start }, customer)).toMatchObject({
      status: "pending",
      start,
    });
    expect(await world.bookings.acceptBooking({ id }, provider)).toMatchObject({
      status: "confirmed",
      start,
    });
  });
});

test("declined: everything stays, and one can propose again", async () => {
  const { id, customer, provider, booking, start } = await proposed();
  expect(
    await world.bookings.declineProposal({ id, start, reason: "I am away" }, customer),
  ).toMatchObject({ start: booking.start, proposal: null, reason: null });
  expect(await lastEvent(id)).toMatchObject({
    type: "booking.reschedule_declined",
    data: {
      proposedBy: "provider",
      proposedStart: start,
      reason: "I am away",
      start: booking.start,
    },
  });
  await expect(world.bookings.acceptProposal({ id, start }, customer)).rejects.toMatchObject({
    code: "conflict",
    message: "There is no proposal to answer: it lapsed, or was taken back.",
  });
  await world.bookings.rescheduleBooking({ id, start }, provider);
});

test("withdrawn by its maker only", async () => {
  const { id, customer, provider, booking, start } = await proposed();
  await expect(world.bookings.withdrawProposal({ id }, customer)).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await world.bookings.withdrawProposal({ id }, provider)).toMatchObject({
    start: booking.start,
    proposal: null,
  });
  expect(await lastEvent(id)).toMatchObject({
    type: "booking.reschedule_withdrawn",
    data: { proposedBy: "provider", proposedStart: start },
  });
});

test("answered by the other side only, and only what was seen", async () => {
  const { id, customer, provider, start } = await proposed();
  const accept = world.bookings.acceptProposal;
  await expect(accept({ id, start }, provider)).rejects.toMatchObject({ code: "conflict" });
  await expect(accept({ id, start }, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(accept({ id, start }, asUser(await world.customer()))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(accept({ id, start }, asAdmin())).rejects.toMatchObject({ code: "forbidden" });
  await expect(accept({ id } as never, customer)).rejects.toMatchObject({ status: 400 });
  const other = world.at(11, 2);
  await world.bookings.rescheduleBooking({ id, start: other }, provider);
  for (const answer of [world.bookings.acceptProposal, world.bookings.declineProposal])
    await expect(answer({ id, start }, customer)).rejects.toMatchObject({
      code: "conflict",
      message: "Another time is proposed by now. Look again before you answer.",
    });
  await accept({ id, start: other }, customer);
});

test("whoever is asked answers first", async () => {
  const { id, customer, provider, booking } = await book(world);
  world.harness.clock.advance(untilStart(booking) - 20 * HOUR);
  await world.bookings.rescheduleBooking({ id, start: world.at(20, 1) }, customer);
  await expect(
    world.bookings.rescheduleBooking({ id, start: world.at(21, 1) }, provider),
  ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("has proposed") });
  await world.bookings.declineProposal({ id, start: world.at(20, 1) }, provider);
  await world.bookings.rescheduleBooking({ id, start: world.at(21, 1) }, provider);
});

describe("without an answer", () => {
  test("a proposal lapses after a day, told once, to the minute", async () => {
    const { id, customer, booking, start } = await proposed();
    const lapsed = async () =>
      (await world.events(id)).filter((type) => type === "booking.reschedule_lapsed").length;
    await world.harness.advance(24 * HOUR - 60_000);
    expect(await lapsed()).toBe(0);
    await world.harness.advance(60_000);
    expect(await lapsed()).toBe(1);
    expect(await lastEvent(id)).toMatchObject({
      data: { proposedBy: "provider", proposedStart: start },
    });
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      start: booking.start,
      proposal: null,
    });
    const { items } = await world.bookings.getTimeline({ id }, customer);
    expect(items.at(-1)).toMatchObject({ action: "lapse_proposal", by: "clock", start });
  });

  test("it is void in its last moment even if no job ran, and makes way for another", async () => {
    const { id, customer, provider, start } = await proposed();
    world.harness.clock.advance(24 * HOUR);
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({ proposal: null });
    await expect(world.bookings.acceptProposal({ id, start }, customer)).rejects.toMatchObject({
      code: "conflict",
    });
    await world.bookings.rescheduleBooking({ id, start: world.at(11, 2) }, provider);
    const { items } = await world.bookings.getTimeline({ id }, customer);
    expect(items.map(({ action }) => action).slice(-3)).toEqual([
      "propose",
      "lapse_proposal",
      "propose",
    ]);
  });

  test("it ends with the earlier of both times, and with the booking", async () => {
    const one = await book(world, { day: 2 });
    world.harness.clock.advance(untilStart(one.booking) - 3 * HOUR);
    const early = new Date(Date.parse(one.booking.start) - HOUR).toISOString();
    expect(
      await world.bookings.rescheduleBooking({ id: one.id, start: early }, one.provider),
    ).toMatchObject({ proposal: { expiresAt: early } });
    await world.bookings.cancelBooking({ id: one.id }, one.customer);
    await world.harness.advance(4 * HOUR);
    expect(await world.events(one.id)).not.toContain("booking.reschedule_lapsed");
  });
});

describe("times to move to", () => {
  test("are the provider's open times, the booking's own time left out but not in the way", async () => {
    const { id, customer, provider, booking, shop } = await book(world, { day: 2 });
    await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(15, 2) },
      asGuest(),
    );
    const range = { id, from: world.at(11, 2), to: world.at(16, 2) };
    const starts = (await world.bookings.listNewTimes(range, customer)).slots.map((s) => s.start);
    expect(starts).toEqual([11, 11.5, 12.5, 13, 13.5, 14].map((hour) => world.at(hour, 2)));
    expect(await world.bookings.listNewTimes(range, provider)).toMatchObject({ timeZone: "UTC" });
    expect(starts).not.toContain(booking.start);
  });

  test("end with the provider's horizon, and name the next day that has one", async () => {
    const { id, customer } = await book(world, { day: 2, rules: { horizonDays: 10 } });
    const { slots } = await world.bookings.listNewTimes(
      { id, from: world.at(0, 0).slice(0, 10), to: world.at(0, 20).slice(0, 10) },
      customer,
    );
    const horizon = world.harness.clock.now().getTime() + 10 * 24 * HOUR;
    const last = Date.parse(slots.at(-1)!.start);
    expect(last).toBeLessThanOrEqual(horizon);
    expect(last).toBeGreaterThan(horizon - HOUR);
    expect(
      await world.bookings.listNewTimes(
        { id, from: world.at(0, -3), to: world.at(0, -2) },
        customer,
      ),
    ).toMatchObject({ slots: [], nextFreeDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  });

  test("are for the parties, in a sensible range, while the booking can move", async () => {
    const { id, customer } = await book(world);
    const range = { id, from: world.at(0, 0), to: world.at(0, 2) };
    const list = world.bookings.listNewTimes;
    await expect(list(range, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(list(range, asUser(await world.customer()))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(list({ ...range, to: world.at(0, 90) }, customer)).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(list({ ...range, to: world.at(0, -1) }, customer)).rejects.toMatchObject({
      code: "invalid_request",
    });
    await world.bookings.cancelBooking({ id }, customer);
    await expect(list(range, customer)).rejects.toMatchObject({ code: "invalid_transition" });
  });
});
