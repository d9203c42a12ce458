import type { Listing, Position, Service, ServiceVariant } from "@loconomy/contracts";
import { query, type Db, type Tx } from "@loconomy/kit";

/** What open times need to know of a service that is on offer. */
export interface Offer {
  serviceId: string;
  providerId: string;
  /** Of its shortest variant, where it has some. */
  durationMinutes: number;
  /** In the provider's order. */
  variants: ReadonlyArray<Pick<ServiceVariant, "id" | "durationMinutes">>;
  /** How many people can book the same time. */
  capacity: number;
  location: Service["location"];
  isInstant: boolean;
  /** Where the provider works or starts from, and how far they come, in kilometres. */
  position: Position;
  serviceRadiusKm: number;
}

/** Columns of `bookings.offers`, by the names of `Offer`. */
export const OFFER = `service_id as "serviceId", provider_id as "providerId", duration_minutes as "durationMinutes", variants, capacity, location,
  is_instant as "isInstant", json_build_object('lat', lat, 'lng', lng) as position, service_radius_km as "serviceRadiusKm"`;

export const toOffer = (
  service: Pick<
    Service,
    "id" | "durationMinutes" | "variants" | "capacity" | "location" | "isInstant"
  >,
  provider: { id: string; position: Position; serviceRadiusKm: number },
): Offer => ({
  serviceId: service.id,
  providerId: provider.id,
  durationMinutes: service.durationMinutes,
  variants: service.variants.map(({ id, durationMinutes }) => ({ id, durationMinutes })),
  capacity: service.capacity,
  location: service.location,
  isInstant: service.isInstant,
  position: provider.position,
  serviceRadiusKm: provider.serviceRadiusKm,
});

export const toOffers = ({ provider, services }: Listing): Offer[] =>
  services.map((service) => toOffer(service, provider));

export const findOffer = async (db: Db, serviceId: string): Promise<Offer | undefined> =>
  (
    await query<Offer>(db, `select ${OFFER} from bookings.offers where service_id = $1`, [
      serviceId,
    ])
  )[0];

const SAVE = `
  insert into bookings.offers (service_id, provider_id, duration_minutes, variants, capacity, location, is_instant, lat, lng, service_radius_km, read_at)
  select "serviceId", "providerId", "durationMinutes", variants, capacity, location, "isInstant", (position->>'lat')::float8, (position->>'lng')::float8,
         "serviceRadiusKm", $2
    from json_to_recordset($1::json) as o ("serviceId" uuid, "providerId" uuid, "durationMinutes" int, variants jsonb, capacity int, location text,
      "isInstant" boolean, position json, "serviceRadiusKm" float8)
  on conflict (service_id) do update set duration_minutes = excluded.duration_minutes, variants = excluded.variants, capacity = excluded.capacity, location = excluded.location,
    is_instant = excluded.is_instant, lat = excluded.lat, lng = excluded.lng, service_radius_km = excluded.service_radius_km,
    read_at = excluded.read_at
  where offers.read_at <= excluded.read_at
  returning new.provider_id as "providerId", old.capacity as "before", new.capacity as "after"`;

/**
 * Writes offers whose facts were asked for at `readAt`; a row that holds later facts stays. Resolves with the providers of which
 * a class takes more or fewer people than before.
 */
export const saveOffers = async (
  db: Db | Tx,
  offers: readonly Offer[],
  readAt: Date,
): Promise<string[]> => {
  if (offers.length === 0) return [];
  const rows = await query<{ providerId: string; before: number | null; after: number }>(db, SAVE, [
    JSON.stringify(offers),
    readAt,
  ]);
  const resized = rows.filter(({ before, after }) => (before ?? 1) !== after);
  return [...new Set(resized.map(({ providerId }) => providerId))];
};

/** Drops what no read since `readAt` has seen: of one provider, or of all. */
export const removeOffers = async (
  db: Db,
  readAt: Date,
  providerId: string | null = null,
): Promise<void> => {
  await query(
    db,
    "delete from bookings.offers where read_at < $1 and ($2::uuid is null or provider_id = $2)",
    [readAt, providerId],
  );
};
