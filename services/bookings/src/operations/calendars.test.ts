import { randomUUID } from "node:crypto";
import { query, queryAs } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asProvider, asUser, book, createWorld, type World } from "../testing.ts";

const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const fileOf = (url: string | null): string => url?.split("/").at(-1) ?? "";
const read = (url: string | null, headers: Record<string, string> = {}) =>
  world.bookings.readCalendar({ params: { file: fileOf(url) }, headers }, asGuest());
const textOf = async (url: string | null): Promise<string> => {
  const answer = await read(url);
  return answer.status === 200 ? answer.body.text() : "";
};
const entriesOf = async (url: string | null) =>
  new ICAL.Component(ICAL.parse(await textOf(url))).getAllSubcomponents("vevent").map((event) => ({
    uid: event.getFirstPropertyValue("uid"),
    status: event.getFirstPropertyValue("status"),
    sequence: event.getFirstPropertyValue("sequence"),
    summary: event.getFirstPropertyValue("summary"),
    description: event.getFirstPropertyValue("description"),
    location: event.getFirstPropertyValue("location"),
    start: (event.getFirstPropertyValue("dtstart") as ICAL.Time).toJSDate().toISOString(),
  }));
const linkOf = (customer: ReturnType<typeof asUser>) =>
  world.bookings.replaceCalendarLink(undefined, customer);
const linkOfShop = (shop: { providerId: string; userId: string }) =>
  world.bookings.replaceProviderCalendarLink({ id: shop.providerId }, asProvider(shop));

describe("a calendar link", () => {
  test("is made, shown again, replaced and ended by its owner; each end is at once", async () => {
    const customer = asUser(await world.customer());
    expect(await world.bookings.getCalendarLink(undefined, customer)).toEqual({
      url: null,
      createdAt: null,
    });
    const first = await linkOf(customer);
    expect(first.url).toMatch(/^https:\/\/shop\.example\/api\/v1\/calendars\/[\w-]{64}\.ics$/);
    expect(await world.bookings.getCalendarLink(undefined, customer)).toEqual(first);

    const second = await linkOf(customer);
    expect(second.url).not.toBe(first.url);
    await expect(read(first.url)).rejects.toMatchObject({ code: "not_found", status: 404 });
    expect(await read(second.url)).toMatchObject({ status: 200 });

    await world.bookings.deleteCalendarLink(undefined, customer);
    await expect(read(second.url)).rejects.toMatchObject({ code: "not_found" });
    await world.bookings.deleteCalendarLink(undefined, customer);
  });

  test("of a business is its owner's alone, and another one than the person's own", async () => {
    const shop = await world.shop();
    const [own, business] = [await linkOf(asProvider(shop)), await linkOfShop(shop)];
    expect(own.url).not.toBe(business.url);
    for (const stranger of [asUser(await world.customer()), asAdmin()])
      for (const call of [
        world.bookings.getProviderCalendarLink,
        world.bookings.replaceProviderCalendarLink,
        world.bookings.deleteProviderCalendarLink,
      ])
        await expect(call({ id: shop.providerId }, stranger)).rejects.toMatchObject({
          code: "not_found",
        });
    expect(await read(business.url)).toMatchObject({ status: 200 });
  });

  test("needs a signed-in person", async () => {
    for (const call of [
      world.bookings.getCalendarLink,
      world.bookings.replaceCalendarLink,
      world.bookings.deleteCalendarLink,
    ])
      await expect(call(undefined, asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("is in the database seen by its owner only, and never as it stands in the address", async () => {
    const userId = await world.customer();
    const { url } = await linkOf(asUser(userId));
    const db = await world.database.as("bookings");
    const seen = (actor: Parameters<typeof queryAs>[1]) =>
      queryAs<{ secret: string }>(
        db,
        actor,
        "select secret from bookings.calendar_links where user_id = $1",
        [userId],
      );
    const [mine] = await seen(userActor(userId));
    expect(url).not.toContain(mine!.secret);
    expect(await seen(userActor(randomUUID()))).toEqual([]);
    expect(await seen(guestActor())).toEqual([]);
  });

  test.each(["", "x.ics", `${"A".repeat(64)}.ics`, "../../me", "\u0000"])(
    "an address that is not one is not found: %j",
    async (file) => {
      await expect(read(`/${file}`)).rejects.toMatchObject({ code: "not_found" });
    },
  );

  test("a signature of another link opens nothing", async () => {
    const [a, b] = [
      await linkOf(asUser(await world.customer())),
      await linkOf(asUser(await world.customer())),
    ].map(({ url }) => Buffer.from(fileOf(url).replace(".ics", ""), "base64url"));
    const forged = Buffer.concat([a!.subarray(0, 16), b!.subarray(16)]).toString("base64url");
    await expect(read(`/${forged}.ics`)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the calendar behind it", () => {
  test("shows each side the other's name; the provider the address and notes as well; nobody else's bookings", async () => {
    const { shop, customer, id, booking } = await book(world, { location: "customer" });
    await book(world);
    await query(
      world.database.owner,
      "update bookings.bookings set notes = 'Ring twice' where id = $1",
      [id],
    );
    const shared = {
      uid: `booking-${id}@shop.example`,
      status: "CONFIRMED",
      sequence: 2,
      start: booking.start,
      location: "1 Main Street, Austin",
    };
    expect(await entriesOf((await linkOfShop(shop)).url)).toEqual([
      {
        ...shared,
        summary: "Leaking tap for Casey Customer",
        description: `Ring twice\n\nhttps://shop.example/bookings/${id}`,
      },
    ]);
    expect(await entriesOf((await linkOf(customer)).url)).toEqual([
      {
        ...shared,
        summary: "Leaking tap with Pipes & Co",
        description: `https://shop.example/bookings/${id}`,
      },
    ]);
    // What the provider booked elsewhere is in the other link.
    expect(await entriesOf((await linkOf(asProvider(shop))).url)).toEqual([]);
  });

  test("of a request tells the provider the area only, until it is accepted", async () => {
    const { shop, provider, id } = await book(world, { isInstant: false, location: "customer" });
    const { url } = await linkOfShop(shop);
    expect(await entriesOf(url)).toEqual([
      expect.objectContaining({
        status: "TENTATIVE",
        location: "Austin",
        summary: "Request: Leaking tap for Casey Customer",
      }),
    ]);
    await world.bookings.acceptBooking({ id }, provider);
    expect(await entriesOf(url)).toEqual([
      expect.objectContaining({
        status: "CONFIRMED",
        sequence: 3,
        location: "1 Main Street, Austin",
      }),
    ]);
  });

  test("tells of what is off with a raised sequence and nothing personal, for a month", async () => {
    const { shop, customer, id } = await book(world);
    const { url } = await linkOf(customer);
    await world.bookings.cancelBooking({ id, reason: "Ill." }, customer);
    const off = { status: "CANCELLED", sequence: 3, location: null };
    expect(await entriesOf(url)).toEqual([expect.objectContaining(off)]);
    expect(await entriesOf((await linkOfShop(shop)).url)).toEqual([expect.objectContaining(off)]);
    await world.harness.advance(31 * DAY_MS);
    expect(await entriesOf(url)).toEqual([]);
  });

  test("tells of declined and lapsed requests, not of what was never paid", async () => {
    const declined = await book(world, { isInstant: false });
    await world.bookings.declineBooking({ id: declined.id }, declined.provider);
    const lapsed = await book(world, { isInstant: false });
    const unpaid = await book(world, { unpaid: true });
    expect(await entriesOf((await linkOf(unpaid.customer)).url)).toEqual([]);
    await world.harness.advance(2 * DAY_MS);
    const statuses = async (customer: ReturnType<typeof asUser>) =>
      (await entriesOf((await linkOf(customer)).url)).map(({ status }) => status);
    expect(await statuses(declined.customer)).toEqual(["CANCELLED"]);
    expect(await statuses(lapsed.customer)).toEqual(["CANCELLED"]);
    expect(await statuses(unpaid.customer)).toEqual([]);
  });

  test("keeps what was done for 90 days", async () => {
    const { customer } = await book(world, { day: 0, hour: 12 });
    await world.harness.advance(88 * DAY_MS);
    const { url } = await linkOf(customer);
    expect(await entriesOf(url)).toEqual([expect.objectContaining({ status: "CONFIRMED" })]);
    await world.harness.advance(4 * DAY_MS);
    expect(await entriesOf(url)).toEqual([]);
  });

  test("is not sent again to who has it, and is after any change", async () => {
    const { customer, id } = await book(world);
    const { url } = await linkOf(customer);
    const { headers } = await read(url);
    expect(headers["cache-control"]).toBe("private, no-cache");
    const asked = { "if-none-match": headers.etag };
    expect(await read(url, asked)).toMatchObject({ status: 304, headers: { etag: headers.etag } });
    expect(await read(url, { "if-modified-since": headers["last-modified"] })).toMatchObject({
      status: 304,
    });
    world.harness.clock.advance(60_000);
    await world.bookings.cancelBooking({ id }, customer);
    expect(await read(url, asked)).toMatchObject({ status: 200 });
    expect(await read(url, { "if-modified-since": headers["last-modified"] })).toMatchObject({
      status: 200,
    });
  });
});

describe("one booking as a file", () => {
  test("is the same entry as in the calendar, for its parties and operators", async () => {
    const { shop, customer, id } = await book(world);
    const file = async (actor: ReturnType<typeof asUser>) =>
      (await world.bookings.downloadBooking({ id }, actor)).body.text();
    const [event] = (await textOf((await linkOf(customer)).url)).match(
      /BEGIN:VEVENT[\s\S]*END:VEVENT/,
    )!;
    expect(await file(customer)).toContain(event);
    expect(await file(asProvider(shop))).toContain("SUMMARY:Leaking tap for Casey Customer");
    expect(await file(asAdmin())).toContain("SUMMARY:Leaking tap with");
    await expect(file(asUser(await world.customer()))).rejects.toMatchObject({ code: "not_found" });
    await expect(file(asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
