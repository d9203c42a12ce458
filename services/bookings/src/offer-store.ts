import type { Listing, Position, Service } from "@loconomy/contracts";
import { query, type Db } from "@loconomy/kit";

/** What open times need to know of a service that is on offer. */
export interface Offer {
  serviceId: string;
  providerId: string;
  durationMinutes: number;
  location: Service["location"];
  isInstant: boolean;
  /** Where the provider works or starts from, and how far they come, in kilometres. */
  position: Position;
  serviceRadiusKm: number;
}

/** Columns of `bookings.offers`, by the names of `Offer`. */
export const OFFER = `service_id as "serviceId", provider_id as "providerId", duration_minutes as "durationMinutes", location,
  is_instant as "isInstant", json_build_object('lat', lat, 'lng', lng) as position, service_radius_km as "serviceRadiusKm"`;

export const toOffer = (
  service: Pick<Service, "id" | "durationMinutes" | "location" | "isInstant">,
  provider: { id: string; position: Position; serviceRadiusKm: number },
): Offer => ({
  serviceId: service.id,
  providerId: provider.id,
  durationMinutes: service.durationMinutes,
  location: service.location,
  isInstant: service.isInstant,
  position: provider.position,
  serviceRadiusKm: provider.serviceRadiusKm,
});

export const toOffers = ({ provider, services }: Listing): Offer[] =>
  services.map((service) => toOffer(service, provider));

const SAVE = `
  insert into bookings.offers (service_id, provider_id, duration_minutes, location, is_instant, lat, lng, service_radius_km, read_at)
  select "serviceId", "providerId", "durationMinutes", location, "isInstant", (position->>'lat')::float8, (position->>'lng')::float8,
         "serviceRadiusKm", $2
    from json_to_recordset($1::json) as o ("serviceId" uuid, "providerId" uuid, "durationMinutes" int, location text,
      "isInstant" boolean, position json, "serviceRadiusKm" float8)
  on conflict (service_id) do update set duration_minutes = excluded.duration_minutes, location = excluded.location,
    is_instant = excluded.is_instant, lat = excluded.lat, lng = excluded.lng, service_radius_km = excluded.service_radius_km,
    read_at = excluded.read_at
  where offers.read_at <= excluded.read_at`;

/** Writes offers whose facts were asked for at `readAt`; a row that holds later facts stays. */
export const saveOffers = async (db: Db, offers: readonly Offer[], readAt: Date): Promise<void> => {
  if (offers.length > 0) await query(db, SAVE, [JSON.stringify(offers), readAt]);
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
