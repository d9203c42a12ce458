import type { Actor, Provider } from "@loconomy/contracts";
import { knownProvider, noSuchProvider } from "../cached.ts";
import { canSeeProvider } from "../policy.ts";
import type { Providers } from "../service.ts";

/** A public profile, by id or slug. @throws not_found, also for a closed profile that is not the actor's. */
export const getProvider = async (
  providers: Providers,
  actor: Actor,
  idOrSlug: string,
): Promise<Provider> => {
  const known = await knownProvider(providers, idOrSlug);
  if (!canSeeProvider(actor, known)) throw noSuchProvider();
  return known.provider;
};
