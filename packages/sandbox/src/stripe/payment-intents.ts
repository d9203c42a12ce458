import type Stripe from "stripe";
import type { Endpoints, StripeContext } from "./api.ts";
import { cancelIntent, captureIntent } from "./capture.ts";
import { confirmIntent } from "./confirmation.ts";
import { resourceMissing, unexpectedState } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newClientSecret, newId } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { checkMoney } from "./money.ts";
import { usePaymentMethod } from "./payment-methods.ts";
import { checkReturnUrl } from "./return-url.ts";
import { load, type Stored, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";

export function registerPaymentIntents(context: StripeContext): (api: Endpoints) => void {
  const { publicUrl } = context;
  return (api) => {
    api.write("/payment_intents", async (work, params) => {
      const intent = await createIntent(work, params);
      if (params.confirm) {
        const confirmation = {
          returnUrl: checkReturnUrl(params.return_url, publicUrl),
          offSession: params.off_session,
          errorOnRequiresAction: params.error_on_requires_action,
          useSdk: params.use_stripe_sdk,
        };
        await confirmIntent(work, intent, confirmation, publicUrl);
      }
      return work.expand(intent.object, params.expand);
    });
    api.write("/payment_intents/:id/confirm", async (work, params, id) => {
      const intent = await lockIntent(work, id);
      const { object } = intent;
      if (params.capture_method) object.capture_method = params.capture_method;
      if (params.receipt_email) object.receipt_email = params.receipt_email;
      if (params.setup_future_usage) object.setup_future_usage = params.setup_future_usage;
      const confirmation = {
        paymentMethodId: params.payment_method,
        returnUrl: checkReturnUrl(params.return_url, publicUrl),
        offSession: params.off_session,
        errorOnRequiresAction: params.error_on_requires_action,
        useSdk: params.use_stripe_sdk,
      };
      await confirmIntent(work, intent, confirmation, publicUrl);
      return work.expand(object, params.expand);
    });
    api.write("/payment_intents/:id/capture", async (work, params, id) => {
      const intent = await lockIntent(work, id);
      await captureIntent(work, intent, params.amount_to_capture, params.metadata);
      return work.expand(intent.object, params.expand);
    });
    api.write("/payment_intents/:id/cancel", async (work, params, id) => {
      const intent = await lockIntent(work, id);
      await cancelIntent(work, intent, params.cancellation_reason ?? null);
      return work.expand(intent.object, params.expand);
    });
    api.write("/payment_intents/:id", async (work, params, id) => {
      const intent = await lockIntent(work, id);
      await updateIntent(work, intent, params);
      return work.expand(intent.object, params.expand);
    });
    api.read("/payment_intents/:id", async (db, params, id) => {
      const stored = await load(db, "payment_intent", id);
      if (!stored) throw resourceMissing("payment_intent", id, "intent");
      return expandPaths(db, stored.object, params.expand);
    });
    api.read("/payment_intents", (db, { customer, ...page }) =>
      listObjects(db, "payment_intent", "/v1/payment_intents", page, { customer }),
    );
  };
}

export async function lockIntent(work: Work, id: string): Promise<Stored<Stripe.PaymentIntent>> {
  const stored = await work.lock("payment_intent", id);
  if (!stored) throw resourceMissing("payment_intent", id, "intent");
  return stored;
}

async function createIntent(
  work: Work,
  params: Taken<"POST /payment_intents">,
): Promise<Stored<Stripe.PaymentIntent>> {
  const currency = checkMoney(params.amount, params.currency);
  await assertCustomer(work, params.customer);
  const method = params.payment_method
    ? await usePaymentMethod(work, params.payment_method)
    : undefined;
  const id = newId("pi");
  const object: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: {
      allow_redirects: params.automatic_payment_methods?.allow_redirects ?? "always",
      enabled: params.automatic_payment_methods?.enabled ?? true,
    },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? "automatic_async",
    client_secret: newClientSecret(id),
    confirmation_method: params.confirmation_method ?? "automatic",
    created: work.now,
    currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.object.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: "automatic",
      },
    } as Stripe.PaymentIntent.PaymentMethodOptions,
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: method ? "requires_confirmation" : "requires_payment_method",
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  };
  work.put(object);
  work.emit("payment_intent.created", object);
  return { object, internal: {} };
}

async function updateIntent(
  work: Work,
  { object, internal }: Stored<Stripe.PaymentIntent>,
  params: Taken<"POST /payment_intents/:id">,
): Promise<void> {
  const changesPayment =
    params.amount ?? params.currency ?? params.payment_method ?? params.capture_method;
  const open =
    object.status === "requires_payment_method" || object.status === "requires_confirmation";
  if (changesPayment !== undefined && !open) {
    throw unexpectedState(
      `This PaymentIntent's amount, currency, capture method and payment method could not be updated because it has a status of ${object.status}. You may only update these of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation.`,
      object,
    );
  }
  const amount = params.amount ?? object.amount;
  object.currency = checkMoney(amount, params.currency ?? object.currency);
  object.amount = amount;
  if (params.capture_method) object.capture_method = params.capture_method;
  if (params.customer) {
    await assertCustomer(work, params.customer);
    object.customer = params.customer;
  }
  if (params.payment_method) {
    object.payment_method = (await usePaymentMethod(work, params.payment_method)).object.id;
    object.status = "requires_confirmation";
  }
  if (params.description !== undefined) object.description = params.description || null;
  if (params.receipt_email !== undefined) object.receipt_email = params.receipt_email || null;
  if (params.setup_future_usage) object.setup_future_usage = params.setup_future_usage;
  if (params.statement_descriptor) object.statement_descriptor = params.statement_descriptor;
  if (params.transfer_group) object.transfer_group = params.transfer_group;
  object.metadata = mergeMetadata(object.metadata, params.metadata);
  work.put(object, internal);
}

async function assertCustomer(work: Work, id: string | undefined): Promise<void> {
  if (id === undefined || (await work.load("customer", id))) return;
  throw resourceMissing("customer", id, "customer", 400);
}
