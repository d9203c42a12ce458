import type { Actor, DepositTerms, Money, Plan, Position, Price } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import { feeBpsFor, pathOf } from "../pricing/fee.ts";
import { priceOf } from "../pricing/price.ts";
import { findPricingRules, type PricingRules } from "../pricing/pricing-store.ts";
import { taxesOn } from "../pricing/tax.ts";
import { requireProviderOwner } from "../provider-owner.ts";

interface QuoteRequest {
  providerId: string;
  categoryId: string;
  position: Position;
  label: string;
  price: Money;
  deposit: DepositTerms | null;
  /** `YYYY-MM-DD`, by the calendar of the provider's zone. */
  days: readonly string[];
}

/**
 * What a service costs on each of some days, by the rules as they are now. A place that no country is known for bears no tax.
 * @throws service_unavailable when geolocation or providers cannot be asked.
 */
export const quote = async (
  payments: Payments,
  { providerId, categoryId, position, label, price, deposit, days }: QuoteRequest,
): Promise<{ prices: Price[] }> => {
  const { db, clients } = payments;
  const { place } = await clients.geolocation.reversePlace(position);
  const rules = await findPricingRules(db, providerId, place?.country ?? null);
  const feeBps = await feeFor(payments, rules, categoryId);
  return {
    prices: days.map((day) =>
      priceOf({
        label,
        price,
        taxes: place ? taxesOn(rules.taxes, place, day) : [],
        feeBps,
        deposit,
      }),
    ),
  };
};

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

const feeFor = async (
  { clients, config }: Payments,
  { fees, plan }: Pick<PricingRules, "fees" | "plan">,
  categoryId: string,
): Promise<number> => {
  // Who asks for the tree of categories waits for nothing where no rule goes by it.
  const isByCategory = fees.some((rule) => rule.categoryId !== null);
  const categories = isByCategory ? (await clients.providers.listCategories()).items : [];
  const categoryPath = pathOf(categories, categoryId);
  return feeBpsFor(fees, { plan, categoryPath }, config.PLATFORM_FEE_BPS);
};
