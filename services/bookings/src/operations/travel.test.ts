import type { JobPlace, Place } from "@loconomy/contracts";
import { query } from "@loconomy/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, asGuest, asProvider, asUser, createWorld, type World } from "../testing.ts";
import type { Shop } from "../testing-neighbours.ts";

/** Where the shops in these tests are; they come up to 20 km. */
const BASE = { lat: 30.27, lng: -97.74 };
const north = (km: number): JobPlace => ({ lat: BASE.lat + km / 111.195, lng: BASE.lng });
/** What is kept of it with the provider's time. */
const kept = (km: number) => ({ lat: Math.round(north(km).lat * 100) / 100 });
const MOBILE = { location: "customer", rules: { travelSpeedKmh: 40, stepMinutes: 5 } } as const;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const hold = (shop: Shop, hour: number, place?: JobPlace, actor = asGuest()) =>
  world.bookings.createHold({ serviceId: shop.serviceId, start: world.at(hour, 1), place }, actor);

const hours = async (shop: Shop, place?: JobPlace, serviceId = shop.serviceId) => {
  const { slots } = await world.bookings.listSlots(
    {
      id: shop.providerId,
      serviceId,
      from: world.at(8, 1),
      to: world.at(16, 1),
      lat: place?.lat,
      lng: place?.lng,
    },
    asGuest(),
  );
  return slots.map(({ start }) => (Date.parse(start) - Date.parse(world.at(0, 1))) / 3_600_000);
};

const claimPlaces = (shop: Shop) =>
  query<{ lat: number | null }>(
    world.database.owner,
    "select lat from bookings.time_claims where provider_id = $1 order by starts_at",
    [shop.providerId],
  );

describe("a place outside of the radius", () => {
  test("is refused in words, when times are listed and when one is held", async () => {
    const shop = await world.shop(MOBILE);
    const refused = {
      code: "out_of_area",
      status: 422,
      message: "You are 31 km away; this provider comes up to 20 km.",
    };
    await expect(hours(shop, north(30.5))).rejects.toMatchObject(refused);
    await expect(hold(shop, 9, north(30.5))).rejects.toMatchObject(refused);
    expect(await hours(shop, north(19))).toContain(9);
  });

  test("does not matter where the customer goes to the provider", async () => {
    const shop = await world.shop();
    expect(await hours(shop, north(3000))).toContain(9);
    expect(await hold(shop, 9, north(3000))).toMatchObject({ place: null });
  });

  test("is half a place without its other half", async () => {
    const shop = await world.shop(MOBILE);
    const half = { lat: 30.27 } as JobPlace;
    await expect(hours(shop, half)).rejects.toMatchObject({ status: 400 });
    await expect(hold(shop, 9, { lat: 91, lng: 0 })).rejects.toMatchObject({ status: 400 });
  });
});

describe("the way between jobs", () => {
  test("keeps time free around a held one, longer the farther away; a provider may leave it out", async () => {
    const shop = await world.shop(MOBILE);
    const held = await hold(shop, 12, { ...north(10), label: "Georgetown" });
    expect(held.place).toEqual({ ...north(10), label: "Georgetown" });
    // 20 km apart and 40 minutes by the rule, 10 km and 20 minutes from the provider's own place.
    const around = (open: number[]) => [
      open.findLast((at) => at < 12)!,
      open.find((at) => at > 12)!,
    ];
    expect(around(await hours(shop, north(-10)))).toEqual([12 - 100 / 60, 13 + 40 / 60].map(exact));
    expect(around(await hours(shop))).toEqual([12 - 80 / 60, 13 + 20 / 60].map(exact));
    expect(around(await hours(shop, north(10)))).toEqual([11, 13].map(exact));
    const atTheShop = await world.addService(shop);
    expect(around(await hours(shop, undefined, atTheShop))).toEqual(
      [12 - 80 / 60, 13 + 20 / 60].map(exact),
    );

    const careless = await world.shop({
      ...MOBILE,
      rules: { ...MOBILE.rules, travelSpeedKmh: null },
    });
    await hold(careless, 12, north(10));
    expect(around(await hours(careless, north(-10)))).toEqual([11, 13].map(exact));
  });

  test("two holds near in time and far apart, at the same moment: exactly one", async () => {
    for (let round = 0; round < 5; round++) {
      const shop = await world.shop(MOBILE);
      const calls = await Promise.allSettled([
        hold(shop, 10, north(15)),
        hold(shop, 11.25, north(-15)),
        hold(shop, 12.5, north(15)),
      ]);
      // The first and the last do not know of each other; the one between cannot be reached from either.
      const isHeld = calls.map(({ status }) => status === "fulfilled");
      expect([
        [true, false, true],
        [false, true, false],
      ]).toContainEqual(isHeld);
      for (const call of calls)
        if (call.status === "rejected")
          expect(call.reason).toMatchObject({
            code: "slot_taken",
            data: { alternatives: { length: 5 } },
          });
    }
  });

  test("a time at the provider's own place minds jobs elsewhere", async () => {
    const shop = await world.shop(MOBILE);
    const atTheShop = { ...shop, serviceId: await world.addService(shop) };
    await hold(shop, 12, north(15));
    await expect(hold(atTheShop, 13.25)).rejects.toMatchObject({ code: "slot_taken" });
    await hold(atTheShop, 13.5);
    expect(await claimPlaces(shop)).toEqual([kept(15), { lat: null }]);
  });
});

const exact = (hour: number) => expect.closeTo(hour, 6) as number;

describe("a booking", () => {
  const place = (name: string, km: number, population: number): Place => ({
    id: name,
    name,
    label: `${name}, TX, United States`,
    country: "US",
    region: "TX",
    position: north(km),
    timeZone: "America/Chicago",
    population,
  });
  const bookAt = async (
    shop: Shop,
    hour: number,
    city: string,
    at?: JobPlace,
    postalCode?: string,
  ) => {
    const customer = asUser(await world.customer());
    const held = await hold(shop, hour, at, customer);
    const address = { ...ADDRESS, city, postalCode };
    const { id } = await world.bookings.createBooking({ holdId: held.id, address }, customer);
    await world.authorize(id);
    await world.harness.settle();
    return { id, customer };
  };

  beforeAll(() => {
    world.places.push(
      place("Nearby", 12, 900),
      place("Farville", 60, 900),
      place("Bigcity", 30, 2_000_000),
      place("78704", 14, 0),
    );
  });

  test("is where its address is, when nothing better was said", async () => {
    const shop = await world.shop(MOBILE);
    await bookAt(shop, 9, "Nearby");
    // What was said is kept while the address agrees with it.
    await bookAt(shop, 12, "nearby", north(13));
    await bookAt(shop, 14, "Nearby", undefined, "78704-1234");
    // Nobody knows this one.
    await bookAt(shop, 18, "Nowhere");
    expect(await claimPlaces(shop)).toEqual([kept(12), kept(13), kept(14), { lat: null }]);
  });

  test("is refused at an address that the provider does not come to, with room for the size of a city", async () => {
    const shop = await world.shop(MOBILE);
    await expect(bookAt(shop, 9, "Farville")).rejects.toMatchObject({
      code: "out_of_area",
      data: { errors: [{ path: "address" }] },
    });
    await bookAt(shop, 12, "Bigcity");
  });

  test("is refused at an address that cannot be reached in time, with other times", async () => {
    const shop = await world.shop(MOBILE);
    await bookAt(shop, 9, "Nearby");
    await expect(bookAt(shop, 10.5, "Bigcity")).rejects.toMatchObject({
      code: "slot_taken",
      data: { alternatives: { length: 5 } },
    });
  });

  test("of a series too: refused where the provider does not come to, or with the dates that are out of reach", async () => {
    const shop = await world.shop(MOBILE);
    const customer = asUser(await world.customer());
    const series = (hour: number) =>
      world.bookings.createSeriesHold(
        {
          serviceId: shop.serviceId,
          start: world.at(hour, 1),
          rule: { frequency: "weekly", every: 1, count: 3 },
        },
        customer,
      );
    const book = (holdId: string, city: string) =>
      world.bookings.createSeries({ holdId, address: { ...ADDRESS, city } }, customer);
    const first = await series(9);
    await expect(book(first.id, "Farville")).rejects.toMatchObject({ code: "out_of_area" });
    await book(first.id, "Nearby");
    expect(await claimPlaces(shop)).toEqual([kept(12), kept(12), kept(12)]);
    const near = await series(10.5);
    await expect(book(near.id, "Bigcity")).rejects.toMatchObject({
      code: "slot_taken",
      data: {
        conflicts: [1, 2, 3].map((occurrence) => ({
          occurrence,
          reason: "taken",
          alternatives: { length: 5 },
        })),
      },
    });
    expect((await world.bookings.getSeriesHold({ id: near.id }, customer)).status).toBe("active");
  });

  test("moves only to where it can be reached; the provider's own proposals are their own matter", async () => {
    const shop = await world.shop(MOBILE);
    await bookAt(shop, 12, "Nearby", north(15));
    const { id, customer } = await bookAt(shop, 16, "Nearby", north(5));
    const { slots } = await world.bookings.listNewTimes(
      { id, from: world.at(8, 1), to: world.at(16, 1) },
      customer,
    );
    expect(slots.map(({ start }) => start)).not.toContain(world.at(13.25, 1));
    expect(slots.map(({ start }) => start)).toContain(world.at(13 + 20 / 60, 1));
    const move = (start: string) => world.bookings.rescheduleBooking({ id, start }, customer);
    await expect(move(world.at(13.25, 1))).rejects.toMatchObject({ code: "slot_taken" });
    expect(await move(world.at(13.5, 1))).toMatchObject({ start: world.at(13.5, 1) });
    // It took its place along.
    expect(await claimPlaces(shop)).toEqual([kept(15), kept(5)]);
    const proposed = await world.bookings.rescheduleBooking(
      { id, start: world.at(13.25, 1) },
      asProvider(shop),
    );
    expect(proposed.proposal).toMatchObject({ start: world.at(13.25, 1) });
  });
});
