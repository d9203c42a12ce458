import type Stripe from "stripe";
import { bookBalance } from "./balance.ts";
import { buildCharge } from "./charges.ts";
import { cardOf, type Decline } from "./cards.ts";
import { disputeByCard } from "./dispute-state.ts";
import { documentationOf, invalidRequest, StripeFailure, unexpectedState } from "./errors.ts";
import { attach, consumedError, usePaymentMethod } from "./payment-methods.ts";
import type { Stored, Work } from "./store.ts";

type Intent = Stored<Stripe.PaymentIntent>;
type Method = Stored<Stripe.PaymentMethod>;

export interface Confirmation {
  paymentMethodId?: string | undefined;
  /** Where the browser goes after a challenge; on the site's own origin. */
  returnUrl?: string | undefined;
  offSession?: boolean | undefined;
  errorOnRequiresAction?: boolean | undefined;
  useSdk?: boolean | undefined;
}

const authenticationRequired: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

/**
 * Confirms a locked PaymentIntent: charges, asks for a challenge, or raises 402 with the decline
 * recorded.
 */
export async function confirmIntent(
  work: Work,
  intent: Intent,
  confirmation: Confirmation,
  publicUrl: string,
): Promise<void> {
  assertConfirmable(intent.object);
  if (confirmation.offSession && intent.object.setup_future_usage) {
    throw invalidRequest(
      "You cannot confirm with `off_session=true` when `setup_future_usage` is also set on the PaymentIntent. The customer needs to be on-session to perform the steps which may be required to set up the PaymentMethod for future usage. Please confirm this PaymentIntent with your customer on-session.",
      { param: "off_session" },
    );
  }
  const method = await methodFor(work, intent.object, confirmation.paymentMethodId);
  intent.object.payment_method = method.object.id;
  intent.object.last_payment_error = null;
  const card = cardOf(method.internal.cardNumber ?? "");
  const exempt =
    card.challenge === "unlessSetUp" && confirmation.offSession && method.internal.setUpOffSession;
  const { offSession = false } = confirmation;
  if (!card.challenge || exempt) {
    return charge(work, intent, method, { decline: card.decline, offSession });
  }
  if (offSession || confirmation.errorOnRequiresAction) {
    return charge(work, intent, method, { decline: authenticationRequired, offSession });
  }
  askForChallenge(work, intent, method, confirmation, publicUrl);
}

/** Ends a challenge: the charge goes on, or the payment method is refused. */
export async function finishChallenge(
  work: Work,
  intent: Intent,
  authenticated: boolean,
): Promise<void> {
  const challenge = intent.internal.challenge;
  if (intent.object.status !== "requires_action" || !challenge) {
    throw unexpectedState("This PaymentIntent awaits no authentication.", intent.object);
  }
  const method = await usePaymentMethod(work, challenge.paymentMethodId);
  intent.object.next_action = null;
  if (authenticated) {
    const { decline } = cardOf(method.internal.cardNumber ?? "");
    return charge(work, intent, method, { decline, authenticated: true });
  }
  refuse(work, intent, {
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message:
      "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
    payment_method: method.object,
  });
}

function assertConfirmable(intent: Stripe.PaymentIntent): void {
  const { status } = intent;
  if (
    status === "requires_payment_method" ||
    status === "requires_confirmation" ||
    status === "requires_action"
  ) {
    return;
  }
  const reason =
    status === "succeeded"
      ? "it has already succeeded after being previously confirmed"
      : `it has a status of ${status}`;
  throw unexpectedState(`You cannot confirm this PaymentIntent because ${reason}.`, intent);
}

async function methodFor(
  work: Work,
  intent: Stripe.PaymentIntent,
  requested: string | undefined,
): Promise<Method> {
  const id = requested ?? (intent.payment_method as string | null);
  if (!id) {
    throw unexpectedState(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      intent,
    );
  }
  const method = await usePaymentMethod(work, id);
  const owner = method.object.customer as string | null;
  if (owner !== null && owner !== intent.customer) {
    throw invalidRequest(
      `The payment method ${method.object.id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      { param: "payment_method" },
    );
  }
  if (owner === null && method.internal.consumed) throw consumedError();
  return method;
}

function askForChallenge(
  work: Work,
  intent: Intent,
  method: Method,
  { returnUrl, useSdk = false }: Confirmation,
  publicUrl: string,
): void {
  const { object } = intent;
  const url = `${publicUrl}/sandbox/stripe/3ds/${object.id}?client_secret=${object.client_secret}`;
  object.status = "requires_action";
  object.next_action =
    returnUrl && !useSdk
      ? { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } }
      : {
          type: "use_stripe_sdk",
          use_stripe_sdk: {
            type: "three_d_secure_redirect",
            stripe_js: url,
          } as Stripe.PaymentIntent.NextAction.UseStripeSdk,
        };
  const challenge = { paymentMethodId: method.object.id, useSdk, ...(returnUrl && { returnUrl }) };
  work.put(object, { ...intent.internal, challenge });
  work.emit("payment_intent.requires_action", object);
}

async function charge(
  work: Work,
  intent: Intent,
  method: Method,
  {
    decline,
    authenticated = false,
    offSession = false,
  }: { decline?: Decline | undefined; authenticated?: boolean; offSession?: boolean },
): Promise<void> {
  const { object } = intent;
  const captured = object.capture_method !== "manual";
  const outcome = {
    captured: captured && !decline,
    authenticated,
    offSession,
    ...(decline && { decline }),
  };
  const made = buildCharge(object, method.object, work.now, outcome);
  object.latest_charge = made.id;
  object.next_action = null;
  work.put(made);
  if (decline) {
    work.emit("charge.failed", made);
    const { code, declineCode, message } = decline;
    const error = refuse(work, intent, {
      type: "card_error",
      code,
      ...(declineCode && { decline_code: declineCode }),
      message,
      charge: made.id,
      payment_method: method.object,
    });
    throw new StripeFailure(402, { ...error, payment_intent: object }, true);
  }
  await keepMethod(work, object, method);
  if (captured) {
    made.balance_transaction = bookBalance(work, {
      amount: made.amount,
      currency: made.currency,
      source: made.id,
      type: "charge",
    });
    object.amount_received = object.amount;
    object.status = "succeeded";
  } else {
    object.amount_capturable = object.amount;
    object.status = "requires_capture";
  }
  const lapsesAt = made.payment_method_details?.card?.capture_before;
  work.put(object, lapsesAt === undefined ? {} : { lapsesAt });
  work.emit("charge.succeeded", made);
  work.emit(
    captured ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated",
    object,
  );
  if (captured) await disputeByCard(work, made);
}

/** A payment method without a customer serves one payment; `setup_future_usage` saves it. */
async function keepMethod(work: Work, intent: Stripe.PaymentIntent, method: Method): Promise<void> {
  if (intent.setup_future_usage && intent.customer) {
    if (intent.setup_future_usage === "off_session") method.internal.setUpOffSession = true;
    await attach(work, method, intent.customer as string);
    work.put(method.object, method.internal);
  } else if (method.object.customer === null) {
    work.put(method.object, { ...method.internal, consumed: true });
  }
}

type PaymentError = Pick<
  Stripe.PaymentIntent.LastPaymentError,
  "charge" | "decline_code" | "payment_method"
> & { type: "card_error" | "invalid_request_error"; code: string; message: string };

function refuse(work: Work, intent: Intent, error: PaymentError): PaymentError {
  const { object } = intent;
  object.status = "requires_payment_method";
  object.payment_method = null;
  object.last_payment_error = { ...error, doc_url: documentationOf(error.code) };
  work.put(object, {});
  work.emit("payment_intent.payment_failed", object);
  return error;
}
