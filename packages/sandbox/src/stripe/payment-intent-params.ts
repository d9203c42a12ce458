import { z } from "zod";
import type Stripe from "stripe";
import {
  amount,
  boolean,
  clearableMetadata,
  clearableText,
  expand,
  metadata,
  oneOf,
  paramsOf,
  text,
} from "./form.ts";
import { createdFilter, listParams } from "./lists.ts";

const captureMethod = oneOf(["automatic", "automatic_async", "manual"]).optional();
const setupFutureUsage = oneOf(["off_session", "on_session"]).optional();

export const createParams = paramsOf<Stripe.PaymentIntentCreateParams>()({
  amount,
  currency: text,
  allowed_payment_method_types: z.array(oneOf(["card"])).optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: boolean, allow_redirects: oneOf(["always", "never"]).optional() })
    .optional(),
  capture_method: captureMethod,
  confirm: boolean.optional(),
  confirmation_method: oneOf(["automatic", "manual"]).optional(),
  customer: text.optional(),
  description: text.optional(),
  error_on_requires_action: boolean.optional(),
  expand: expand.optional(),
  metadata: metadata.optional(),
  off_session: boolean.optional(),
  payment_method: text.optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
  setup_future_usage: setupFutureUsage,
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: text.optional(),
  use_stripe_sdk: boolean.optional(),
});

export const updateParams = paramsOf<Stripe.PaymentIntentUpdateParams>()({
  amount: amount.optional(),
  currency: text.optional(),
  capture_method: captureMethod,
  customer: text.optional(),
  description: clearableText.optional(),
  expand: expand.optional(),
  metadata: clearableMetadata.optional(),
  payment_method: text.optional(),
  receipt_email: clearableText.optional(),
  setup_future_usage: setupFutureUsage,
  statement_descriptor: text.optional(),
  transfer_group: text.optional(),
});

export const confirmParams = paramsOf<Stripe.PaymentIntentConfirmParams>()({
  capture_method: captureMethod,
  error_on_requires_action: boolean.optional(),
  expand: expand.optional(),
  off_session: boolean.optional(),
  payment_method: text.optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
  setup_future_usage: setupFutureUsage,
  use_stripe_sdk: boolean.optional(),
});

export const captureParams = paramsOf<Stripe.PaymentIntentCaptureParams>()({
  amount_to_capture: amount.optional(),
  expand: expand.optional(),
  metadata: clearableMetadata.optional(),
});

export const cancelParams = paramsOf<Stripe.PaymentIntentCancelParams>()({
  cancellation_reason: oneOf([
    "abandoned",
    "duplicate",
    "fraudulent",
    "requested_by_customer",
  ]).optional(),
  expand: expand.optional(),
});

export const retrieveParams = paramsOf<Stripe.PaymentIntentRetrieveParams>()({
  client_secret: text.optional(),
  expand: expand.optional(),
});

export const listIntentsParams = paramsOf<Stripe.PaymentIntentListParams>()({
  ...listParams,
  created: createdFilter,
  customer: text.optional(),
});
