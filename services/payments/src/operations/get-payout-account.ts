import type { Actor, PayoutAccount } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import { forgetIfGone, refreshAccount } from "../apply-account.ts";
import type { Payments } from "../context.ts";
import { statusOfAccount } from "../payout-account.ts";
import {
  accountOfProvider,
  claimAccountCheck,
  type PayoutAccountRow,
} from "../payout-account-store.ts";
import { requireProviderOwner } from "../provider-owner.ts";

/**
 * The account for a provider's money. Until it is complete, Stripe is asked how it stands, at most once a second: its
 * webhook may be late, and somebody has just come back from Stripe's pages.
 * @throws unauthenticated, not_found.
 */
export const getPayoutAccount = async (
  payments: Payments,
  actor: Actor,
  providerId: string,
): Promise<PayoutAccount> => {
  await requireProviderOwner(payments, actor, providerId);
  const { db, clock } = payments;
  const { known, isMine } = await transaction(db, system("payments"), async (tx) => {
    const row = await accountOfProvider(tx, providerId);
    const isOpen = row?.accountId && statusOfAccount(row) !== "complete";
    return {
      known: row,
      isMine: isOpen ? await claimAccountCheck(tx, providerId, clock.now()) : false,
    };
  });
  return toPayoutAccount(payments, isMine ? await refreshed(payments, known!) : known);
};

/** As Stripe has it now, or as we knew it when Stripe cannot be asked. */
const refreshed = async (
  payments: Payments,
  known: PayoutAccountRow,
): Promise<PayoutAccountRow | undefined> => {
  try {
    return await refreshAccount(payments, known.accountId!);
  } catch (error) {
    if (await forgetIfGone(payments, known.accountId!, error)) return undefined;
    payments.log.warn({ err: error, providerId: known.providerId }, "an account was not refreshed");
    return known;
  }
};

const toPayoutAccount = (
  { config }: Payments,
  row: PayoutAccountRow | undefined,
): PayoutAccount => ({
  status: row?.accountId ? statusOfAccount(row) : "none",
  canTakeMoney: row?.canTakeMoney ?? false,
  canPayOut: row?.canPayOut ?? false,
  wanted: row?.wanted ?? [],
  dueAt: row?.dueAt?.toISOString() ?? null,
  isSandbox: config.STRIPE_API_URL !== undefined,
});
