import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import type { Decline } from "./cards.ts";
import { resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { load } from "./store.ts";

const HOUR_SECONDS = 3600;

/** How long a card authorisation can be captured: 7 days, 4 days and 18 hours for a Visa card whose holder is away. */
const captureWindowSeconds = (brand: string | undefined, offSession: boolean): number =>
  (offSession && brand === "visa" ? 4 * 24 + 18 : 7 * 24) * HOUR_SECONDS;

export function registerCharges(api: Endpoints): void {
  api.read("/charges/:id", async (db, params, id) => {
    const stored = await load(db, "charge", id);
    if (!stored) throw resourceMissing("charge", id, "id");
    return expandPaths(db, stored.object, params.expand);
  });
  api.read("/charges", (db, params) => {
    const { customer, payment_intent, transfer_group, ...page } = params;
    const filters = { customer, payment_intent, transfer_group };
    return listObjects(db, "charge", "/v1/charges", page, filters);
  });
  api.read("/balance_transactions", (db, { type, ...page }) =>
    listObjects(db, "balance_transaction", "/v1/balance_transactions", page, { type }),
  );
  api.read("/balance_transactions/:id", async (db, params, id) => {
    const stored = await load(db, "balance_transaction", id);
    if (!stored) throw resourceMissing("balance transaction", id, "id");
    return expandPaths(db, stored.object, params.expand);
  });
}

interface Outcome {
  captured: boolean;
  decline?: Decline;
  authenticated?: boolean;
  /** Charged in the absence of the cardholder. */
  offSession?: boolean;
}

/** A charge of an intent's payment method: authorised only, paid at once, or declined. */
export function buildCharge(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  created: number,
  outcome: Outcome,
): Stripe.Charge {
  const { decline, captured } = outcome;
  return {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: null },
    calculated_statement_descriptor: intent.statement_descriptor ?? "LOCAL SANDBOX",
    captured,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: decline ? "declined_by_network" : "approved_by_network",
      reason: decline ? (decline.declineCode ?? decline.code) : null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: decline
        ? "The bank did not return any further details with this decline."
        : "Payment complete.",
      type: decline ? "issuer_declined" : "authorized",
    },
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: cardDetails(intent, method, created, outcome),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge["shipping"],
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function cardDetails(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  created: number,
  outcome: Outcome,
): Stripe.Charge.PaymentMethodDetails {
  const card = method.card;
  const authorised = !outcome.captured && !outcome.decline;
  return {
    type: "card",
    card: {
      amount_authorized: outcome.decline ? null : intent.amount,
      authorization_code: outcome.decline ? null : "123456",
      brand: card?.brand ?? null,
      ...(authorised && {
        capture_before: created + captureWindowSeconds(card?.brand, outcome.offSession ?? false),
      }),
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: outcome.decline?.code === "incorrect_cvc" ? "fail" : "pass",
      },
      country: card?.country ?? null,
      electronic_commerce_indicator: null,
      exp_month: card?.exp_month ?? 0,
      exp_year: card?.exp_year ?? 0,
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      network: card?.brand ?? null,
      network_transaction_id: null,
      regulated_status: "unregulated",
      three_d_secure: outcome.authenticated
        ? ({
            authentication_flow: "challenge",
            result: "authenticated",
            result_reason: null,
            version: "2.2.0",
          } as Stripe.Charge.PaymentMethodDetails.Card["three_d_secure"])
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
