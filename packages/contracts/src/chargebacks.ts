import { oc } from "@orpc/contract";
import { z } from "zod";
import { Download, Locale } from "./documents.ts";
import { Id, Instant, Money, page, PageQuery, QueryBoolean, RequiredText, Text } from "./common.ts";

/**
 * How what a cardholder's bank takes back stands. `needs_response` waits for our answer, `under_review` for the bank's; `closed`
 * ended with nothing taken, as an inquiry does that is not followed by more.
 */
export const ChargebackStatus = z.enum(["needs_response", "under_review", "won", "lost", "closed"]);
export type ChargebackStatus = z.infer<typeof ChargebackStatus>;

export const Chargeback = z.object({
  id: Id,
  bookingId: Id,
  providerId: Id,
  /** Of the tip's charge, not of the price's. */
  isOfTip: z.boolean(),
  amount: Money,
  /** Stripe's word, as `fraudulent` or `product_not_received`. */
  reason: z.string(),
  /** The bank only asks; nothing is taken yet. */
  isInquiry: z.boolean(),
  status: ChargebackStatus,
  /** Until when the bank takes an answer; null when it takes none. */
  dueBy: Instant.nullable(),
  openedAt: Instant,
  /** When evidence was sent, the last time. */
  submittedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** What the provider says happened. */
  explanation: z.string().nullable(),
});
export type Chargeback = z.infer<typeof Chargeback>;

/** What a bank is told, by Stripe's names of the fields. */
export const EvidenceField = z.enum([
  "product_description",
  "service_date",
  "customer_name",
  "customer_email_address",
  "cancellation_policy_disclosure",
  "refund_refusal_explanation",
  "access_activity_log",
  "uncategorized_text",
]);
export type EvidenceField = z.infer<typeof EvidenceField>;

export const ChargebackCase = Chargeback.extend({
  /** What Stripe keeps for it, and what of it the platform has not got back. */
  fee: Money,
  /** What the operator added. */
  words: z.string().nullable(),
  /** What was sent, or, while an answer is awaited, what would be sent now. */
  evidence: z.array(z.object({ field: EvidenceField, text: z.string() })),
});
export type ChargebackCase = z.infer<typeof ChargebackCase>;

export const chargebacksContract = {
  listChargebacks: oc
    .route({
      method: "GET",
      path: "/admin/chargebacks",
      tags: ["operator"],
      summary: "What cardholders' banks take back or ask about, newest first",
    })
    .input(PageQuery.extend({ open: QueryBoolean.optional() }))
    .output(page(Chargeback)),
  getChargeback: oc
    .route({
      method: "GET",
      path: "/admin/chargebacks/{id}",
      tags: ["operator"],
      summary: "One chargeback with the evidence that was or would be sent",
    })
    .input(z.object({ id: Id }))
    .output(ChargebackCase),
  downloadEvidence: oc
    .route({
      method: "GET",
      path: "/admin/chargebacks/{id}/evidence.pdf",
      outputStructure: "detailed",
      tags: ["operator"],
      summary: "The evidence that was or would be sent, as a PDF",
    })
    .input(z.object({ id: Id, locale: Locale }))
    .output(Download),
  answerChargeback: oc
    .route({
      method: "POST",
      path: "/admin/chargebacks/{id}/answer",
      tags: ["operator"],
      summary: "Sends the evidence to the bank, with words of one's own",
    })
    .input(z.object({ id: Id, words: Text(5000).optional() }))
    .output(ChargebackCase),
  acceptChargeback: oc
    .route({
      method: "POST",
      path: "/admin/chargebacks/{id}/accept",
      tags: ["operator"],
      summary: "Gives a chargeback up: it is lost",
    })
    .input(z.object({ id: Id }))
    .output(ChargebackCase),
  listProviderChargebacks: oc
    .route({
      method: "GET",
      path: "/providers/{id}/chargebacks",
      tags: ["money"],
      summary: "What cardholders' banks take back of a provider's jobs, newest first",
    })
    .input(PageQuery.extend({ id: Id }))
    .output(page(Chargeback)),
  explainChargeback: oc
    .route({
      method: "POST",
      path: "/providers/{id}/chargebacks/{chargebackId}/explanation",
      tags: ["money"],
      summary: "Provider: what happened, for the bank; can be changed until the answer is sent",
    })
    .input(z.object({ id: Id, chargebackId: Id, explanation: RequiredText(5000) }))
    .output(Chargeback),
};
