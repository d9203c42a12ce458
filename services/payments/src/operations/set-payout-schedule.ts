import type { Actor, PayoutSchedule } from "@loconomy/contracts";
import { problem, requireUser, system, transaction } from "@loconomy/kit";
import { applyAccount, forgetIfGone } from "../apply-account.ts";
import type { Payments } from "../context.ts";
import { accountOfProvider } from "../payout-account-store.ts";
import { toStripeSchedule } from "../payout-rules.ts";
import { isRefusal } from "../stripe.ts";

const noAccount = () =>
  problem("unprocessable", "Set up your account at Stripe first; then choose when it pays.");

/**
 * Chooses when a provider's money is paid out; Stripe keeps to it. Asking for the same again changes nothing.
 * @throws unauthenticated, not_found, unprocessable (no account yet, or Stripe refuses), service_unavailable.
 */
export const setPayoutSchedule = async (
  payments: Payments,
  actor: Actor,
  { id, schedule }: { id: string; schedule: PayoutSchedule },
): Promise<{ schedule: PayoutSchedule | null }> => {
  const { db, clients, clock, stripe } = payments;
  const user = requireUser(actor);
  const owner = await clients.providers.getOwner({ providerId: id });
  if (owner?.userId !== user.userId) throw problem("not_found");
  const account = await transaction(db, system("payments"), (tx) => accountOfProvider(tx, id));
  if (!account?.accountId) throw noAccount();
  const askedAt = clock.now();
  try {
    const updated = await stripe.accounts.update(account.accountId, {
      settings: { payouts: { schedule: toStripeSchedule(schedule) } },
    });
    const after = await applyAccount(payments, updated, askedAt);
    return { schedule: after?.schedule ?? null };
  } catch (cause) {
    if (await forgetIfGone(payments, account.accountId, cause)) throw noAccount();
    if (isRefusal(cause))
      throw problem("unprocessable", "Stripe refused this schedule.", undefined, cause);
    throw problem(
      "service_unavailable",
      "Stripe cannot be reached. Please try again in a moment.",
      undefined,
      cause,
    );
  }
};
