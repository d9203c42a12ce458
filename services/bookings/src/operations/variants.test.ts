import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asGuest, asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const variants = () => [
  {
    id: randomUUID(),
    name: "90 minutes",
    price: { amount: 9_000, currency: "USD" },
    durationMinutes: 90,
  },
  {
    id: randomUUID(),
    name: "30 minutes",
    price: { amount: 3_000, currency: "USD" },
    durationMinutes: 30,
  },
];

test("open times are those of the variant, or of the first one", async () => {
  const [long, short] = variants();
  const shop = await world.shop({ variants: [long!, short!] });
  const starts = async (variantId?: string) => {
    const { slots } = await world.bookings.listSlots(
      {
        id: shop.providerId,
        serviceId: shop.serviceId,
        variantId,
        from: world.at(22),
        to: world.at(24),
      },
      asGuest(),
    );
    return slots.map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / 60_000);
  };
  expect(await starts(short!.id)).toEqual([30, 30, 30, 30]);
  expect(await starts(long!.id)).toEqual([90, 90, 90, 90]);
  expect(await starts()).toEqual(await starts(long!.id));
});

test("hold and booking have the variant's length, price and name", async () => {
  const [long, short] = variants();
  const shop = await world.shop({ variants: [long!, short!] });
  const me = asUser(await world.customer());
  const input = { serviceId: shop.serviceId, start: world.at(9, 1) };
  const hold = await world.bookings.createHold({ ...input, variantId: short!.id }, me);
  expect(hold).toMatchObject({
    variantId: short!.id,
    end: world.at(9.5, 1),
    quote: {
      lines: [{ label: "Leaking tap, 30 minutes", amount: { amount: 3_000 } }],
      total: { amount: 3_000, currency: "USD" },
    },
  });
  expect(await world.bookings.getHold({ id: hold.id }, me)).toMatchObject({
    variantId: short!.id,
    quote: hold.quote,
  });
  const booking = await world.bookings.createBooking({ holdId: hold.id }, me);
  expect(booking).toMatchObject({
    serviceName: "Leaking tap, 30 minutes",
    durationMinutes: 30,
    price: { amount: 3_000, currency: "USD" },
  });
  const first = await world.bookings.createHold({ ...input, start: world.at(12, 1) }, me);
  expect(first).toMatchObject({ variantId: long!.id, end: world.at(13.5, 1) });
});

test("a booking keeps its own length when it moves, also when its variant is gone", async () => {
  const [long, short] = variants();
  const shop = await world.shop({ variants: [long!, short!] });
  const me = asUser(await world.customer());
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, variantId: short!.id, start: world.at(9, 5) },
    me,
  );
  const { id } = await world.bookings.createBooking({ holdId: hold.id }, me);
  await world.authorize(id);
  await world.harness.settle();
  await world.changeService(shop.serviceId, { variants: [long!] });
  const { slots } = await world.bookings.listNewTimes(
    { id, from: world.at(10, 5), to: world.at(11, 5) },
    me,
  );
  expect(slots.map(({ start, end }) => [start, end])).toEqual([
    [world.at(10, 5), world.at(10.5, 5)],
    [world.at(10.5, 5), world.at(11, 5)],
  ]);
  expect(
    await world.bookings.rescheduleBooking({ id, start: world.at(10.5, 5) }, me),
  ).toMatchObject({ start: world.at(10.5, 5), end: world.at(11, 5), durationMinutes: 30 });
});

test("a variant that was removed, or is another service's, is none", async () => {
  const shop = await world.shop({ variants: variants() });
  const other = variants();
  await world.addService(shop, { variants: other });
  const plain = await world.shop();
  const unknown = { code: "not_found", status: 404 };
  for (const [{ providerId, serviceId }, variantId] of [
    [shop, other[0]!.id],
    [shop, randomUUID()],
    [plain, other[0]!.id],
  ] as const) {
    await expect(
      world.bookings.createHold({ serviceId, variantId, start: world.at(9) }, asGuest()),
    ).rejects.toMatchObject(unknown);
    await expect(
      world.bookings.listSlots(
        { id: providerId, serviceId, variantId, from: world.at(0), to: world.at(24) },
        asGuest(),
      ),
    ).rejects.toMatchObject(unknown);
  }
  await expect(
    world.bookings.createHold(
      { serviceId: shop.serviceId, variantId: "first", start: world.at(9) },
      asGuest(),
    ),
  ).rejects.toMatchObject({ status: 400 });
});

test("a variant that is new is known at once, before its news has arrived", async () => {
  const shop = await world.shop();
  const [long] = variants();
  world.offered.set(shop.serviceId, {
    ...world.offered.get(shop.serviceId)!,
    variants: [long!],
  });
  const { slots } = await world.bookings.listSlots(
    {
      id: shop.providerId,
      serviceId: shop.serviceId,
      variantId: long!.id,
      from: world.at(9),
      to: world.at(10),
    },
    asGuest(),
  );
  expect(slots[0]).toMatchObject({ start: world.at(9), end: world.at(10.5) });
});

test("a job that is longer than the shortest variant finds what is booked behind the range", async () => {
  const [long, short] = variants();
  const shop = await world.shop({ variants: [long!, short!] });
  await world.bookings.createHold(
    { serviceId: shop.serviceId, variantId: short!.id, start: world.at(10.5) },
    asGuest(),
  );
  const { slots } = await world.bookings.listSlots(
    { id: shop.providerId, serviceId: shop.serviceId, from: world.at(9), to: world.at(10) },
    asGuest(),
  );
  expect(slots.map(({ start }) => start)).toEqual([world.at(9)]);
});

test("a series is of one variant", async () => {
  const [long, short] = variants();
  const shop = await world.shop({ variants: [long!, short!] });
  const series = await world.bookings.createSeriesHold(
    {
      serviceId: shop.serviceId,
      variantId: short!.id,
      start: world.at(9, 3),
      rule: { frequency: "weekly", count: 2 },
    },
    asGuest(),
  );
  expect(series).toMatchObject({
    price: { amount: 3_000 },
    occurrences: [{ start: world.at(9, 3), end: world.at(9.5, 3) }, {}],
  });
});
