import { randomUUID } from "node:crypto";
import type { BookingRecord } from "@loconomy/contracts";
import type { Db } from "@loconomy/kit";

/** A confirmed booking of two people who are not known yet, as the bookings service tells of it to others. */
export const exampleRecord = (more: Partial<BookingRecord> = {}): BookingRecord => ({
  id: randomUUID(),
  status: "confirmed",
  customerId: randomUUID(),
  customerName: "Maria Silva",
  providerId: randomUUID(),
  providerUserId: randomUUID(),
  providerName: "Bright Windows",
  providerSlug: "bright-windows",
  serviceId: randomUUID(),
  serviceName: "Window cleaning",
  location: "customer",
  start: "2026-11-28T08:00:00.000Z",
  end: "2026-11-28T09:30:00.000Z",
  durationMinutes: 90,
  timeZone: "Europe/Berlin",
  address: null,
  notes: null,
  price: { amount: 6000, currency: "EUR" },
  policy: { name: "flexible", steps: [] },
  isInstant: true,
  expiresAt: null,
  proposal: null,
  dispute: null,
  cancelledBy: null,
  absent: null,
  series: null,
  reason: null,
  createdAt: "2026-11-26T17:00:00.000Z",
  completedAt: null,
  sequence: 3,
  ...more,
});

type Parties = Pick<
  BookingRecord,
  "customerId" | "providerId" | "providerUserId" | "serviceId" | "durationMinutes" | "isInstant"
>;

/** The people, the profile and the service of a booking, as their owners would have written them; people may be there already. */
export const insertParties = async (
  owner: Db,
  { customerId, providerId, providerUserId, serviceId, durationMinutes, isInstant }: Parties,
): Promise<void> => {
  await owner.pool.query(
    `insert into users.users (id, email, display_name)
     values ($1, $3, 'Maria Silva'), ($2, $4, 'Pat Bright') on conflict do nothing`,
    [customerId, providerUserId, `${customerId}@example.com`, `${providerUserId}@example.com`],
  );
  await owner.pool.query(
    `with category as (insert into providers.categories (name, slug) values ('Cleaning', $4) returning id)
     insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
     select $1, $2, $3, 'Bright Windows', id, 'Berlin, Germany', 52.5, 13.4, 10, 'EUR', 'flexible' from category`,
    [providerId, providerUserId, `p-${providerId}`, `c-${providerId}`],
  );
  await owner.pool.query(
    `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
     values ($1, $2, 'Window cleaning', 6000, 'EUR', $3, 'customer', $4)`,
    [serviceId, providerId, durationMinutes, isInstant],
  );
};

/** The booking's own row, which those of other services point at. */
export const insertBooking = async (owner: Db, booking: BookingRecord): Promise<void> => {
  await owner.pool.query(
    `insert into bookings.bookings (id, customer_id, customer_name, provider_id, provider_user_id, provider_name, provider_slug, service_id, service_name,
       status, scheduled_at, ends_at, duration_minutes, time_zone, location, pricing, price_amount, price_currency, is_instant, timeline_sequence, timeline_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '{"at": "customer", "address": null}', '{}', $15, $16, $17, 1, '')`,
    [
      booking.id,
      booking.customerId,
      booking.customerName,
      booking.providerId,
      booking.providerUserId,
      booking.providerName,
      booking.providerSlug,
      booking.serviceId,
      booking.serviceName,
      booking.status,
      booking.start,
      booking.end,
      booking.durationMinutes,
      booking.timeZone,
      booking.price.amount,
      booking.price.currency,
      booking.isInstant,
    ],
  );
};
