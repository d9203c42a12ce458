import { minorDigits } from "@loconomy/contracts/money";
import type Stripe from "stripe";
import { bookTransaction } from "./balance.ts";
import { cardOf, type DisputeCase } from "./cards.ts";
import { newId } from "./ids.ts";
import type { Stored, Work } from "./store.ts";

type Dispute = Stored<Stripe.Dispute>;

const DAY_SECONDS = 86_400;
/** How long a dispute waits for an answer: until the end of the ninth day. */
const ANSWER_DAYS = 9;
/** What Stripe keeps for a dispute, in whole units of its currency; a won one does not bring it back. */
const FEE_UNITS = 15;

const NETWORK_REASONS: Record<DisputeCase["reason"], string> = {
  fraudulent: "10.4",
  product_not_received: "13.1",
};

/** Opens the dispute that a test card stands for, once its charge is captured; the caller holds the intent's lock. */
export async function disputeByCard(work: Work, charge: Stripe.Charge): Promise<void> {
  const method = await work.load("payment_method", charge.payment_method ?? "");
  const { dispute } = cardOf(method?.internal.cardNumber ?? "");
  if (dispute) openDispute(work, charge, dispute);
}

/** The cardholder's bank asks about a captured charge, or takes back an amount of it: what was not refunded, if none is named. */
export function openDispute(
  work: Work,
  charge: Stripe.Charge,
  {
    reason,
    isInquiry,
    amount = charge.amount - charge.amount_refunded,
  }: DisputeCase & { amount?: number | undefined },
): Stripe.Dispute {
  const brand = charge.payment_method_details?.card?.brand ?? "unknown";
  const object: Stripe.Dispute = {
    id: newId("du"),
    object: "dispute",
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: dueBy(work.now),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: NETWORK_REASONS[reason],
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: isInquiry ? "inquiry" : "chargeback",
        network: brand,
        network_reason_code: NETWORK_REASONS[reason],
      },
      type: "card",
    },
    reason,
    status: isInquiry ? "warning_needs_response" : "needs_response",
  };
  charge.disputed = true;
  work.put(charge);
  putOpen(work, object);
  work.emit("charge.dispute.created", object);
  if (!isInquiry) withdraw(work, object);
  return object;
}

/** What the bank says of evidence that was submitted: by Stripe's test words at once, else it goes on looking. */
export function review(work: Work, { object }: Dispute): void {
  const previous = { status: object.status };
  const isInquiry = object.status === "warning_needs_response";
  object.status = isInquiry ? "warning_under_review" : "under_review";
  object.evidence_details.submission_count++;
  object.evidence_details.submission_method = "manual";
  work.put(object, {});
  work.emit("charge.dispute.updated", object, previous);
  const said = object.evidence.uncategorized_text ?? "";
  if (said.includes("winning_evidence"))
    return end(work, object, isInquiry ? "warning_closed" : "won");
  const isLosing = said.includes("losing_evidence");
  if (isInquiry && (isLosing || said.includes("escalate_inquiry_evidence"))) escalate(work, object);
  else if (isLosing) end(work, object, "lost");
}

/** Ends a dispute; what was won is given back, without the fee. */
export function end(
  work: Work,
  object: Stripe.Dispute,
  status: "won" | "lost" | "warning_closed",
): void {
  const previous = { status: object.status };
  object.status = status;
  if (status !== "lost") object.is_charge_refundable = true;
  work.put(object, {});
  work.emit("charge.dispute.closed", object, previous);
  if (status === "won") reinstate(work, object);
}

/** An inquiry becomes a chargeback, which can be answered anew. */
function escalate(work: Work, object: Stripe.Dispute): void {
  const previous = { status: object.status };
  object.status = "needs_response";
  object.is_charge_refundable = false;
  object.payment_method_details!.card!.case_type = "chargeback";
  object.evidence_details.due_by = dueBy(work.now);
  putOpen(work, object);
  work.emit("charge.dispute.updated", object, previous);
  withdraw(work, object);
}

function withdraw(work: Work, object: Stripe.Dispute): void {
  object.balance_transactions.push(
    bookTransaction(work, {
      type: "adjustment",
      category: "dispute",
      amount: -object.amount,
      fee: FEE_UNITS * 10 ** minorDigits(object.currency),
      currency: object.currency,
      source: object.id,
      description: `Chargeback withdrawal for ${String(object.charge)}`,
    }),
  );
  work.emit("charge.dispute.funds_withdrawn", object);
}

function reinstate(work: Work, object: Stripe.Dispute): void {
  object.balance_transactions.push(
    bookTransaction(work, {
      type: "adjustment",
      category: "dispute_reversal",
      amount: object.amount,
      currency: object.currency,
      source: object.id,
      description: `Chargeback reversal for ${String(object.charge)}`,
    }),
  );
  work.emit("charge.dispute.funds_reinstated", object);
}

function putOpen(work: Work, object: Stripe.Dispute): void {
  work.put(object, { dueAt: object.evidence_details.due_by! });
}

function dueBy(now: number): number {
  return (Math.floor(now / DAY_SECONDS) + ANSWER_DAYS + 1) * DAY_SECONDS - 1;
}

function noEvidence(): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}
