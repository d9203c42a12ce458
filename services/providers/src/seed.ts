import { query, type Db, type DemoWorld } from "@loconomy/kit";

/** Writes the demo marketplace's categories, providers and services: one statement each. */
export const seed = async (db: Db, world: DemoWorld): Promise<void> => {
  await query(
    db,
    `insert into providers.categories (id, name, slug, description, icon_name, parent_id, sort_order)
     select id, name, slug, description, "iconName", "parentId", "sortOrder" from json_to_recordset($1)
       as c(id uuid, name text, slug text, description text, "iconName" text, "parentId" uuid, "sortOrder" int)`,
    [JSON.stringify(world.categories)],
  );
  await query(
    db,
    `insert into providers.providers (id, user_id, slug, business_name, bio, avatar_url, cover_photo_url, category_id, rating_average,
       rating_count, response_time_minutes, languages, is_verified, takes_bookings, location_label, lat, lng, service_radius_km, currency, cancellation_policy, jobs_kept, jobs_broken,
       created_at, updated_at)
     select id, "userId", slug, "businessName", bio, "avatarUrl", "coverPhotoUrl", "categoryId", round("ratingAverage", 2), "ratingCount",
       "responseTimeMinutes", coalesce(languages, '{}'), "isVerified", true, "locationLabel", (position ->> 'lat')::float8, (position ->> 'lng')::float8, "serviceRadiusKm",
       currency, "cancellationPolicy", "keptCount", "brokenCount", "createdAt", "createdAt"
       from json_to_recordset($1) as p(id uuid, "userId" uuid, slug text, "businessName" text, bio text, "avatarUrl" text,
         "coverPhotoUrl" text, "categoryId" uuid, "ratingAverage" numeric, "ratingCount" int, "responseTimeMinutes" int, languages text[], "isVerified" boolean,
         "locationLabel" text, position json, "serviceRadiusKm" float8, currency text, "cancellationPolicy" text, "keptCount" int, "brokenCount" int, "createdAt" timestamptz)`,
    [JSON.stringify(world.providers)],
  );
  const currencies = new Map(world.providers.map((provider) => [provider.id, provider.currency]));
  await query(
    db,
    `insert into providers.services (id, provider_id, name, description, price_amount, price_currency, duration_minutes, variants, capacity, deposit_percent, location, is_instant)
     select id, "providerId", name, description, "priceAmount", currency, "durationMinutes", coalesce(variants, '[]'), coalesce(capacity, 1), "depositPercent", location, "isInstant"
       from json_to_recordset($1) as s(id uuid, "providerId" uuid, name text, description text, "priceAmount" int, currency text,
         "durationMinutes" int, variants jsonb, capacity int, "depositPercent" int, location text, "isInstant" boolean)`,
    [
      JSON.stringify(
        world.services.map((service) => ({
          ...service,
          currency: currencies.get(service.providerId),
        })),
      ),
    ],
  );
};
