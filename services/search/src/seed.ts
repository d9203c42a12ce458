import type { Listing } from "@loconomy/contracts";
import { systemClock, type Db, type DemoWorld } from "@loconomy/kit";
import { toListingRow, type ListingRow } from "./listing-row.ts";
import { saveListings } from "./listings.ts";

/** Builds the index for the demo world. */
export const seed = async (db: Db, world: DemoWorld): Promise<void> =>
  saveListings(db, demoRows(world), systemClock.now());

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
      provider: { ...provider, category: { id, name, slug, iconName }, isActive: true },
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
          isActive: true,
        }),
      ),
      categoryPath: path.map((category) => category.name),
      categoryIds: path.map((category) => category.id),
    };
    return toListingRow(listing, provider.timeZone) ?? [];
  });
};
