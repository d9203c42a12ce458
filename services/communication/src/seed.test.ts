import { randomUUID } from "node:crypto";
import type { DemoWorld } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "./seed.ts";
import { createWorld } from "./testing.ts";

let world: Awaited<ReturnType<typeof createWorld>>;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("both sides find what they wrote, all of it read, and it comes once", async () => {
  const booking = await world.book();
  const { id: bookingId, customerId, providerId, serviceId } = booking;
  const message = (sender: "customer" | "provider", text: string, minute: number) => ({
    id: randomUUID(),
    bookingId,
    sender,
    text,
    createdAt: `2026-05-02T09:0${minute}:00.000Z`,
    readAt: "2026-05-02T09:09:00.000Z",
  });
  const demo = {
    users: [{ id: customerId, displayName: "Maria Silva" }],
    providers: [{ id: providerId, businessName: "Bright Windows" }],
    services: [{ id: serviceId, name: "Window cleaning" }],
    bookings: [booking],
    messages: [message("customer", "The bell is broken.", 1), message("provider", "Noted.", 2)],
  } as unknown as DemoWorld;
  await seed(world.database.owner, demo);
  await seed(world.database.owner, demo);

  for (const userId of [customerId, booking.providerUserId]) {
    const { items } = await world.messages(bookingId, userId);
    expect(items.map(({ sender, text }) => [sender, text]).toSorted()).toEqual([
      ["customer", "The bell is broken."],
      ["provider", "Noted."],
    ]);
    expect((await world.conversations(userId)).items).toMatchObject([
      { id: bookingId, unreadCount: 0 },
    ]);
  }
});
