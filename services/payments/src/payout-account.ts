import type { PayoutAccountStatus, PayoutSchedule } from "@loconomy/contracts";
import type Stripe from "stripe";
import { scheduleOf } from "./payout-rules.ts";

/** What Stripe says of a connected account, as far as it concerns us. */
export interface AccountFacts {
  canTakeMoney: boolean;
  canPayOut: boolean;
  /** Its owner has been through Stripe's pages. */
  isSubmitted: boolean;
  /** Stripe's names of what it wants to know now, in a stable order. */
  wanted: string[];
  inReview: string[];
  disabledReason: string | null;
  dueAt: Date | null;
  schedule: PayoutSchedule | null;
}

/** Money can go to an account whose capability `transfers` is active; whether it goes on to a bank is another matter. */
export const factsOfAccount = (account: Stripe.Account): AccountFacts => {
  const { capabilities, requirements } = account;
  const { currently_due, past_due, pending_verification, disabled_reason, current_deadline } =
    requirements ?? {};
  return {
    canTakeMoney: capabilities?.transfers === "active",
    canPayOut: account.payouts_enabled,
    isSubmitted: account.details_submitted,
    wanted: [...new Set([...(past_due ?? []), ...(currently_due ?? [])])].toSorted(),
    inReview: (pending_verification ?? []).toSorted(),
    disabledReason: disabled_reason ?? null,
    dueAt: current_deadline ? new Date(current_deadline * 1000) : null,
    schedule: scheduleOf(account),
  };
};

/** How far an account is, in the words of the contract. */
export const statusOfAccount = (facts: AccountFacts): Exclude<PayoutAccountStatus, "none"> => {
  if (facts.disabledReason?.startsWith("rejected.")) return "refused";
  if (!facts.isSubmitted) return "open";
  if (facts.wanted.length > 0) return "action_needed";
  return facts.canTakeMoney && facts.canPayOut ? "complete" : "in_review";
};

/** Whether others have to hear of a change. */
export const isNews = (before: AccountFacts, after: AccountFacts): boolean =>
  before.canTakeMoney !== after.canTakeMoney ||
  before.canPayOut !== after.canPayOut ||
  before.wanted.join() !== after.wanted.join();
