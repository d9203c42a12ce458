import { publish, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asUser, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const NINE_TO_TWELVE = {
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "12:00" })),
  stepMinutes: 60,
};

test("a provider whose account cannot take money has no open times and is not held, in a series either", async () => {
  const shop = await world.shop({ rules: NINE_TO_TWELVE });
  const serviceId = await world.addService(shop, {});
  const me = asUser(await world.customer());
  const [start, day] = [world.at(9, 1), world.at(0, 1).slice(0, 10)];
  const tell = async (): Promise<void> => {
    const { providerId } = shop;
    await transaction(world.database.owner, system("providers"), (tx) =>
      publish(tx, world.harness.clock, "provider.updated", providerId, { providerId }),
    );
    await world.harness.settle();
  };
  const slots = async (): Promise<number> => {
    const question = { id: shop.providerId, serviceId, from: day, to: day };
    return (await world.bookings.listSlots(question, me)).slots.length;
  };
  const refused = { code: "not_bookable_yet", status: 422 };
  expect(await slots()).toBe(3);

  await world.changeService(serviceId, { takesBookings: false });
  await tell();
  expect(await slots()).toBe(0);
  await expect(world.bookings.createHold({ serviceId, start }, me)).rejects.toMatchObject(refused);
  const series = { serviceId, start, rule: { frequency: "weekly" as const, every: 1, count: 3 } };
  await expect(world.bookings.previewSeries(series, me)).rejects.toMatchObject(refused);
  await expect(world.bookings.joinWaitlist({ serviceId, day }, me)).rejects.toMatchObject(refused);
  await expect(
    world.bookings.listSlots({ id: shop.providerId, serviceId, from: day, to: "2020-01-01" }, me),
  ).rejects.toMatchObject({ code: "invalid_request" });

  await world.changeService(serviceId, { takesBookings: true });
  await tell();
  expect(await slots()).toBe(3);
  expect(await world.bookings.createHold({ serviceId, start }, me)).toMatchObject({
    status: "active",
  });
});
