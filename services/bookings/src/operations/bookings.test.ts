import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asProvider, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const HOUR = 3_600_000;
const address = { line1: "1 Main Street", city: "Austin" };

/** A booking with everybody around it, in the state after payment unless `unpaid`. */
const book = async ({ unpaid = false, hour = 12, day = 3, ...options }: Parameters<World["shop"]>[0] & { unpaid?: boolean; hour?: number; day?: number } = {}) => {
  const shop = await world.shop(options);
  const customerId = await world.customer();
  const customer = asUser(customerId);
  const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(hour, day) }, customer);
  const booking = await world.bookings.createBooking({ holdId: hold.id, address }, customer);
  if (!unpaid) {
    await world.authorize(booking.id);
    await world.harness.settle();
  }
  return { shop, customerId, customer, provider: asProvider(shop), hold, booking, id: booking.id };
};
const status = async (id: string) => (await world.bookings.getRecord({ id }))!.status;
const untilStart = (booking: { start: string }) => Date.parse(booking.start) - world.harness.clock.now().getTime();

describe("booking a hold", () => {
  test("the booking awaits payment, keeps the time and opens the payment", async () => {
    const { booking, hold, id, shop } = await book({ unpaid: true });
    expect(booking).toMatchObject({
      status: "awaiting_payment", party: "customer", customerName: "Casey Customer", providerName: "Pipes & Co", address: null, price: { amount: 4500 },
      expiresAt: hold.expiresAt, actions: ["pay", "cancel"], payment: { status: "requires_payment", clientSecret: `secret_of_${id}` },
    });
    expect(world.payments.authorized).toContain(id);
    expect(await world.events(id)).toEqual(["booking.created"]);
    await expect(world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest())).rejects.toMatchObject({ code: "slot_taken" });
  });

  test("a guest's hold is adopted at sign-in; without an account there is no booking", async () => {
    const shop = await world.shop();
    const guestId = randomUUID();
    const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9, 1) }, asGuest(guestId));
    await expect(world.bookings.createBooking({ holdId: hold.id }, asGuest(guestId))).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(world.bookings.createBooking({ holdId: hold.id }, asUser(await world.customer()))).rejects.toMatchObject({ code: "not_found" });
    await expect(world.bookings.createBooking({ holdId: hold.id }, { context: { actor: { ...asProvider(shop).context.actor, guestId } as never } })).rejects.toMatchObject({ code: "unprocessable" });
    const customer = asUser(await world.customer(), guestId);
    expect(await world.bookings.createBooking({ holdId: hold.id }, customer)).toMatchObject({ status: "awaiting_payment" });
    await expect(world.bookings.createBooking({ holdId: hold.id }, customer)).rejects.toMatchObject({ code: "conflict", status: 409 });
    await expect(world.bookings.releaseHold({ id: hold.id }, customer)).rejects.toMatchObject({ code: "conflict" });
  });

  test("an ended hold cannot be booked", async () => {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    const late = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9, 1) }, customer);
    const released = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(11, 1) }, customer);
    await world.bookings.releaseHold({ id: released.id }, customer);
    await expect(world.bookings.createBooking({ holdId: released.id }, customer)).rejects.toMatchObject({ code: "hold_expired" });
    world.harness.clock.advance(600_000);
    await expect(world.bookings.createBooking({ holdId: late.id }, customer)).rejects.toMatchObject({ code: "hold_expired", status: 409 });
  });

  test("a service at the customer's place needs to know the place", async () => {
    const shop = await world.shop({ location: "customer" });
    const customer = asUser(await world.customer());
    const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9, 1) }, customer);
    await expect(world.bookings.createBooking({ holdId: hold.id }, customer)).rejects.toMatchObject({ code: "unprocessable", data: { errors: [{ path: "address" }] } });
    expect(await world.bookings.createBooking({ holdId: hold.id, address, notes: "Ring twice 🔔" }, customer)).toMatchObject({ address, notes: "Ring twice 🔔" });
  });

  test("when payments are away the time is kept, and says so", async () => {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(9, 1) }, customer);
    world.payments.fails = true;
    const refusal = (await world.bookings.createBooking({ holdId: hold.id }, customer).catch((error: unknown) => error)) as { data: { bookingId: string } };
    world.payments.fails = false;
    expect(refusal).toMatchObject({ code: "service_unavailable", status: 503 });
    expect(await status(refusal.data.bookingId)).toBe("awaiting_payment");
  });
});

describe("paid and answered", () => {
  test("an instant booking is confirmed by its payment, told once however often it is told", async () => {
    const { id } = await book();
    await world.authorize(id);
    await world.harness.settle();
    expect(await status(id)).toBe("confirmed");
    expect(await world.events(id)).toEqual(["booking.created", "booking.confirmed"]);
    expect(await query(world.database.owner, "select kind, expires_at from bookings.time_claims where booking_id = $1", [id])).toEqual([{ kind: "booking", expires_at: null }]);
  });

  test("a request is accepted by its provider only", async () => {
    const { id, customer, provider } = await book({ isInstant: false });
    expect(await world.bookings.getBooking({ id }, provider)).toMatchObject({ status: "pending", party: "provider", actions: ["accept", "decline", "cancel"] });
    await expect(world.bookings.acceptBooking({ id }, customer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(world.bookings.acceptBooking({ id }, asUser(await world.customer()))).rejects.toMatchObject({ code: "not_found" });
    await expect(world.bookings.acceptBooking({ id }, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(world.bookings.acceptBooking({ id }, asAdmin())).rejects.toMatchObject({ code: "forbidden" });
    await expect(world.bookings.acceptBooking({ id: "x" }, provider)).rejects.toMatchObject({ status: 400 });
    expect(await world.bookings.acceptBooking({ id }, provider)).toMatchObject({ status: "confirmed", expiresAt: null });
    await expect(world.bookings.acceptBooking({ id }, provider)).rejects.toMatchObject({ code: "invalid_transition", message: "This booking is confirmed, so you cannot accept it." });
    expect(await world.events(id)).toEqual(["booking.created", "booking.requested", "booking.confirmed"]);
  });

  test("a declined request frees the time", async () => {
    const { id, provider, shop, booking } = await book({ isInstant: false });
    expect(await world.bookings.declineBooking({ id, reason: "On holiday" }, provider)).toMatchObject({ status: "declined", reason: "On holiday", actions: [] });
    await world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest());
  });

  test("a request without an answer lapses after a day", async () => {
    const { id } = await book({ isInstant: false });
    await world.harness.advance(24 * HOUR - 60_000);
    expect(await status(id)).toBe("pending");
    await world.harness.advance(120_000);
    expect(await status(id)).toBe("expired");
    expect(await world.events(id)).toContain("booking.expired");
  });

  test("without payment the time is free again after ten minutes", async () => {
    const { id, shop, booking } = await book({ unpaid: true });
    await world.harness.advance(601_000);
    expect(await status(id)).toBe("expired");
    await world.authorize(id);
    await world.harness.settle();
    expect(await world.events(id)).toEqual(["booking.created", "booking.expired"]);
    await world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest());
  });
});

describe("cancelling", () => {
  test("the quote is what cancelling costs, by the terms of the booking", async () => {
    const { id, customer, provider, booking } = await book({ hour: 12, day: 2 });
    expect(await world.bookings.getCancellationQuote({ id }, customer)).toMatchObject({ keepPercent: 0, refund: { amount: 4500 }, freeUntil: booking.policy.steps[0]!.until });
    world.harness.clock.advance(untilStart(booking) - 23 * HOUR);
    expect(await world.bookings.getCancellationQuote({ id }, customer)).toEqual({ keep: { amount: 2250, currency: "USD" }, refund: { amount: 2250, currency: "USD" }, keepPercent: 50, freeUntil: null });
    expect(await world.bookings.getCancellationQuote({ id }, provider)).toMatchObject({ keepPercent: 0, refund: { amount: 4500 } });
    expect(await world.bookings.cancelBooking({ id, reason: "Ill" }, customer)).toMatchObject({ status: "cancelled", cancelledBy: "customer", reason: "Ill", actions: [] });
    const [event] = await query<{ data: object }>(world.database.owner, "select data from platform.outbox where aggregate_id = $1 and type = 'booking.cancelled'", [id]);
    expect(event!.data).toMatchObject({ by: "customer", reason: "Ill", wasPaid: true, keep: { amount: 2250 }, refund: { amount: 2250 } });
    await expect(world.bookings.cancelBooking({ id }, customer)).rejects.toMatchObject({ code: "invalid_transition" });
    await expect(world.bookings.getCancellationQuote({ id }, customer)).rejects.toMatchObject({ code: "invalid_transition" });
  });

  test("an operator may cancel, a stranger sees nothing, an unpaid booking costs nothing", async () => {
    const one = await book();
    await expect(world.bookings.cancelBooking({ id: one.id }, asUser(await world.customer()))).rejects.toMatchObject({ code: "not_found" });
    expect(await world.bookings.cancelBooking({ id: one.id }, asAdmin())).toMatchObject({ cancelledBy: "admin", party: "admin" });
    const unpaid = await book({ unpaid: true });
    await expect(world.bookings.cancelBooking({ id: unpaid.id }, unpaid.provider)).rejects.toMatchObject({ code: "invalid_transition" });
    await world.bookings.cancelBooking({ id: unpaid.id }, unpaid.customer);
    const [event] = await query<{ data: object }>(world.database.owner, "select data from platform.outbox where aggregate_id = $1 and type = 'booking.cancelled'", [unpaid.id]);
    expect(event!.data).toMatchObject({ wasPaid: false, keep: { amount: 0 }, refund: { amount: 0 } });
  });
});

describe("doing the job", () => {
  test("started and completed by the provider, each in its time", async () => {
    const { id, provider, customer, booking } = await book();
    await expect(world.bookings.startBooking({ id }, provider)).rejects.toMatchObject({ code: "unprocessable", status: 422 });
    await expect(world.bookings.completeBooking({ id }, provider)).rejects.toMatchObject({ code: "unprocessable" });
    world.harness.clock.advance(untilStart(booking) - 29 * 60_000);
    expect(await world.bookings.startBooking({ id }, provider)).toMatchObject({ status: "in_progress" });
    await expect(world.bookings.cancelBooking({ id }, customer)).rejects.toMatchObject({ code: "invalid_transition" });
    world.harness.clock.advance(HOUR);
    expect(await world.bookings.completeBooking({ id }, provider)).toMatchObject({ status: "completed", actions: [] });
    expect(await query(world.database.owner, "select from bookings.time_claims where booking_id = $1", [id])).toEqual([]);
    expect((await world.bookings.getRecord({ id }))!.completedAt).not.toBeNull();
    const { items } = await world.bookings.getTimeline({ id }, customer);
    expect(items.map((item) => item.action)).toEqual(["book", "pay", "start", "complete"]);
  });

  test("the clock reminds once, and completes what nobody closed", async () => {
    const { id, booking } = await book();
    await world.harness.advance(untilStart(booking) - 24 * HOUR + 1_000);
    await world.harness.registry.get("bookings")!.jobs["bookings.remind"]!({ bookingId: id } as never);
    expect((await world.events(id)).filter((type) => type === "booking.reminder_due")).toHaveLength(1);
    await world.harness.advance(49 * HOUR - 60_000);
    expect(await status(id)).toBe("confirmed");
    await world.harness.advance(120_000);
    expect(await status(id)).toBe("completed");
  });
});

describe("reading", () => {
  test("a booking is seen by its parties and by operators", async () => {
    const { id, customer, provider } = await book();
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({ party: "customer", actions: ["cancel"] });
    expect(await world.bookings.getBooking({ id }, provider)).toMatchObject({ party: "provider" });
    expect(await world.bookings.getBooking({ id }, asAdmin())).toMatchObject({ party: "admin", actions: ["cancel"] });
    for (const who of [asUser(await world.customer()), asProvider(await world.shop())]) {
      await expect(world.bookings.getBooking({ id }, who)).rejects.toMatchObject({ code: "not_found", status: 404 });
      await expect(world.bookings.getTimeline({ id }, who)).rejects.toMatchObject({ code: "not_found" });
      await expect(world.bookings.getCancellationQuote({ id }, who)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(world.bookings.getBooking({ id }, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(world.bookings.getRecord({ id }, customer)).rejects.toMatchObject({ code: "not_found" });
    expect(await world.bookings.getRecord({ id: randomUUID() })).toBeNull();
  });

  test("lists are paged by start, filtered, and one's own", async () => {
    const shop = await world.shop();
    const customerId = await world.customer();
    const customer = asUser(customerId);
    const ids: string[] = [];
    for (const hour of [9, 11, 13]) {
      const hold = await world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(hour, 1) }, customer);
      ids.push((await world.bookings.createBooking({ holdId: hold.id }, customer)).id);
    }
    const first = await world.bookings.listBookings({ limit: 2, order: "asc" }, customer);
    expect(first.items.map((item) => item.id)).toEqual(ids.slice(0, 2));
    const second = await world.bookings.listBookings({ limit: 2, order: "asc", cursor: first.nextCursor! }, customer);
    expect(second).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null });
    expect((await world.bookings.listBookings({}, customer)).items.map((item) => item.id)).toEqual(ids.toReversed());
    expect((await world.bookings.listBookings({ as: "provider", from: world.at(11, 1), to: world.at(13, 1) }, asProvider(shop))).items.map((item) => item.id)).toEqual([ids[1]]);
    expect((await world.bookings.listBookings({ as: "provider" }, customer)).items).toEqual([]);
    expect((await world.bookings.listBookings({ status: "confirmed" }, customer)).items).toEqual([]);
    expect((await world.bookings.listBookings({ from: "0000-01-01T00:00:00Z", to: "9999-12-31T00:00:00Z" }, customer)).items).toHaveLength(3);
    await expect(world.bookings.listBookings({ cursor: "nonsense" }, customer)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(world.bookings.listBookings({}, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("operators see all, newest first; others are refused", async () => {
    const { id, customer } = await book({ unpaid: true });
    const page = await world.bookings.listAllBookings({ limit: 1 }, asAdmin());
    expect(page.items[0]).toMatchObject({ id, party: "admin" });
    expect((await world.bookings.listAllBookings({ limit: 1, cursor: page.nextCursor! }, asAdmin())).items[0]!.id < id).toBe(true);
    await expect(world.bookings.listAllBookings({}, customer)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the database itself shows a stranger nothing, not even through a partition", async () => {
    await book();
    const db = await world.database.as("bookings");
    expect(await query(db, "select id from bookings.bookings")).toEqual([]);
    expect(await query(db, "select booking_id from bookings.timeline")).toEqual([]);
    const [partition] = await query<{ name: string }>(world.database.owner, "select tableoid::regclass::text as name from bookings.bookings limit 1");
    expect(await query(db, `select id from ${partition!.name}`)).toEqual([]);
    await expect(query(db, "update bookings.timeline set hash = ''")).rejects.toThrow("permission denied");
  });
});
