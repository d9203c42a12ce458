import type { Category } from "@loconomy/contracts";
import type { SearchDependencies } from "./dependencies.ts";

const CATEGORIES = { ttlMs: 30_000, staleMs: 30_000 };

/** All categories, remembered for half a minute. */
export const listCategories = ({
  clients,
  cache,
}: Pick<SearchDependencies, "clients" | "cache">): Promise<Category[]> =>
  cache.remember(
    "categories",
    CATEGORIES,
    async () => (await clients.providers.listCategories()).items,
  );

/** Id of the category with a slug; undefined when there is none. */
export const categoryIdOf = async (
  deps: Pick<SearchDependencies, "clients" | "cache">,
  slug: string,
): Promise<string | undefined> =>
  (await listCategories(deps)).find((category) => category.slug === slug)?.id;
