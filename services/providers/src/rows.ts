import type { Provider, Service } from "@loconomy/contracts";
import type { VariantRow } from "./variants.ts";

/** Columns of a provider with its category, by the names of `ProviderRow`. Follow with `where …`. */
export const SELECT_PROVIDER = `select p.id, p.user_id as "userId", p.slug, p.business_name as "businessName", p.bio, p.avatar_url as "avatarUrl",
  p.cover_photo_url as "coverPhotoUrl", p.rating_average::float8 as "ratingAverage", p.rating_count as "ratingCount",
  p.response_time_minutes as "responseTimeMinutes", p.languages, p.is_verified as "isVerified", p.is_active as "isActive",
  p.takes_bookings as "takesBookings", p.location_label as "locationLabel", p.lat, p.lng, p.service_radius_km as "serviceRadiusKm", p.currency,
  p.cancellation_policy as "cancellationPolicy", p.created_at as "createdAt", p.jobs_kept as "jobsKept", p.jobs_broken as "jobsBroken",
  c.id as "categoryId", c.name as "categoryName", c.slug as "categorySlug", c.icon_name as "categoryIcon"
  from providers.providers p join providers.categories c on c.id = p.category_id`;

/** Columns of a service, by the names of `ServiceRow`. Follow with `where …`. */
export const SELECT_SERVICE = `select s.id, s.provider_id as "providerId", s.name, s.description, s.price_amount as "priceAmount",
  s.price_currency as "priceCurrency", s.duration_minutes as "durationMinutes", s.variants, s.capacity, s.location, s.is_instant as "isInstant",
  s.deposit_percent as "depositPercent", s.deposit_amount as "depositAmount", s.is_active as "isActive"
  from providers.services s`;

export interface ProviderRow {
  id: string;
  userId: string;
  slug: string;
  businessName: string;
  bio: string | null;
  avatarUrl: string | null;
  coverPhotoUrl: string | null;
  ratingAverage: number;
  ratingCount: number;
  responseTimeMinutes: number | null;
  languages: string[];
  isVerified: boolean;
  isActive: boolean;
  takesBookings: boolean;
  locationLabel: string;
  lat: number;
  lng: number;
  serviceRadiusKm: number;
  currency: string;
  cancellationPolicy: string;
  createdAt: Date;
  jobsKept: number;
  jobsBroken: number;
  categoryId: string;
  categoryName: string;
  categorySlug: string;
  categoryIcon: string | null;
}

export interface ServiceRow {
  id: string;
  providerId: string;
  name: string;
  description: string | null;
  priceAmount: number;
  priceCurrency: string;
  durationMinutes: number;
  /** An array of `VariantRow`. */
  variants: unknown;
  capacity: number;
  location: string;
  isInstant: boolean;
  /** At most one of the two. */
  depositPercent: number | null;
  depositAmount: number | null;
  isActive: boolean;
}

/** What the contract calls a provider. The policy and location columns carry checks, so the casts hold. */
export const toProvider = (row: ProviderRow): Provider => ({
  id: row.id,
  slug: row.slug,
  businessName: row.businessName,
  bio: row.bio,
  avatarUrl: row.avatarUrl,
  coverPhotoUrl: row.coverPhotoUrl,
  category: {
    id: row.categoryId,
    name: row.categoryName,
    slug: row.categorySlug,
    iconName: row.categoryIcon,
  },
  ratingAverage: row.ratingAverage,
  ratingCount: row.ratingCount,
  responseTimeMinutes: row.responseTimeMinutes,
  languages: row.languages,
  isVerified: row.isVerified,
  isActive: row.isActive,
  takesBookings: row.takesBookings,
  locationLabel: row.locationLabel,
  position: { lat: row.lat, lng: row.lng },
  serviceRadiusKm: row.serviceRadiusKm,
  currency: row.currency,
  cancellationPolicy: row.cancellationPolicy as Provider["cancellationPolicy"],
  createdAt: row.createdAt.toISOString(),
});

export const toService = (row: ServiceRow): Service => ({
  id: row.id,
  providerId: row.providerId,
  name: row.name,
  description: row.description,
  price: { amount: row.priceAmount, currency: row.priceCurrency },
  durationMinutes: row.durationMinutes,
  variants: (row.variants as VariantRow[]).map(({ priceAmount, ...variant }) => ({
    ...variant,
    price: { amount: priceAmount, currency: row.priceCurrency },
  })),
  capacity: row.capacity,
  location: row.location as Service["location"],
  isInstant: row.isInstant,
  deposit: depositTerms(row),
  isActive: row.isActive,
});

const depositTerms = ({
  depositPercent: percent,
  depositAmount: amount,
}: Pick<ServiceRow, "depositPercent" | "depositAmount">): Service["deposit"] => {
  if (percent !== null) return { percent };
  return amount === null ? null : { amount };
};
