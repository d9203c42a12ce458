import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { bookBalance } from "./balance.ts";
import { invalidRequest, resourceMissing, unexpectedState } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId, randomText } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { formatMoney } from "./money.ts";
import { load, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";

export function registerRefunds(api: Endpoints): void {
  api.write("/refunds", createRefund);
  api.read("/refunds/:id", async (db, params, id) => {
    const stored = await load(db, "refund", id);
    if (!stored) throw resourceMissing("refund", id, "id");
    return expandPaths(db, stored.object, params.expand);
  });
  api.read("/refunds", (db, { charge, payment_intent, ...page }) =>
    listObjects(db, "refund", "/v1/refunds", page, { charge, payment_intent }),
  );
}

async function createRefund(work: Work, params: Taken<"POST /refunds">): Promise<object> {
  const charge = await lockCharge(work, params);
  await assertUndisputed(work, charge);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: "charge_already_refunded",
    });
  }
  const refunded = params.amount ?? left;
  if (refunded > left) {
    const [asked, unrefunded] = [refunded, left].map((sum) => formatMoney(sum, charge.currency));
    throw invalidRequest(
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${unrefunded})`,
      { param: "amount" },
    );
  }
  const refund: Stripe.Refund = {
    id: newId("re"),
    object: "refund",
    amount: refunded,
    balance_transaction: null,
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      type: "card",
      card: {
        reference_status: "pending",
        reference_type: "acquirer_reference_number",
        type: "refund",
      },
    },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: randomText(8).toUpperCase(),
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
  refund.balance_transaction = bookBalance(work, {
    amount: -refunded,
    currency: charge.currency,
    source: refund.id,
    type: "refund",
  });
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  charge.amount_refunded += refunded;
  charge.refunded = charge.amount_refunded === charge.amount;
  work.put(refund);
  work.put(charge);
  work.emit("refund.created", refund);
  work.emit("charge.refunded", charge, previous);
  return work.expand(refund, params.expand);
}

/** What the cardholder's bank has taken back is not given back as well. */
async function assertUndisputed(work: Work, charge: Stripe.Charge): Promise<void> {
  if (!charge.disputed) return;
  const { rows } = await work.db.query(
    `select from sandbox.stripe_objects
      where type = 'dispute' and data ->> 'charge' = $1 and not (data -> 'is_charge_refundable')::boolean`,
    [charge.id],
  );
  if (rows.length === 0) return;
  throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
    code: "charge_disputed",
  });
}

/** Finds the charge to refund under the lock of its intent, which orders all movements of money. */
async function lockCharge(
  work: Work,
  params: { charge?: string | undefined; payment_intent?: string | undefined },
): Promise<Stripe.Charge> {
  if (!params.charge && !params.payment_intent) {
    throw invalidRequest(
      "One of the following params should be provided for this request: payment_intent or charge.",
      { code: "parameter_missing", param: "payment_intent" },
    );
  }
  const intentId = params.payment_intent ?? (await intentOf(work, params.charge ?? ""));
  const intent = await work.lock("payment_intent", intentId);
  if (!intent) throw resourceMissing("payment_intent", intentId, "payment_intent");
  const chargeId = params.charge ?? (intent.object.latest_charge as string | null);
  const charge = chargeId ? (await work.load("charge", chargeId))?.object : undefined;
  if (charge && charge.payment_intent !== intentId) {
    throw invalidRequest(`Charge ${charge.id} does not belong to ${intentId}.`, {
      param: "charge",
    });
  }
  if (!charge || charge.status !== "succeeded" || !charge.captured) {
    throw unexpectedState(
      `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
      intent.object,
    );
  }
  return charge;
}

async function intentOf(work: Work, chargeId: string): Promise<string> {
  const charge = await work.load("charge", chargeId);
  if (!charge) throw resourceMissing("charge", chargeId, "charge");
  return charge.object.payment_intent as string;
}
