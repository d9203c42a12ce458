import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, asGuest, asProvider, asUser, book, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const status = async (id: string) => (await world.bookings.getRecord({ id }))!.status;

describe("booking a hold", () => {
  test("the booking awaits payment, keeps the time and opens the payment", async () => {
    const { booking, hold, id, shop } = await book(world, { unpaid: true });
    expect(booking).toMatchObject({
      status: "awaiting_payment",
      party: "customer",
      customerName: "Casey Customer",
      providerName: "Pipes & Co",
      address: null,
      price: { amount: 4500 },
      expiresAt: hold.expiresAt,
      actions: ["pay", "cancel"],
      payment: { status: "requires_payment", clientSecret: `secret_of_${id}` },
    });
    expect(world.payments.authorized).toContain(id);
    expect(await world.events(id)).toEqual(["booking.created"]);
    await expect(
      world.bookings.createHold({ serviceId: shop.serviceId, start: booking.start }, asGuest()),
    ).rejects.toMatchObject({ code: "slot_taken" });
  });

  test("a guest's hold is adopted at sign-in; without an account there is no booking", async () => {
    const shop = await world.shop();
    const guestId = randomUUID();
    const hold = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 1) },
      asGuest(guestId),
    );
    await expect(
      world.bookings.createBooking({ holdId: hold.id }, asGuest(guestId)),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(
      world.bookings.createBooking({ holdId: hold.id }, asUser(await world.customer())),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      world.bookings.createBooking(
        { holdId: hold.id },
        { context: { actor: { ...asProvider(shop).context.actor, guestId } as never } },
      ),
    ).rejects.toMatchObject({ code: "unprocessable" });
    const customer = asUser(await world.customer(), guestId);
    const booking = await world.bookings.createBooking({ holdId: hold.id }, customer);
    expect(booking.status).toBe("awaiting_payment");
    // As after a lost answer.
    expect(await world.bookings.createBooking({ holdId: hold.id }, customer)).toEqual(booking);
    expect(await world.events(booking.id)).toEqual(["booking.created"]);
    await expect(
      world.bookings.createBooking({ holdId: hold.id, notes: "Ring twice" }, customer),
    ).rejects.toMatchObject({ code: "conflict", status: 409, data: { bookingId: booking.id } });
    await expect(world.bookings.releaseHold({ id: hold.id }, customer)).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("an ended hold cannot be booked", async () => {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    const late = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 1) },
      customer,
    );
    const released = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(11, 1) },
      customer,
    );
    await world.bookings.releaseHold({ id: released.id }, customer);
    await expect(
      world.bookings.createBooking({ holdId: released.id }, customer),
    ).rejects.toMatchObject({ code: "hold_expired" });
    world.harness.clock.advance(600_000);
    await expect(world.bookings.createBooking({ holdId: late.id }, customer)).rejects.toMatchObject(
      { code: "hold_expired", status: 409 },
    );
  });

  test("a service at the customer's place needs to know the place", async () => {
    const shop = await world.shop({ location: "customer" });
    const customer = asUser(await world.customer());
    const hold = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 1) },
      customer,
    );
    await expect(world.bookings.createBooking({ holdId: hold.id }, customer)).rejects.toMatchObject(
      { code: "unprocessable", data: { errors: [{ path: "address" }] } },
    );
    expect(
      await world.bookings.createBooking(
        { holdId: hold.id, address: ADDRESS, notes: "Ring twice 🔔" },
        customer,
      ),
    ).toMatchObject({ address: ADDRESS, notes: "Ring twice 🔔" });
  });

  test("when payments are away the time is kept, and says so", async () => {
    const shop = await world.shop();
    const customer = asUser(await world.customer());
    const hold = await world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(9, 1) },
      customer,
    );
    world.payments.fails = true;
    const refusal = (await world.bookings
      .createBooking({ holdId: hold.id }, customer)
      .catch((error: unknown) => error)) as { data: { bookingId: string } };
    world.payments.fails = false;
    expect(refusal).toMatchObject({ code: "service_unavailable", status: 503 });
    expect(await status(refusal.data.bookingId)).toBe("awaiting_payment");
  });
});
