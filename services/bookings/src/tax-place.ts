import { isDeepStrictEqual } from "node:util";
import {
  depositOf,
  formatMoney,
  type Money,
  type Position,
  type Price,
  type UserActor,
} from "@loconomy/contracts";
import { problem, transaction, type ServiceDependencies } from "@loconomy/kit";
import { giveCouponBack, keptUntil } from "./give-coupon-back.ts";
import { saveQuote, type HoldRow } from "./hold-store.ts";
import { findOffer } from "./offer-store.ts";
import type { OtherPlace } from "./other-place.ts";
import { withoutCoupon, type HeldQuote } from "./prices.ts";
import { dayOf } from "./wall-clock.ts";

/** A held time with what it costs where its job turns out to be. */
export interface Requoted {
  hold: HoldRow;
  quote: HeldQuote;
}

/**
 * What held times, of one series or a single one, cost where their job turns out to be, as far as that place is taxed otherwise than the
 * one that they were quoted for. Price, fee and deposit terms stay as quoted, and so does all where both places have the same taxes.
 * @throws service_unavailable when payments cannot be asked.
 */
export const findQuotesElsewhere = async (
  deps: Pick<ServiceDependencies, "db" | "clients" | "clock">,
  holds: readonly HoldRow[],
  placed: OtherPlace | undefined,
): Promise<Requoted[]> => {
  const now = deps.clock.now();
  // Whoever comes too late hears of that, and of no price.
  const active = holds.filter(({ status, expiresAt }) => status === "active" && expiresAt > now);
  const [first] = active;
  if (!first) return [];
  const held = first.offer.place ?? null;
  const [from, to] = [first.quote.taxedAt ?? held, placed?.place ?? held];
  if (from?.lat === to?.lat && from?.lng === to?.lng) return [];
  const offer = await findOffer(deps.db, first.serviceId);
  if (!offer) return [];
  const { lat, lng } = to ?? offer.position;
  const [before, after] = await Promise.all([
    pricesAt(deps, active, from ?? offer.position),
    pricesAt(deps, active, { lat, lng }),
  ]);
  return active.flatMap((hold, index) => {
    const [was, is] = [before[index], after[index]];
    const known = withoutCoupon(hold.quote);
    if (!known || !was || !is || isSame(was, is) || isSame(known, is)) return [];
    const { policy, deposit, feeBps } = known;
    const terms = deposit?.terms;
    const due = terms && { terms, amount: depositOf(terms, is.total) };
    const quote = { ...is, feeBps, policy, ...(due && { deposit: due }), taxedAt: { lat, lng } };
    return [{ hold, quote }];
  });
};

const isSame = (a: Pick<Price, "lines" | "includedTaxes">, b: typeof a): boolean =>
  isDeepStrictEqual([a.lines, a.includedTaxes], [b.lines, b.includedTaxes]);

/** What the held times would cost at a place, by the price that they were quoted without tax. */
const pricesAt = async (
  { clients }: Pick<ServiceDependencies, "clients">,
  holds: readonly HoldRow[],
  { lat, lng }: Position,
): Promise<Price[]> => {
  const [{ quote, offer, providerId }] = holds as [HoldRow];
  const service = quote.lines.find(({ kind }) => kind === "service");
  if (!service || !offer.categoryId) return [];
  const days = holds.map(({ timeZone, start }) => dayOf(timeZone, start.getTime()));
  const { prices } = await clients.payments.quote({
    providerId,
    categoryId: offer.categoryId,
    position: { lat, lng },
    label: service.label,
    price: service.amount,
    deposit: null,
    days,
  });
  return prices;
};

/**
 * Writes what held times cost now, with the coupon that they had as far as it still counts, and answers the refusal that says so: their
 * owner looks at the price and books again.
 */
export const priceChanged = async (
  deps: ServiceDependencies,
  actor: UserActor,
  requoted: readonly Requoted[],
) => {
  const quotes: Requoted[] = [];
  for (const { hold, quote } of requoted)
    quotes.push({ hold, quote: await withItsCoupon(deps, actor.userId, hold, quote) });
  // Of the two uses that which is in no quote now: what was written meanwhile, not what was read.
  const unused = await transaction(deps.db, actor, async (tx) => {
    const left = new Map<string, string | null | undefined>();
    for (const { hold, quote } of quotes) {
      const replaced = await saveQuote(tx, hold.id, quote);
      left.set(hold.id, replaced ? replaced.redemptionId : quote.coupon?.redemptionId);
    }
    return left;
  });
  for (const [holdId, redemptionId] of unused)
    if (redemptionId) await giveCouponBack(deps, holdId, redemptionId);
  const [before, after] = [
    sum(quotes.map(({ hold }) => hold.quote.total)),
    sum(quotes.map(({ quote }) => quote.total)),
  ];
  const words = (money: Money): string => formatMoney(money.amount, money.currency);
  return problem(
    "price_changed",
    before.amount === after.amount
      ? "This address is taxed differently from the price that you saw, though the total stays the same. Nothing is booked yet: look at the price, and go on if you agree."
      : `This address is taxed differently: the total is ${words(after)} instead of ${words(before)}. Nothing is booked yet: look at the price, and go on if you agree.`,
    { before, after },
  );
};

const sum = (totals: readonly Money[]): Money => ({
  ...totals[0]!,
  amount: totals.reduce((all, { amount }) => all + amount, 0),
});

const withItsCoupon = async (
  { clients }: Pick<ServiceDependencies, "clients">,
  customerId: string,
  { id: holdId, quote: { coupon }, offer: { categoryId }, expiresAt }: HoldRow,
  quote: HeldQuote,
): Promise<HeldQuote> => {
  const { policy, taxedAt, tax, feeBps, ...rest } = quote;
  if (!coupon || !categoryId || tax === undefined || feeBps === undefined) return quote;
  try {
    const { price } = await clients.payments.reserveCoupon({
      code: coupon.code,
      customerId,
      holdId,
      categoryId,
      price: { ...rest, tax, feeBps },
      reservedUntil: keptUntil(expiresAt).toISOString(),
    });
    return { ...price, policy, taxedAt };
  } catch (error) {
    // It does not count for this price, or has ended: the price is shown without it.
    if ((error as { code?: string }).code === "coupon_refused") return quote;
    throw error;
  }
};
