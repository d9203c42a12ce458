import type { Category } from "@loconomy/contracts";
import type { Providers } from "../service.ts";

const KEPT = { ttlMs: 60_000, staleMs: 60_000 };

/** All categories, parents before their children, each level in its order. Kept for a minute. */
export const listCategories = ({ db, cache }: Providers): Promise<Category[]> =>
  cache.remember("categories", KEPT, async () => {
    const all = await db.prisma.category.findMany({
      orderBy: [{ sortOrder: "asc" }, { name: "asc" }],
    });
    return [
      ...all.filter((category) => category.parentId === null),
      ...all.filter((category) => category.parentId !== null),
    ];
  });
