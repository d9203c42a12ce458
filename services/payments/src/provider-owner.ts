import { can, type Actor } from "@loconomy/contracts";
import { problem, requireUser } from "@loconomy/kit";
import type { Payments } from "./context.ts";

/** Lets the provider's owner and operators in; for everybody else the provider does not exist. */
export const requireProviderOwner = async (
  { clients }: Payments,
  actor: Actor,
  providerId: string,
): Promise<void> => {
  const user = requireUser(actor);
  const owner = await clients.providers.getOwner({ providerId });
  if (!owner || (owner.userId !== user.userId && !can(user, "admin:access")))
    throw problem("not_found");
};
