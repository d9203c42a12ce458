import type { Actor, Provider } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { canSeeProvider } from "../policy.ts";
import { toProvider } from "../rows.ts";
import type { Providers } from "../service.ts";
import { findProvider } from "../store.ts";

/** A public profile, by id or slug. @throws not_found, also for a closed profile that is not the actor's. */
export const getProvider = async (
  { db }: Providers,
  actor: Actor,
  idOrSlug: string,
): Promise<Provider> => {
  const row = await findProvider(db, idOrSlug);
  if (!row || !canSeeProvider(actor, row)) throw problem("not_found", "There is no such provider.");
  return toProvider(row);
};
