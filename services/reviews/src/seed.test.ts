import { randomUUID } from "node:crypto";
import type { DemoWorld } from "@loconomy/kit";
import {
  createTestDatabase,
  exampleRecord,
  insertBooking,
  type TestDatabase,
} from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "./seed.ts";
import { makeParty } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("the demo's reviews are all visible, name their authors as strangers see them, and come once", async () => {
  const party = await makeParty(database.owner);
  const booking = exampleRecord({
    ...party,
    status: "completed",
    start: "2026-05-02T09:00:00Z",
    end: "2026-05-02T10:30:00Z",
  });
  await insertBooking(database.owner, booking);
  const shared = {
    bookingId: booking.id,
    providerId: party.providerId,
    rating: 5,
    title: null,
    wouldRecommend: null,
    createdAt: "2026-05-03T08:00:00Z",
  };
  const world = {
    users: [{ id: party.customerId, displayName: "Maria Silva" }],
    providers: [{ id: party.providerId, businessName: "Bright Windows" }],
    services: [{ id: party.serviceId, name: "Window cleaning" }],
    bookings: [
      {
        ...booking,
        closedAt: "2026-05-02T11:30:00.000Z",
      },
    ],
    reviews: [
      {
        ...shared,
        id: randomUUID(),
        authorId: party.customerId,
        subjectId: party.providerUserId,
        authorRole: "customer",
        content: "Every pane.",
        wouldRecommend: true,
      },
      {
        ...shared,
        id: randomUUID(),
        authorId: party.providerUserId,
        subjectId: party.customerId,
        authorRole: "provider",
        content: "On time.",
      },
    ],
  } as unknown as DemoWorld;
  await seed(database.owner, world);
  await seed(database.owner, world);
  const { rows } = await database.owner.pool.query(
    "select author_name, service_name, published_at, publish_due_at from reviews.reviews where booking_id = $1 order by author_role",
    [booking.id],
  );
  const visible = {
    service_name: "Window cleaning",
    published_at: new Date(shared.createdAt),
    publish_due_at: new Date("2026-05-16T11:30:00Z"),
  };
  expect(rows).toEqual([
    { author_name: "Maria S.", ...visible },
    { author_name: "Bright Windows", ...visible },
  ]);
});
