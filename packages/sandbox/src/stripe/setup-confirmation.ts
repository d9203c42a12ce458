import type Stripe from "stripe";
import { cardOf } from "./cards.ts";
import type { Confirmation } from "./confirmation.ts";
import { documentationOf, StripeFailure } from "./errors.ts";
import { attach, usePaymentMethod } from "./payment-methods.ts";
import type { Stored, Work } from "./store.ts";

type Setup = Stored<Stripe.SetupIntent>;
type Method = Stored<Stripe.PaymentMethod>;

/** 400: the SetupIntent is not in a state that allows this. */
export function setupState(message: string, intent: Stripe.SetupIntent): StripeFailure {
  return new StripeFailure(400, {
    type: "invalid_request_error",
    code: "setup_intent_unexpected_state",
    message,
    setup_intent: intent,
  });
}

/** Confirms a locked SetupIntent: saves the card, asks for a challenge, or raises 402. */
export async function confirmSetup(
  work: Work,
  setup: Setup,
  { paymentMethodId, returnUrl, useSdk = false }: Confirmation,
  publicUrl: string,
): Promise<void> {
  const { object } = setup;
  if (object.status === "succeeded" || object.status === "canceled") {
    throw setupState(
      `You cannot confirm this SetupIntent because it has a status of ${object.status}.`,
      object,
    );
  }
  const id = paymentMethodId ?? (object.payment_method as string | null);
  if (!id) {
    throw setupState(
      "You cannot confirm this SetupIntent because it's missing a payment method.",
      object,
    );
  }
  const method = await usePaymentMethod(work, id);
  object.payment_method = method.object.id;
  object.last_setup_error = null;
  if (!cardOf(method.internal.cardNumber ?? "").challenge) return save(work, setup, method);

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
          } as Stripe.SetupIntent.NextAction.UseStripeSdk,
        };
  const challenge = { paymentMethodId: method.object.id, useSdk, ...(returnUrl && { returnUrl }) };
  work.put(object, { ...setup.internal, challenge });
  work.emit("setup_intent.requires_action", object);
}

/** Ends a challenge: the card is saved, or refused. */
export async function finishSetupChallenge(
  work: Work,
  setup: Setup,
  authenticated: boolean,
): Promise<void> {
  const { object, internal } = setup;
  if (object.status !== "requires_action" || !internal.challenge) {
    throw setupState("This SetupIntent awaits no authentication.", object);
  }
  const method = await usePaymentMethod(work, internal.challenge.paymentMethodId);
  object.next_action = null;
  if (authenticated) return save(work, setup, method);
  refuse(work, object, {
    type: "invalid_request_error",
    code: "setup_intent_authentication_failure",
    message: "The provided PaymentMethod has failed authentication.",
    payment_method: method.object,
  });
}

async function save(work: Work, { object }: Setup, method: Method): Promise<void> {
  const { decline, attaches } = cardOf(method.internal.cardNumber ?? "");
  if (decline && !attaches) {
    const error = {
      type: "card_error" as const,
      code: decline.code,
      ...(decline.declineCode && { decline_code: decline.declineCode }),
      message: decline.message,
      payment_method: method.object,
    };
    refuse(work, object, error);
    throw new StripeFailure(402, { ...error, setup_intent: object }, true);
  }
  if (object.usage === "off_session") method.internal.setUpOffSession = true;
  if (object.customer) await attach(work, method, object.customer as string);
  work.put(method.object, method.internal);
  object.status = "succeeded";
  object.next_action = null;
  work.put(object, {});
  work.emit("setup_intent.succeeded", object);
}

type SetupError = Pick<Stripe.SetupIntent.LastSetupError, "decline_code" | "payment_method"> & {
  type: "card_error" | "invalid_request_error";
  code: string;
  message: string;
};

function refuse(work: Work, object: Stripe.SetupIntent, error: SetupError): void {
  object.status = "requires_payment_method";
  object.payment_method = null;
  object.last_setup_error = { ...error, doc_url: documentationOf(error.code) };
  work.put(object, {});
  work.emit("setup_intent.setup_failed", object);
}
