import type { Actor } from "@loconomy/contracts";
import { problem, requireUser, system, transaction } from "@loconomy/kit";
import { applyAccount, forgetGoneAccount } from "../apply-account.ts";
import type { Payments } from "../context.ts";
import {
  countAccountAttempt,
  intendAccount,
  type PayoutAccountRow,
} from "../payout-account-store.ts";
import { isAccountGone, isKeptFailure, isRefusal } from "../stripe.ts";

/** Where Stripe's pages lead back to. */
const PAGE = "/desk/payouts";

/**
 * Leads a provider to Stripe's pages, to say who they are and where their money goes. The account is made with the first
 * call and kept; it is written down before Stripe is asked, so that a repeat goes on with the same one.
 * @throws unauthenticated, not_found, unprocessable (Stripe opens none there), service_unavailable.
 */
export const openPayoutAccount = async (
  payments: Payments,
  actor: Actor,
  providerId: string,
): Promise<{ url: string; expiresAt: string }> => {
  const { clients, db, clock, stripe, config } = payments;
  const user = requireUser(actor);
  const owner = await clients.providers.getOwner({ providerId });
  if (owner?.userId !== user.userId) throw problem("not_found");
  const intended = await transaction(db, system("payments"), (tx) =>
    intendAccount(tx, owner, clock.now()),
  );
  const account = intended.accountId
    ? intended
    : await makeAccount(payments, intended, owner.businessName);
  try {
    const { url, expires_at } = await stripe.accountLinks.create({
      account: account.accountId!,
      type: "account_onboarding",
      return_url: `${config.PUBLIC_URL}${PAGE}`,
      refresh_url: `${config.PUBLIC_URL}${PAGE}?link=used`,
    });
    return { url, expiresAt: new Date(expires_at * 1000).toISOString() };
  } catch (error) {
    if (isAccountGone(error)) await forgetGoneAccount(payments, account);
    throw unavailable(error);
  }
};

const makeAccount = async (
  payments: Payments,
  row: PayoutAccountRow,
  businessName: string,
): Promise<PayoutAccountRow> => {
  const { providerId, attempt } = row;
  const { db, stripe, log, clock } = payments;
  const askedAt = clock.now();
  const country = await countryOf(payments, providerId);
  try {
    const made = await stripe.accounts.create(
      {
        // The platform charges the cards, so it bears fees and losses; who the provider is, Stripe finds out by itself.
        controller: {
          fees: { payer: "application" },
          losses: { payments: "application" },
          requirement_collection: "stripe",
          stripe_dashboard: { type: "express" },
        },
        capabilities: { transfers: { requested: true } },
        business_profile: { name: businessName },
        metadata: { providerId },
        ...(country && { country }),
      },
      { idempotencyKey: `provider:${providerId}:payout-account:${attempt}` },
    );
    return (await applyAccount(payments, made, askedAt)) ?? { ...row, accountId: made.id };
  } catch (error) {
    const isRefused = isRefusal(error);
    if (isRefused || isKeptFailure(error))
      await transaction(db, system("payments"), (tx) => countAccountAttempt(tx, row));
    if (!isRefused) throw unavailable(error);
    log.error({ err: error, providerId, country }, "Stripe opens no account for a provider");
    throw problem(
      "unprocessable",
      "Stripe opens no account for a business at this place. Please write to us.",
      undefined,
      error,
    );
  }
};

/** ISO 3166-1; undefined, and then Stripe's own choice, where no place is near. */
const countryOf = async (
  { clients }: Payments,
  providerId: string,
): Promise<string | undefined> => {
  const { position } = await clients.providers.getProvider({ idOrSlug: providerId });
  return (await clients.geolocation.reversePlace(position)).place?.country;
};

const unavailable = (cause: unknown) =>
  problem(
    "service_unavailable",
    "Stripe cannot be reached. Please try again in a moment.",
    undefined,
    cause,
  );
