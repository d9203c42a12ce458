import type { Actor, Service } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { canSeeInactive, canSeeProvider } from "../policy.ts";
import { toService } from "../rows.ts";
import type { Providers } from "../service.ts";

/** A provider's services, the cheapest first; its owner and operators also see inactive ones. @throws not_found */
export const listServices = async (
  { db }: Providers,
  actor: Actor,
  providerId: string,
): Promise<Service[]> => {
  const provider = await db.prisma.provider.findUnique({
    where: { id: providerId },
    select: { userId: true, isActive: true },
  });
  if (!provider || !canSeeProvider(actor, provider))
    throw problem("not_found", "There is no such provider.");
  const shown = canSeeInactive(actor, provider) ? {} : { isActive: true };
  const services = await db.prisma.service.findMany({
    where: { providerId, deletedAt: null, ...shown },
    orderBy: [{ priceAmount: "asc" }, { id: "asc" }],
  });
  return services.map(toService);
};
