import type { City, Listing, OpenQuarters, Position } from "@loconomy/contracts";
import { systemClock, type Db, type DemoWorld } from "@loconomy/kit";
import { refreshLandings } from "./operations/refresh-landings.ts";
import { toListingRow, type ListingRow } from "./listing-row.ts";
import { saveListings } from "./listings.ts";
import { saveOpenTimes } from "./open-time-store.ts";

const ASKED_AT_ONCE = 100;

/** Builds the index for the demo world. */
export const seed = async (db: Db, world: DemoWorld): Promise<void> =>
  saveListings(db, demoRows(world), systemClock.now());

/**
 * Writes the open times of the demo world's providers.
 * @param ask answers as the bookings service does.
 */
export const seedOpenTimes = async (
  db: Db,
  { schedules }: DemoWorld,
  ask: (providerIds: string[]) => Promise<OpenQuarters[]>,
): Promise<void> => {
  const readAt = systemClock.now();
  const ids = schedules.map(({ providerId }) => providerId);
  for (let at = 0; at < ids.length; at += ASKED_AT_ONCE)
    await saveOpenTimes(db, await ask(ids.slice(at, at + ASKED_AT_ONCE)), { readAt, now: readAt });
};

/**
 * Makes the landing pages of the demo world's cities.
 * @param findCity answers as the geolocation service does.
 */
export const seedLandings = (
  db: Db,
  findCity: (position: Position) => City | null,
): Promise<void> => refreshLandings(db, async (positions) => positions.map(findCity));

/** The rows that the providers' events would lead to. */
export const demoRows = (world: DemoWorld): ListingRow[] => {
  const categories = new Map(world.categories.map((category) => [category.id, category]));
  const services = Map.groupBy(world.services, (service) => service.providerId);
  const pathTo = (id: string | null): DemoWorld["categories"] => {
    const category = id === null ? undefined : categories.get(id);
    return category ? [...pathTo(category.parentId), category] : [];
  };
  return world.providers.flatMap((provider) => {
    const path = pathTo(provider.categoryId);
    const { id, name, slug, iconName } = path.at(-1)!;
    const listing: Listing = {
      provider: {
        ...provider,
        languages: provider.languages ?? [],
        category: { id, name, slug, iconName },
        isActive: true,
        takesBookings: true,
      },
      userId: provider.userId,
      services: (services.get(provider.id) ?? []).map(
        ({ priceAmount, variants, capacity, ...service }) => ({
          ...service,
          price: { amount: priceAmount, currency: provider.currency },
          variants: (variants ?? []).map(({ priceAmount: amount, ...variant }) => ({
            ...variant,
            price: { amount, currency: provider.currency },
          })),
          capacity: capacity ?? 1,
          deposit: null,
          isActive: true,
        }),
      ),
      categoryPath: path.map((category) => category.name),
      categoryIds: path.map((category) => category.id),
      record: { keptCount: provider.keptCount, brokenCount: provider.brokenCount },
    };
    return toListingRow(listing, provider.timeZone) ?? [];
  });
};
