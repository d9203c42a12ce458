import type { Actor, Plan } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import { findPricingRules } from "../pricing/pricing-store.ts";
import { requireProviderOwner } from "../provider-owner.ts";
import { feeFor } from "./quote.ts";

/**
 * A provider's plan, and the platform's share of what is quoted for its jobs from now on, in basis points.
 * @throws unauthenticated, not_found, service_unavailable when providers cannot be asked.
 */
export const getProviderFee = async (
  payments: Payments,
  actor: Actor,
  { id }: { id: string },
): Promise<{ plan: Plan; feeBps: number }> => {
  await requireProviderOwner(payments, actor, id);
  const { db, clients } = payments;
  const [{ category }, rules] = await Promise.all([
    clients.providers.getProvider({ idOrSlug: id }),
    findPricingRules(db, id, null),
  ]);
  return { plan: rules.plan, feeBps: await feeFor(payments, rules, category.id) };
};
