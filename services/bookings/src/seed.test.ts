import { randomUUID } from "node:crypto";
import { query, system, transaction, type DemoWorld } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "./seed.ts";
import { listTimeline } from "./timeline-store.ts";
import { findBooking } from "./booking-store.ts";
import { replay } from "./replay.ts";
import { firstBrokenEntry } from "./timeline.ts";
import { stateOf } from "./view.ts";

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
const seatId = randomUUID();
const createdAt = "2026-03-01T08:00:00.000Z";

const movedAt = "2026-03-01T08:40:00.000Z";
const hours = (day: number) => ({
  start: `2026-03-0${day}T15:00:00.000Z`,
  end: `2026-03-0${day}T16:00:00.000Z`,
});
const demoBooking = (day: number, serviceId: string, more: object = {}) => ({
  id: randomUUID(),
  customerId,
  providerId,
  providerUserId: userId,
  serviceId,
  ...hours(day),
  priceAmount: 9900,
  currency: "USD",
  address: { line1: "1 Main Street", city: "Austin" },
  createdAt,
  moved: null,
  absent: null,
  acceptedAt: serviceId === serviceIds.asked ? `2026-03-01T10:00:00.000Z` : null,
  isCalledOff: false,
  closedAt: `2026-03-0${day}T17:00:00.000Z`,
  ...more,
});

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
      currency: "USD",
      cancellationPolicy: "moderate",
      timeZone: "America/Chicago",
      position: { lat: 30, lng: -97 },
      serviceRadiusKm: 20,
    },
  ],
  services: [
    {
      id: serviceIds.instant,
      providerId,
      name: "Leaking tap",
      location: "provider",
      isInstant: true,
      durationMinutes: 60,
      priceAmount: 9900,
      capacity: 8,
    },
    {
      id: serviceIds.asked,
      providerId,
      name: "New bath",
      location: "customer",
      isInstant: false,
      durationMinutes: 90,
    },
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
  bookings: [
    demoBooking(4, serviceIds.instant),
    demoBooking(5, serviceIds.asked),
    demoBooking(6, serviceIds.asked, { moved: { ...hours(7), by: "customer", at: movedAt } }),
    demoBooking(7, serviceIds.instant, {
      moved: { ...hours(8), by: "provider", at: movedAt },
      absent: "customer",
    }),
    demoBooking(8, serviceIds.asked, {
      isCalledOff: true,
      closedAt: "2026-03-08T09:00:00.000Z",
    }),
  ],
  messages: [],
  sessions: [
    {
      id: randomUUID(),
      providerId,
      serviceId: serviceIds.instant,
      start: "2050-03-02T15:00:00.000Z",
      end: "2050-03-02T16:00:00.000Z",
      claimStart: "2050-03-02T15:00:00.000Z",
      claimEnd: "2050-03-02T16:15:00.000Z",
      capacity: 8,
      seats: [{ id: seatId, customerId, createdAt, acceptedAt: null }],
    },
  ],
} as unknown as DemoWorld;

test("demo jobs are what their timelines say", async () => {
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

  const actions = [
    ["book", "pay", "start", "complete"],
    ["book", "pay", "accept", "start", "complete"],
    ["book", "pay", "reschedule", "accept", "start", "complete"],
    ["book", "pay", "propose", "accept_proposal", "no_show"],
    ["book", "pay", "accept", "cancel"],
  ];
  for (const [index, booking] of world.bookings.entries()) {
    const [entries, row] = await transaction(database.owner, system("test"), async (tx) => [
      await listTimeline(tx, booking.id),
      (await findBooking(tx, booking.id))!,
    ]);
    expect(entries.map((entry) => entry.action)).toEqual(actions[index]);
    expect(firstBrokenEntry(entries)).toBeNull();
    expect(replay(entries)).toEqual(stateOf(row));
    expect(row).toMatchObject({
      status: booking.absent ? "no_show" : booking.isCalledOff ? "cancelled" : "completed",
      cancelledBy: booking.isCalledOff ? "provider" : null,
      absent: booking.absent,
      start: new Date(booking.start),
      customerName: "Casey",
      timeZone: "America/Chicago",
      durationMinutes: 60,
      completedAt: booking.absent || booking.isCalledOff ? null : new Date(booking.closedAt),
      location: { address: booking.serviceId === serviceIds.asked ? { city: "Austin" } : null },
      // Every move was free, so all of them have the whole policy.
      pricing: {
        policy: { steps: [{ keepPercent: 0 }, { keepPercent: 50, until: booking.start }] },
      },
    });
  }
  const [seat, entries] = await transaction(database.owner, system("test"), async (tx) => [
    (await findBooking(tx, seatId))!,
    await listTimeline(tx, seatId),
  ]);
  expect(seat).toMatchObject({ status: "confirmed", priceAmount: 9900, completedAt: null });
  expect(replay(entries)).toEqual(stateOf(seat));
  expect(
    await query(
      database.owner,
      "select c.taken, c.capacity, s.booking_id from bookings.time_claims c join bookings.class_seats s on s.session_id = c.id",
    ),
  ).toEqual([{ taken: 1, capacity: 8, booking_id: seatId }]);
  expect(await query(database.owner, "select notice_minutes from bookings.schedules")).toEqual([
    { notice_minutes: 120 },
  ]);
  expect(
    await query(
      database.owner,
      "select service_id, duration_minutes, lat, service_radius_km from bookings.offers order by duration_minutes",
    ),
  ).toEqual([
    { service_id: serviceIds.instant, duration_minutes: 60, lat: 30, service_radius_km: 20 },
    { service_id: serviceIds.asked, duration_minutes: 90, lat: 30, service_radius_km: 20 },
  ]);
});
