import type { Category, Listing } from "@loconomy/contracts";
import { query } from "@loconomy/kit";
import {
  SELECT_PROVIDER,
  SELECT_SERVICE,
  toProvider,
  toService,
  type ProviderRow,
  type ServiceRow,
} from "../rows.ts";
import type { Providers } from "../service.ts";
import { listCategories } from "./list-categories.ts";

/** One listing; null when the provider is gone, inactive or takes no bookings yet. */
export const getListing = async (
  providers: Providers,
  providerId: string,
): Promise<Listing | null> => {
  const rows = await query<ProviderRow>(
    providers.db,
    `${SELECT_PROVIDER} where p.id = $1 and p.is_active and p.takes_bookings`,
    [providerId],
  );
  return (await toListings(providers, rows))[0] ?? null;
};

/** Listings of active providers that take bookings, after an id, in id order. */
export const listListings = async (
  providers: Providers,
  { after, limit }: { after: string | null; limit: number },
): Promise<Listing[]> => {
  const rows = await query<ProviderRow>(
    providers.db,
    `${SELECT_PROVIDER} where p.is_active and p.takes_bookings and ($1::uuid is null or p.id > $1) order by p.id limit $2`,
    [after, limit],
  );
  return toListings(providers, rows);
};

const toListings = async (providers: Providers, rows: ProviderRow[]): Promise<Listing[]> => {
  if (rows.length === 0) return [];
  const services = await query<ServiceRow>(
    providers.db,
    `${SELECT_SERVICE} where s.provider_id = any($1) and s.is_active and s.deleted_at is null order by s.price_amount, s.id`,
    [rows.map((row) => row.id)],
  );
  const byProvider = Map.groupBy(services, (service) => service.providerId);
  const categories = new Map(
    (await listCategories(providers)).map((category) => [category.id, category]),
  );
  return rows.map((row) => {
    const path = pathTo(row, categories);
    return {
      provider: toProvider(row),
      userId: row.userId,
      services: (byProvider.get(row.id) ?? []).map(toService),
      categoryPath: path.map((category) => category.name),
      categoryIds: path.map((category) => category.id),
      record: { keptCount: row.jobsKept, brokenCount: row.jobsBroken },
    };
  });
};

/** From the root of the tree to the provider's own category, which may be newer than the cached tree. */
const pathTo = (
  row: ProviderRow,
  categories: ReadonlyMap<string, Category>,
): Array<Pick<Category, "id" | "name">> => {
  const path: Array<Pick<Category, "id" | "name">> = [
    { id: row.categoryId, name: row.categoryName },
  ];
  for (
    let parent = categories.get(row.categoryId)?.parentId;
    parent;
    parent = categories.get(parent)?.parentId
  ) {
    const category = categories.get(parent);
    if (category) path.unshift(category);
  }
  return path;
};
