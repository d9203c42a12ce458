import type Stripe from "stripe";
import type { Endpoints, StripeContext } from "./api.ts";
import { resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newClientSecret, newId } from "./ids.ts";
import { mergeMetadata } from "./metadata.ts";
import { usePaymentMethod } from "./payment-methods.ts";
import { checkReturnUrl } from "./return-url.ts";
import { confirmSetup, setupState } from "./setup-confirmation.ts";
import { load, type Stored, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";

export function registerSetupIntents({ publicUrl }: StripeContext): (api: Endpoints) => void {
  return (api) => {
    api.write("/setup_intents", async (work, params) => {
      const intent = await createSetup(work, params);
      if (params.confirm) {
        const returnUrl = checkReturnUrl(params.return_url, publicUrl);
        await confirmSetup(work, intent, { returnUrl, useSdk: params.use_stripe_sdk }, publicUrl);
      }
      return work.expand(intent.object, params.expand);
    });
    api.write("/setup_intents/:id/confirm", async (work, params, id) => {
      const intent = await lockSetup(work, id);
      const confirmation = {
        paymentMethodId: params.payment_method,
        returnUrl: checkReturnUrl(params.return_url, publicUrl),
        useSdk: params.use_stripe_sdk,
      };
      await confirmSetup(work, intent, confirmation, publicUrl);
      return work.expand(intent.object, params.expand);
    });
    api.write("/setup_intents/:id/cancel", async (work, params, id) => {
      const { object } = await lockSetup(work, id);
      if (object.status === "succeeded" || object.status === "canceled") {
        throw setupState(
          `You cannot cancel this SetupIntent because it has a status of ${object.status}.`,
          object,
        );
      }
      object.status = "canceled";
      object.cancellation_reason = params.cancellation_reason ?? null;
      object.next_action = null;
      work.put(object);
      work.emit("setup_intent.canceled", object);
      return work.expand(object, params.expand);
    });
    api.read("/setup_intents/:id", async (db, params, id) => {
      const stored = await load(db, "setup_intent", id);
      if (!stored) throw resourceMissing("setupintent", id, "intent");
      return expandPaths(db, stored.object, params.expand);
    });
  };
}

export async function lockSetup(work: Work, id: string): Promise<Stored<Stripe.SetupIntent>> {
  const stored = await work.lock("setup_intent", id);
  if (!stored) throw resourceMissing("setupintent", id, "intent");
  return stored;
}

async function createSetup(
  work: Work,
  params: Taken<"POST /setup_intents">,
): Promise<Stored<Stripe.SetupIntent>> {
  if (params.customer && !(await work.load("customer", params.customer))) {
    throw resourceMissing("customer", params.customer, "customer", 400);
  }
  const method = params.payment_method
    ? await usePaymentMethod(work, params.payment_method)
    : undefined;
  const id = newId("seti");
  const object: Stripe.SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: {
      allow_redirects: params.automatic_payment_methods?.allow_redirects ?? "always",
      enabled: params.automatic_payment_methods?.enabled ?? true,
    },
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: work.now,
    customer: params.customer ?? null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.object.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: method ? "requires_confirmation" : "requires_payment_method",
    usage: params.usage ?? "off_session",
  };
  work.put(object);
  work.emit("setup_intent.created", object);
  return { object, internal: {} };
}
