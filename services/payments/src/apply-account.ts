import { publish, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Also, Payments } from "./context.ts";
import { factsOfAccount, isNews, type AccountFacts } from "./payout-account.ts";
import {
  countAccountAttempt,
  lockAccount,
  saveFacts,
  type PayoutAccountRow,
} from "./payout-account-store.ts";
import { isAccountGone } from "./stripe.ts";
import { hastenTransfers } from "./transfer-store.ts";

/**
 * The one place where the state of a Stripe account becomes ours, whoever brings it. Safe to repeat; what was asked for
 * before something else that is known, at `askedAt`, changes nothing.
 */
export const applyAccount = async (
  payments: Payments,
  account: Stripe.Account,
  askedAt: Date,
  also?: Also,
): Promise<PayoutAccountRow | undefined> => {
  const { db, log } = payments;
  return transaction(db, system("payments"), async (tx) => {
    also?.(tx);
    const known = await lockAccount(tx, {
      accountId: account.id,
      providerId: account.metadata?.["providerId"] ?? null,
    });
    if (!known) {
      log.info({ accountId: account.id }, "an account that belongs to no provider is left alone");
      return undefined;
    }
    if (askedAt < known.updatedAt) return known;
    const facts = factsOfAccount(account);
    await saveFacts(tx, known.providerId, facts, askedAt);
    if (isNews(known, facts)) await tell(payments, tx, known, facts);
    if (facts.canTakeMoney && !known.canTakeMoney)
      await hastenTransfers(tx, known.providerId, payments.clock.now());
    return { ...known, ...facts };
  });
};

/** Asks Stripe for an account as it is now and takes over what it says. */
export const refreshAccount = async (
  payments: Payments,
  accountId: string,
  also?: Also,
): Promise<PayoutAccountRow | undefined> => {
  const askedAt = payments.clock.now();
  return applyAccount(payments, await payments.stripe.accounts.retrieve(accountId), askedAt, also);
};

const NOTHING_KNOWN: AccountFacts = {
  canTakeMoney: false,
  canPayOut: false,
  isSubmitted: false,
  wanted: [],
  inReview: [],
  disabledReason: null,
  dueAt: null,
  schedule: null,
};

/** Forgets an account that Stripe does not know, as after a change of keys: the provider opens another one. */
export const forgetGoneAccount = async (
  payments: Payments,
  account: PayoutAccountRow,
): Promise<void> => {
  const { db, clock, log } = payments;
  const { providerId, accountId } = account;
  log.warn({ providerId, accountId }, "Stripe does not know a provider's account any more");
  await transaction(db, system("payments"), async (tx) => {
    if ((await countAccountAttempt(tx, account)).length === 0) return;
    await saveFacts(tx, providerId, NOTHING_KNOWN, clock.now());
    if (isNews(account, NOTHING_KNOWN)) await tell(payments, tx, account, NOTHING_KNOWN);
  });
};

/** Forgets the account that Stripe was asked about, if that is what `error` says; whether it did. */
export const forgetIfGone = async (
  payments: Payments,
  accountId: string,
  error: unknown,
): Promise<boolean> => {
  if (!isAccountGone(error)) return false;
  const known = await transaction(payments.db, system("payments"), (tx) =>
    lockAccount(tx, { accountId, providerId: null }),
  );
  if (known) await forgetGoneAccount(payments, known);
  return true;
};

const tell = (
  { clock }: Payments,
  tx: Tx,
  { providerId, userId }: PayoutAccountRow,
  { canTakeMoney, canPayOut, wanted }: AccountFacts,
): Promise<void> =>
  publish(tx, clock, "payout_account.changed", providerId, {
    providerId,
    userId,
    canTakeMoney,
    canPayOut,
    wanted,
  });
