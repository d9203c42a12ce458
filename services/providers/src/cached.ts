import { providerTag, type Provider, type Service } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { toProvider, toService } from "./rows.ts";
import type { Providers } from "./service.ts";
import { findProvider, UUID } from "./store.ts";

/** As long as nobody says that a provider changed. */
const PROVIDER = { ttlMs: 60_000, staleMs: 60_000 };
/** Slugs stay. */
const SLUG = { ttlMs: 600_000 };

/** A profile and what decides who may see it. */
export interface KnownProvider {
  provider: Provider;
  userId: string;
  isActive: boolean;
}

/**
 * A provider by id or slug, closed ones too, from memory when it is there: the most frequent read of all.
 * @throws not_found, which is not kept: whoever tries names may not fill the memory with them.
 */
export const knownProvider = async (
  deps: Pick<Providers, "db" | "cache">,
  idOrSlug: string,
): Promise<KnownProvider> => {
  const id = UUID.test(idOrSlug) ? idOrSlug.toLowerCase() : await idOf(deps, idOrSlug);
  return deps.cache.remember(
    `provider:${id}`,
    { ...PROVIDER, tags: [providerTag(id)] },
    async () => {
      const row = await findProvider(deps.db, id);
      if (!row) throw noSuchProvider();
      return { provider: toProvider(row), userId: row.userId, isActive: row.isActive };
    },
  );
};

const idOf = ({ db, cache }: Pick<Providers, "db" | "cache">, slug: string): Promise<string> =>
  cache.remember(`id:${slug}`, SLUG, async () => {
    const row = await findProvider(db, slug);
    if (!row) throw noSuchProvider();
    return row.id;
  });

/** The services that everybody sees, the cheapest first. */
export const knownServices = (
  deps: Pick<Providers, "db" | "cache">,
  providerId: string,
): Promise<Service[]> =>
  deps.cache.remember(
    `services:${providerId}`,
    { ...PROVIDER, tags: [providerTag(providerId)] },
    async () =>
      (await deps.db.prisma.service.findMany(servicesOf(providerId, true))).map(toService),
  );

/** What to find: a provider's services as they are listed. */
export const servicesOf = (providerId: string, onlyActive: boolean) => ({
  where: { providerId, deletedAt: null, ...(onlyActive ? { isActive: true } : {}) },
  orderBy: [{ priceAmount: "asc" as const }, { id: "asc" as const }],
});

/** Who has changed a provider sees so at once, here and on every other instance; the event of it comes a moment later. */
export const changing = async <T>(
  { cache }: Pick<Providers, "cache">,
  providerId: string,
  change: Promise<T>,
): Promise<T> => {
  const changed = await change;
  await cache.invalidate([providerTag(providerId)]);
  return changed;
};

export const noSuchProvider = () => problem("not_found", "There is no such provider.");
