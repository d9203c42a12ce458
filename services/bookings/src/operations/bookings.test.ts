import { randomUUID } from "node:crypto";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asProvider, asUser, book, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

describe("reading", () => {
  test("a booking is seen by its parties and by operators", async () => {
    const { id, customer, provider } = await book(world);
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      party: "customer",
      actions: ["cancel", "reschedule"],
    });
    expect(await world.bookings.getBooking({ id }, provider)).toMatchObject({ party: "provider" });
    expect(await world.bookings.getBooking({ id }, asAdmin())).toMatchObject({
      party: "admin",
      actions: ["cancel"],
    });
    for (const who of [asUser(await world.customer()), asProvider(await world.shop())]) {
      await expect(world.bookings.getBooking({ id }, who)).rejects.toMatchObject({
        code: "not_found",
        status: 404,
      });
      await expect(world.bookings.getTimeline({ id }, who)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(world.bookings.getCancellationQuote({ id }, who)).rejects.toMatchObject({
        code: "not_found",
      });
    }
    await expect(world.bookings.getBooking({ id }, asGuest())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(world.bookings.getRecord({ id }, customer)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await world.bookings.getRecord({ id: randomUUID() })).toBeNull();
  });

  test("lists are paged by start, filtered, and one's own", async () => {
    const shop = await world.shop();
    const customerId = await world.customer();
    const customer = asUser(customerId);
    const ids: string[] = [];
    for (const hour of [9, 11, 13]) {
      const hold = await world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(hour, 1) },
        customer,
      );
      ids.push((await world.bookings.createBooking({ holdId: hold.id }, customer)).id);
    }
    const first = await world.bookings.listBookings({ limit: 2, order: "asc" }, customer);
    expect(first.items.map((item) => item.id)).toEqual(ids.slice(0, 2));
    const second = await world.bookings.listBookings(
      { limit: 2, order: "asc", cursor: first.nextCursor! },
      customer,
    );
    expect(second).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null });
    expect((await world.bookings.listBookings({}, customer)).items.map((item) => item.id)).toEqual(
      ids.toReversed(),
    );
    expect(
      (
        await world.bookings.listBookings(
          { as: "provider", from: world.at(11, 1), to: world.at(13, 1) },
          asProvider(shop),
        )
      ).items.map((item) => item.id),
    ).toEqual([ids[1]]);
    expect((await world.bookings.listBookings({ as: "provider" }, customer)).items).toEqual([]);
    expect((await world.bookings.listBookings({ status: "confirmed" }, customer)).items).toEqual(
      [],
    );
    expect(
      (
        await world.bookings.listBookings(
          { from: "0000-01-01T00:00:00Z", to: "9999-12-31T00:00:00Z" },
          customer,
        )
      ).items,
    ).toHaveLength(3);
    await expect(
      world.bookings.listBookings({ cursor: "nonsense" }, customer),
    ).rejects.toMatchObject({ code: "invalid_request" });
    await expect(world.bookings.listBookings({}, asGuest())).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("what is to come or going on is told from what is over, or came to nothing", async () => {
    const { id: done, shop, customer, provider } = await book(world, { hour: 8, day: 1 });
    const more = async (hour: number) => {
      const hold = await world.bookings.createHold(
        { serviceId: shop.serviceId, start: world.at(hour, 1) },
        customer,
      );
      const { id } = await world.bookings.createBooking({ holdId: hold.id }, customer);
      await world.authorize(id);
      await world.harness.settle();
      return id;
    };
    const [late, cancelled, coming] = [await more(10), await more(12), await more(14)];
    await world.bookings.cancelBooking({ id: cancelled }, customer);
    const listed = async (when: "upcoming" | "past") =>
      (await world.bookings.listBookings({ when, order: "asc" }, customer)).items.map(
        ({ id }) => id,
      );
    expect(await listed("upcoming")).toEqual([done, late, coming]);
    expect(await listed("past")).toEqual([cancelled]);

    const end = Date.parse((await world.bookings.getBooking({ id: late }, customer)).end);
    world.harness.clock.advance(end - world.harness.clock.now().getTime() - 1);
    expect(await listed("upcoming")).toEqual([late, coming]);
    await world.bookings.startBooking({ id: late }, provider);
    world.harness.clock.advance(1_800_000);
    // Its time is over; it goes on.
    expect(await listed("upcoming")).toEqual([late, coming]);
    await world.bookings.completeBooking({ id: late }, provider);
    expect(await listed("upcoming")).toEqual([coming]);
    expect(await listed("past")).toEqual([done, late, cancelled]);
  });

  test("operators see all, newest first; others are refused", async () => {
    const { id, customer } = await book(world, { unpaid: true });
    const page = await world.bookings.listAllBookings({ limit: 1 }, asAdmin());
    expect(page.items[0]).toMatchObject({ id, party: "admin" });
    expect(
      (await world.bookings.listAllBookings({ limit: 1, cursor: page.nextCursor! }, asAdmin()))
        .items[0]!.id < id,
    ).toBe(true);
    await expect(world.bookings.listAllBookings({}, customer)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("the database itself shows a stranger nothing, not even through a partition", async () => {
    await book(world);
    const db = await world.database.as("bookings");
    expect(await query(db, "select id from bookings.bookings")).toEqual([]);
    expect(await query(db, "select booking_id from bookings.timeline")).toEqual([]);
    const [partition] = await query<{ name: string }>(
      world.database.owner,
      "select tableoid::regclass::text as name from bookings.bookings limit 1",
    );
    expect(await query(db, `select id from ${partition!.name}`)).toEqual([]);
    await expect(query(db, "update bookings.timeline set hash = ''")).rejects.toThrow(
      "permission denied",
    );
  });
});
