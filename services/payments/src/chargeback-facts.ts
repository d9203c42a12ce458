import type { ChargebackStatus } from "@loconomy/contracts";
import type Stripe from "stripe";

/** What a dispute of Stripe's says, as far as it matters here. Amounts in minor units. */
export interface ChargebackFacts {
  currency: string;
  amount: number;
  reason: string;
  status: ChargebackStatus;
  isInquiry: boolean;
  /** What is taken now, and what Stripe keeps for it; null when that is in another currency than what is disputed. */
  taken: { withdrawn: number; fee: number } | null;
  dueBy: Date | null;
  openedAt: Date;
  isSubmitted: boolean;
}

const STATUSES: Record<string, ChargebackStatus> = {
  warning_needs_response: "needs_response",
  needs_response: "needs_response",
  appeal_needs_response: "needs_response",
  warning_under_review: "under_review",
  under_review: "under_review",
  appeal_under_review: "under_review",
  warning_closed: "closed",
  prevented: "closed",
  won: "won",
  lost: "lost",
};

/** A status that is not known yet counts as with the bank: nothing to do, and not over. */
export const factsOfDispute = (dispute: Stripe.Dispute): ChargebackFacts => {
  const { balance_transactions: moved, evidence_details: details } = dispute;
  const isSame = moved.every(({ currency }) => currency === dispute.currency);
  return {
    currency: dispute.currency.toUpperCase(),
    amount: dispute.amount,
    reason: dispute.reason,
    status: STATUSES[dispute.status] ?? "under_review",
    isInquiry: dispute.status.startsWith("warning_"),
    taken: isSame
      ? {
          withdrawn: Math.max(0, -moved.reduce((sum, { amount }) => sum + amount, 0)),
          fee: moved.reduce((sum, { fee }) => sum + fee, 0),
        }
      : null,
    dueBy: details.due_by ? new Date(details.due_by * 1000) : null,
    openedAt: new Date(dispute.created * 1000),
    isSubmitted: details.submission_count > 0,
  };
};

export const isOver = (status: ChargebackStatus): boolean =>
  status !== "needs_response" && status !== "under_review";

/**
 * Whether money of the payment stays where it is: while a chargeback is not decided, or an inquiry not answered. An answered
 * inquiry, of which nothing was taken, may stay with the bank for months.
 */
export const holdsMoney = ({
  status,
  isInquiry,
}: {
  status: ChargebackStatus;
  isInquiry: boolean;
}): boolean => status === "needs_response" || (status === "under_review" && !isInquiry);
