import type Stripe from "stripe";
import { bookBalance } from "./balance.ts";
import { disputeByCard } from "./dispute-state.ts";
import { invalidRequest, StripeFailure, unexpectedState } from "./errors.ts";
import { mergeMetadata } from "./metadata.ts";
import type { Stored, Work } from "./store.ts";

type Intent = Stored<Stripe.PaymentIntent>;

/**
 * Takes the authorised money, or part of it and releases the rest.
 * `amountToCapture` in minor units, all of it when left out.
 */
export async function captureIntent(
  work: Work,
  { object }: Intent,
  amountToCapture: number | undefined,
  metadata: Record<string, string> | "" | undefined,
): Promise<void> {
  if (object.status !== "requires_capture") {
    const reason =
      object.status === "succeeded"
        ? "it has already been captured"
        : `it has a status of ${object.status}`;
    throw unexpectedState(
      `This PaymentIntent could not be captured because ${reason}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      object,
    );
  }
  const amount = amountToCapture ?? object.amount_capturable;
  if (amount > object.amount_capturable) {
    throw invalidRequest(
      `The provided capture amount of ${amount} is greater than the capturable amount of ${object.amount_capturable}.`,
      { code: "amount_too_large", param: "amount_to_capture" },
    );
  }
  const charge = await chargeOf(work, object);
  const captureBefore = charge.payment_method_details?.card?.capture_before;
  if (captureBefore !== undefined && work.now > captureBefore) {
    throw new StripeFailure(400, {
      type: "invalid_request_error",
      code: "charge_expired_for_capture",
      message:
        "The charge cannot be captured because the authorization has expired. Auth and capture charges must be captured within 7 days.",
      charge: charge.id,
    });
  }
  charge.captured = true;
  charge.amount_captured = amount;
  // Stripe counts what a partial capture releases as refunded.
  charge.amount_refunded = charge.amount - amount;
  if (charge.payment_method_details?.card) delete charge.payment_method_details.card.capture_before;
  charge.balance_transaction = bookBalance(work, {
    amount,
    currency: charge.currency,
    source: charge.id,
    type: "charge",
  });
  object.amount_received = amount;
  object.amount_capturable = 0;
  object.status = "succeeded";
  object.metadata = mergeMetadata(object.metadata, metadata);
  work.put(charge);
  work.put(object, {});
  work.emit("charge.captured", charge);
  work.emit("payment_intent.succeeded", object);
  await disputeByCard(work, charge);
}

/** Ends an intent that took no money; an authorisation is released. */
export async function cancelIntent(
  work: Work,
  { object }: Intent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Promise<void> {
  if (object.status === "succeeded" || object.status === "canceled") {
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${object.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      object,
    );
  }
  if (object.status === "requires_capture") {
    const charge = await chargeOf(work, object);
    charge.amount_refunded = charge.amount;
    charge.refunded = true;
    work.put(charge);
    work.emit(reason === "automatic" ? "charge.expired" : "charge.refunded", charge);
  }
  object.status = "canceled";
  object.canceled_at = work.now;
  object.cancellation_reason = reason;
  object.amount_capturable = 0;
  object.next_action = null;
  work.put(object, {});
  work.emit("payment_intent.canceled", object);
}

/** The intent's latest charge; the caller holds the intent's lock. */
export async function chargeOf(work: Work, intent: Stripe.PaymentIntent): Promise<Stripe.Charge> {
  const stored = await work.load("charge", intent.latest_charge as string);
  if (!stored) throw new Error(`charge of ${intent.id} is missing`);
  return stored.object;
}
