import type { Actor, Payout, ProviderMoney, PayoutSchedule } from "@loconomy/contracts";
import { decodeCursor, system, toPage, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import { z } from "zod";
import { forgetIfGone } from "../apply-account.ts";
import { applyPayouts } from "../apply-payout.ts";
import type { Payments } from "../context.ts";
import { accountOfProvider } from "../payout-account-store.ts";
import { nextPayoutDay } from "../payout-rules.ts";
import { payoutsOf, sumsOf, type PayoutRow, type ProviderSums } from "../payout-store.ts";
import { requireProviderOwner } from "../provider-owner.ts";

const Cursor = z.tuple([z.iso.datetime(), z.string()]);
/** What Stripe is asked for with each look: what webhooks did not bring is among the newest. */
const LATEST = 20;

interface Answer {
  items: Payout[];
  nextCursor: string | null;
  money: ProviderMoney[];
  schedule: PayoutSchedule | null;
  nextPayoutOn: string | null;
}

/**
 * A provider's payouts, newest first, with where their money is now. Stripe is asked for what it has with the first page; when it
 * cannot be reached, and on the others, what is known is answered, and what lies there is null.
 * @throws unauthenticated, not_found, invalid_request (a cursor that is not ours).
 */
export const listPayouts = async (
  payments: Payments,
  actor: Actor,
  { id, cursor, limit }: { id: string; cursor?: string; limit: number },
): Promise<Answer> => {
  const after = decodeCursor(Cursor, cursor) ?? null;
  await requireProviderOwner(payments, actor, id);
  const { db, clock } = payments;
  const account = await transaction(db, system("payments"), (tx) => accountOfProvider(tx, id));
  // Further pages tell of what is over.
  const isAsked = account?.accountId && !after;
  const atStripe = isAsked ? await askStripe(payments, account.accountId!) : after ? null : [];
  const [rows, sums] = await Promise.all([
    payoutsOf(db, id, { after, limit: limit + 1 }),
    sumsOf(db, id),
  ]);
  const schedule = account?.schedule ?? null;
  return {
    ...toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id], toPayout),
    money: toMoney(sums, atStripe),
    schedule,
    nextPayoutOn: schedule && account?.canPayOut ? nextPayoutDay(schedule, clock.now()) : null,
  };
};

interface Lying {
  currency: string;
  amount: number;
}

/** What lies in the account, available or not yet; null when Stripe cannot be reached. Takes over its latest payouts as well. */
const askStripe = async (payments: Payments, stripeAccount: string): Promise<Lying[] | null> => {
  const { stripe, clock, log } = payments;
  const askedAt = clock.now();
  try {
    const [balance, { data }] = await Promise.all([
      stripe.balance.retrieve({}, { stripeAccount }),
      stripe.payouts.list({ limit: LATEST }, { stripeAccount }),
    ]);
    await applyPayouts(payments, stripeAccount, data, askedAt);
    return lyingIn(balance);
  } catch (error) {
    await forgetIfGone(payments, stripeAccount, error);
    log.warn({ err: error, stripeAccount }, "Stripe was not asked for a provider's balance");
    return null;
  }
};

const lyingIn = ({ available, pending }: Stripe.Balance): Lying[] => {
  const byCurrency = Map.groupBy([...available, ...pending], ({ currency }) => currency);
  return Array.from(byCurrency, ([currency, parts]) => ({
    currency: currency.toUpperCase(),
    amount: parts.reduce((sum, { amount }) => sum + amount, 0),
  }));
};

const toMoney = (sums: readonly ProviderSums[], atStripe: Lying[] | null): ProviderMoney[] => {
  const currencies = new Set([...sums, ...(atStripe ?? [])].map(({ currency }) => currency));
  return [...currencies].toSorted().map((currency) => {
    const money = (amount: number) => ({ amount, currency });
    const sum = sums.find((one) => one.currency === currency);
    const lying = atStripe?.find((one) => one.currency === currency)?.amount ?? 0;
    return {
      owed: money(sum?.owed ?? 0),
      atStripe: atStripe && money(lying),
      onItsWay: money(sum?.onItsWay ?? 0),
      paid: money(sum?.paid ?? 0),
    };
  });
};

const toPayout = (row: PayoutRow): Payout => ({
  id: row.id,
  amount: { amount: row.amount, currency: row.currency },
  status: row.status,
  arrivesAt: row.arrivesAt.toISOString(),
  failure: row.failureMessage ?? row.failureCode,
  createdAt: row.createdAt.toISOString(),
});
