import type { Actor, Service } from "@loconomy/contracts";
import { knownProvider, knownServices, noSuchProvider, servicesOf } from "../cached.ts";
import { canSeeInactive, canSeeProvider } from "../policy.ts";
import { toService } from "../rows.ts";
import type { Providers } from "../service.ts";

/** A provider's services, the cheapest first; its owner and operators also see inactive ones. @throws not_found */
export const listServices = async (
  providers: Providers,
  actor: Actor,
  providerId: string,
): Promise<Service[]> => {
  const known = await knownProvider(providers, providerId);
  if (!canSeeProvider(actor, known)) throw noSuchProvider();
  if (!canSeeInactive(actor, known)) return knownServices(providers, known.provider.id);
  return (await providers.db.prisma.service.findMany(servicesOf(providerId, false))).map(toService);
};
