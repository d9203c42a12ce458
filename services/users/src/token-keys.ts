import type { Db } from "@loconomy/kit";
import type { Jwk } from "better-auth/plugins";

/** How long another process may miss a key that was made here. Keys change every 90 days. */
const CACHE_MS = 10_000;

/**
 * The keys that sign and verify access tokens. Kept in memory for ten seconds, so that verifying a token asks the
 * database for nothing; an empty list is never kept.
 */
export const createTokenKeys = (db: Db) => {
  let cached: { keys: Jwk[]; until: number } | undefined;
  return {
    getJwks: async (): Promise<Jwk[]> => {
      if (cached && cached.until > Date.now()) return cached.keys;
      const keys = (await db.prisma.jwks.findMany({ orderBy: { id: "asc" } })) as Jwk[];
      cached = keys.length > 0 ? { keys, until: Date.now() + CACHE_MS } : undefined;
      return keys;
    },
    createJwk: async (key: Omit<Jwk, "id">): Promise<Jwk> => {
      cached = undefined;
      return (await db.prisma.jwks.create({ data: key })) as Jwk;
    },
  };
};
