import { randomUUID } from "node:crypto";
import { serviceContracts, type BookingRecord } from "@loconomy/contracts";
import type { Db, RequestContext, Service } from "@loconomy/kit";
import { implement } from "@orpc/server";

export interface Party {
  customerId: string;
  providerUserId: string;
  providerId: string;
  serviceId: string;
}

/** A customer, a provider and its service, as their owners would have written them. */
export const makeParty = async (owner: Db): Promise<Party> => {
  const party: Party = {
    customerId: randomUUID(),
    providerUserId: randomUUID(),
    providerId: randomUUID(),
    serviceId: randomUUID(),
  };
  await owner.pool.query(
    "insert into users.users (id, email, display_name) values ($1, $3, 'Maria Silva'), ($2, $4, 'Pat Bright')",
    [
      party.customerId,
      party.providerUserId,
      `${party.customerId}@example.com`,
      `${party.providerUserId}@example.com`,
    ],
  );
  await owner.pool.query(
    `with category as (insert into providers.categories (name, slug) values ('Cleaning', $4) returning id)
     insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
     select $1, $2, $3, 'Bright Windows', id, 'Berlin, Germany', 52.5, 13.4, 10, 'EUR', 'flexible' from category`,
    [party.providerId, party.providerUserId, `p-${party.providerId}`, `c-${party.providerId}`],
  );
  await owner.pool.query(
    `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
     values ($1, $2, 'Window cleaning', 6000, 'EUR', 90, 'customer', true)`,
    [party.serviceId, party.providerId],
  );
  return party;
};

/** Stands in for the bookings service: answers for the records that were put in. */
export class BookingBook {
  readonly records = new Map<string, BookingRecord>();
  readonly #owner: Db;

  constructor(owner: Db) {
    this.#owner = owner;
  }

  /** A booking that was completed at `completedAt`, or is still to come. */
  async add(party: Party, completedAt: Date | null): Promise<string> {
    const id = randomUUID();
    const start = new Date((completedAt?.getTime() ?? Date.now()) - 7_200_000);
    const end = new Date(start.getTime() + 5_400_000);
    await insertBooking(this.#owner, { ...party, id, start, end });
    this.records.set(id, record({ ...party, id, start, end, completedAt }));
    return id;
  }

  service(): Service {
    const os = implement(serviceContracts.bookings).$context<RequestContext>();
    const getRecord = os.getRecord.handler(({ input }) => this.records.get(input.id) ?? null);
    return { router: {}, internalRouter: { getRecord }, consumers: [], jobs: {}, recurring: [] };
  }
}

/** Stands in for the providers service: knows who owns which provider. */
export const owners = (parties: readonly Party[]): Service => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  const getOwner = os.getOwner.handler(({ input }) => {
    const party = parties.find(({ providerId }) => providerId === input.providerId);
    return party
      ? {
          providerId: party.providerId,
          userId: party.providerUserId,
          businessName: "Bright Windows",
          slug: "bright-windows",
        }
      : null;
  });
  return { router: {}, internalRouter: { getOwner }, consumers: [], jobs: {}, recurring: [] };
};

type Times = Party & { id: string; start: Date; end: Date };

/** The row that reviews point at. */
export const insertBooking = async (
  owner: Db,
  { id, customerId, providerId, providerUserId, serviceId, start, end }: Times,
): Promise<void> => {
  await owner.pool.query(
    `insert into bookings.bookings (id, customer_id, customer_name, provider_id, provider_user_id, provider_name, provider_slug, service_id, service_name,
       status, scheduled_at, ends_at, duration_minutes, time_zone, location, pricing, price_amount, price_currency, is_instant, timeline_sequence, timeline_hash)
     values ($1, $2, 'Maria Silva', $3, $4, 'Bright Windows', 'bright-windows', $5, 'Window cleaning',
       'completed', $6, $7, 90, 'Europe/Berlin', '{"at": "customer", "address": null}', '{}', 6000, 'EUR', true, 1, '')`,
    [id, customerId, providerId, providerUserId, serviceId, start, end],
  );
};

const record = ({
  id,
  start,
  end,
  completedAt,
  ...party
}: Times & { completedAt: Date | null }): BookingRecord => ({
  id,
  ...party,
  status: completedAt ? "completed" : "confirmed",
  customerName: "Maria Silva",
  providerName: "Bright Windows",
  providerSlug: "bright-windows",
  serviceName: "Window cleaning",
  location: "customer",
  start: start.toISOString(),
  end: end.toISOString(),
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
  createdAt: start.toISOString(),
  completedAt: completedAt?.toISOString() ?? null,
  sequence: 4,
});
