import type { DepositTerms, Money, Position, Price } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import { feeBpsFor, pathOf } from "../pricing/fee.ts";
import { priceOf } from "../pricing/price.ts";
import { findPricingRules, type PricingRules } from "../pricing/pricing-store.ts";
import { taxesOn } from "../pricing/tax.ts";

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

/** The platform's share of a price in a category by these rules, in basis points. */
export const feeFor = async (
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
