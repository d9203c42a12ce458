import { publish, system, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Also, Payments } from "./context.ts";
import { lockAccount } from "./payout-account-store.ts";
import { statusOfPayout } from "./payout-rules.ts";
import { savePayout, type PayoutRow } from "./payout-store.ts";

/**
 * The one place where payouts of a connected account become ours, whoever brings them. Safe to repeat; a provider is told
 * once of each that fails.
 */
export const applyPayouts = (
  { db, clock }: Pick<Payments, "db" | "clock">,
  accountId: string,
  payouts: readonly Stripe.Payout[],
  askedAt: Date,
  also?: Also,
): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    also?.(tx);
    const account = await lockAccount(tx, { accountId, providerId: null });
    if (!account) return;
    const { providerId, userId } = account;
    for (const payout of payouts) {
      const row = toRow(payout, providerId);
      const before = await savePayout(tx, row, askedAt);
      if (row.status !== "failed" || before === null || before === "failed") continue;
      await publish(tx, clock, "payout.failed", providerId, {
        payoutId: row.id,
        providerId,
        userId,
        amount: { amount: row.amount, currency: row.currency },
        reason: row.failureMessage,
      });
    }
  });

/** Asks Stripe for a payout as it is now and takes over what it says. */
export const refreshPayout = async (
  payments: Payments,
  accountId: string,
  id: string,
  also?: Also,
): Promise<void> => {
  const askedAt = payments.clock.now();
  const payout = await payments.stripe.payouts.retrieve(id, {}, { stripeAccount: accountId });
  await applyPayouts(payments, accountId, [payout], askedAt, also);
};

const toRow = (payout: Stripe.Payout, providerId: string): PayoutRow => ({
  id: payout.id,
  providerId,
  currency: payout.currency.toUpperCase(),
  amount: payout.amount,
  status: statusOfPayout(payout),
  arrivesAt: new Date(payout.arrival_date * 1000),
  failureCode: payout.failure_code,
  failureMessage: payout.failure_message,
  createdAt: new Date(payout.created * 1000),
});
