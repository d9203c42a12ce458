import { randomUUID } from "node:crypto";
import { query, system, transaction, type DemoWorld } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "./seed.ts";
import { listTimeline } from "./timeline-store.ts";
import { replay } from "./replay.ts";
import { firstBrokenEntry } from "./timeline.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const [customerId, userId, categoryId, providerId] = [
  randomUUID(),
  randomUUID(),
  randomUUID(),
  randomUUID(),
];
const serviceIds = { instant: randomUUID(), asked: randomUUID() };
const createdAt = "2026-03-01T08:00:00.000Z";

/** What of the demo world bookings reads. */
const world = {
  users: [
    { id: customerId, displayName: "Casey" },
    { id: userId, displayName: "Pat" },
  ],
  providers: [
    {
      id: providerId,
      userId,
      slug: "pats-pipes",
      businessName: "Pat's Pipes",
      cancellationPolicy: "moderate",
      timeZone: "America/Chicago",
    },
  ],
  services: [
    {
      id: serviceIds.instant,
      providerId,
      name: "Leaking tap",
      location: "provider",
      isInstant: true,
    },
    { id: serviceIds.asked, providerId, name: "New bath", location: "customer", isInstant: false },
  ],
  schedules: [
    {
      providerId,
      timeZone: "America/Chicago",
      weekly: [{ weekday: 1, start: "08:00", end: "16:00" }],
      stepMinutes: 30,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 15,
      noticeMinutes: 120,
    },
  ],
  bookings: [serviceIds.instant, serviceIds.asked].map((serviceId, index) => ({
    id: randomUUID(),
    customerId,
    providerId,
    providerUserId: userId,
    serviceId,
    start: `2026-03-0${index + 4}T15:00:00.000Z`,
    end: `2026-03-0${index + 4}T16:00:00.000Z`,
    priceAmount: 9900,
    currency: "USD",
    address: { line1: "1 Main Street", city: "Austin" },
    createdAt,
  })),
} as unknown as DemoWorld;

test("demo jobs are completed, with timelines that hold", async () => {
  for (const id of [customerId, userId]) {
    await query(
      database.owner,
      "insert into users.users (id, email, display_name) values ($1, $2, 'Casey')",
      [id, `${id}@example.com`],
    );
  }
  await query(
    database.owner,
    "insert into providers.categories (id, name, slug) values ($1, 'Plumbing', 'plumbing')",
    [categoryId],
  );
  await query(
    database.owner,
    `insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
     values ($1, $2, 'pats-pipes', 'Pat''s Pipes', $3, 'Austin, TX', 30, -97, 20, 'USD', 'moderate')`,
    [providerId, userId, categoryId],
  );
  await query(
    database.owner,
    `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
     select id, $2, 'Job', 9900, 'USD', 60, 'provider', true from unnest($1::uuid[]) id`,
    [Object.values(serviceIds), providerId],
  );
  await seed(database.owner, world);

  const actions = {
    [serviceIds.instant]: ["book", "pay", "start", "complete"],
    [serviceIds.asked]: ["book", "pay", "accept", "start", "complete"],
  };
  for (const booking of world.bookings) {
    const entries = await transaction(database.owner, system("test"), (tx) =>
      listTimeline(tx, booking.id),
    );
    expect(entries.map((entry) => entry.action)).toEqual(actions[booking.serviceId]);
    expect(firstBrokenEntry(entries)).toBeNull();
    expect(replay(entries)).toEqual({
      status: "completed",
      start: booking.start,
      end: booking.end,
      proposal: null,
    });
  }
  const rows = await query(
    database.owner,
    `select status, customer_name, time_zone, duration_minutes, completed_at > ends_at as done, location -> 'address' as address from bookings.bookings order by scheduled_at`,
  );
  expect(rows).toMatchObject([
    {
      status: "completed",
      customer_name: "Casey",
      time_zone: "America/Chicago",
      duration_minutes: 60,
      done: true,
      address: null,
    },
    { address: { city: "Austin" } },
  ]);
  expect(await query(database.owner, "select notice_minutes from bookings.schedules")).toEqual([
    { notice_minutes: 120 },
  ]);
});
