import {
  depositOf,
  OCCURRENCES_MAX,
  type JobPlace,
  type Money,
  type Position,
  type Price,
  type Pricing,
  type Quote,
  type QuoteLine,
  type Service,
} from "@loconomy/contracts";
import { problem, type Clients } from "@loconomy/kit";
import type { Bookable } from "./new-hold.ts";
import type { Offering } from "./service-rules.ts";
import { dayOf } from "./wall-clock.ts";

/** What a hold keeps of its price: all that was agreed. Holds from before prices were kept in parts know no fee. */
export type HeldQuote = Omit<Quote, "couponCode" | "deposit"> &
  Partial<Pick<Pricing, "tax" | "feeBps" | "coupon" | "deposit">> & {
    /** The place whose taxes it has, where that is not the one that the time was held for. */
    taxedAt?: Position;
  };

interface Wanted {
  offering: Offering;
  /** Where the job is to be, as far as it was said; else it is taxed where the provider is. */
  place: JobPlace | null;
  /** What is due at booking. */
  deposit: Service["deposit"];
  timeZone: string;
  /** When the jobs begin, epoch ms. */
  starts: readonly number[];
}

/**
 * What a job costs at each of its times, in their order. Asked before anything is locked.
 * @throws service_unavailable when payments or geolocation cannot be asked.
 */
export const findPrices = async (
  { payments }: Pick<Clients, "payments">,
  { provider }: Pick<Bookable, "provider">,
  { offering, place, deposit, timeZone, starts }: Wanted,
): Promise<Price[]> => {
  const { lat, lng } = place ?? provider.position;
  const days = starts.map((start) => dayOf(timeZone, start));
  const known = [...new Set(days)];
  const prices: Price[] = [];
  for (let at = 0; at < known.length; at += OCCURRENCES_MAX) {
    const quoted = await payments.quote({
      providerId: provider.id,
      categoryId: provider.category.id,
      position: { lat, lng },
      label: offering.name,
      price: offering.price,
      deposit,
      days: known.slice(at, at + OCCURRENCES_MAX),
    });
    prices.push(...quoted.prices);
  }
  return days.map((day) => prices[known.indexOf(day)]!);
};

/** The price of a single time. */
export const findPrice = async (
  clients: Pick<Clients, "payments">,
  bookable: Pick<Bookable, "provider">,
  { start, ...wanted }: Omit<Wanted, "starts"> & { start: number },
): Promise<Price> => {
  const [price] = await findPrices(clients, bookable, { ...wanted, starts: [start] });
  if (!price) throw problem("service_unavailable", "The price cannot be worked out right now.");
  return price;
};

/** What a booking keeps of the price that its hold was quoted. */
export const pricingOf = ({
  lines,
  includedTaxes,
  tax,
  feeBps,
  coupon,
  deposit,
}: HeldQuote): Pricing | undefined =>
  tax === undefined || feeBps === undefined
    ? undefined
    : {
        lines,
        includedTaxes,
        tax,
        feeBps,
        ...(coupon ? { coupon } : {}),
        ...(deposit ? { deposit } : {}),
      };

/** A quote as it was before a coupon was taken off; undefined for holds from before prices were kept in parts. */
export const withoutCoupon = (
  quote: HeldQuote,
): (Price & Pick<HeldQuote, "policy" | "taxedAt">) | undefined => {
  const pricing = pricingOf(quote);
  if (!pricing) return undefined;
  const { coupon, deposit, lines, ...rest } = pricing;
  const { total, policy, taxedAt } = quote;
  const whole = { ...total, amount: total.amount + (coupon?.amount ?? 0) };
  return {
    ...rest,
    lines: lines.filter(({ kind }) => kind !== "discount"),
    total: whole,
    ...(deposit && { deposit: { ...deposit, amount: depositOf(deposit.terms, whole) } }),
    policy,
    ...(taxedAt && { taxedAt }),
  };
};

/** Several totals and what they are made of as one: lines of the same kind and name become one. All in the same currency, at least one. */
export const sumOf = (
  quotes: ReadonlyArray<Pick<Price, "lines" | "includedTaxes" | "total">>,
): Pick<Price, "lines" | "includedTaxes" | "total"> => ({
  lines: sumByName(quotes.flatMap(({ lines }): QuoteLine[] => lines)),
  includedTaxes: sumByName(quotes.flatMap(({ includedTaxes }) => includedTaxes)),
  total: quotes.map(({ total }) => total).reduce(add),
});

const add = (a: Money, b: Money): Money => ({ ...a, amount: a.amount + b.amount });

const sumByName = <Line extends { kind?: QuoteLine["kind"]; label: string; amount: Money }>(
  lines: readonly Line[],
): Line[] => {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const name = `${line.kind} ${line.label}`;
    const known = sums.get(name);
    sums.set(name, known ? { ...known, amount: add(known.amount, line.amount) } : line);
  }
  return [...sums.values()];
};
