import Stripe from "stripe";
import type { PaymentsConfig } from "./config.ts";

/** Shorter than the time after which calls between services end. */
const TIMEOUT_MS = 4_000;

/** What is asked for with every PaymentIntent: the card and the last charge. */
export const INTENT_EXPAND = ["latest_charge", "payment_method"];
/** What is asked for with every SetupIntent: the card. */
export const SETUP_EXPAND = ["payment_method"];

/** The real SDK; with `STRIPE_API_URL` it speaks to a stand-in instead of Stripe. */
export const createStripe = ({ STRIPE_SECRET_KEY, STRIPE_API_URL }: PaymentsConfig): Stripe => {
  const options: Stripe.StripeConfig = {
    telemetry: false,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
  };
  if (!STRIPE_API_URL) return new Stripe(STRIPE_SECRET_KEY, options);
  const { hostname, port, protocol } = new URL(STRIPE_API_URL);
  const isSecure = protocol === "https:";
  return new Stripe(STRIPE_SECRET_KEY, {
    ...options,
    host: hostname,
    port: port || (isSecure ? 443 : 80),
    protocol: isSecure ? "https" : "http",
  });
};

/** What belongs together at Stripe: a booking's charges and its transfers. */
export const transferGroupOf = (bookingId: string): string => `booking:${bookingId}`;

/** A little less than the day that Stripe promises. */
const KEY_KEPT_MS = 20 * 3_600_000;

/**
 * Whether what was written down may have been done under another idempotency key than the next one, and has to be looked for at Stripe
 * before it is done again: the key may be forgotten, or Stripe failed at the attempt before.
 */
export const mayBeDone = (
  { createdAt, attempt }: { createdAt: Date; attempt: number },
  now: Date,
): boolean => attempt > 1 || now.getTime() - createdAt.getTime() >= KEY_KEPT_MS;

/** An answer of Stripe's, or that there was none. */
export const isStripeError = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof Stripe.errors.StripeError;

const RETRYABLE_STATUSES = new Set([401, 403, 409, 429]);

/** Stripe's own answer that this request will never do, as against "could not be reached" and "later". */
export const isRefusal = (error: unknown): error is Stripe.errors.StripeError => {
  const status = error instanceof Stripe.errors.StripeError ? error.statusCode : undefined;
  return status !== undefined && status >= 400 && status < 500 && !RETRYABLE_STATUSES.has(status);
};

/** Whether Stripe answered at all: it then keeps its answer under the idempotency key. */
export const hasAnswered = (error: unknown): boolean => {
  const status = error instanceof Stripe.errors.StripeError ? error.statusCode : undefined;
  return status !== undefined && !RETRYABLE_STATUSES.has(status);
};

/**
 * Whether Stripe has failed and keeps that under the idempotency key, which then gets it again for a day. A 502 to 504 may come from
 * in front of Stripe while it is still at work: it counts once Stripe replays it.
 */
export const isKeptFailure = (error: unknown): boolean => {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const { statusCode = 0, headers } = error;
  return statusCode === 500 || (statusCode > 500 && headers?.["idempotent-replayed"] === "true");
};

/** Stripe has no such customer, at least not in the account of the key in use. */
export const isCustomerGone = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError &&
  error.code === "resource_missing" &&
  error.param === "customer";

/** Stripe has no such connected account, at least not of the key in use. */
export const isAccountGone = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === "account_invalid";

/** The card networks hold money for a limited time; after that nothing can be captured. */
export const isAuthorizationLapsed = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === "charge_expired_for_capture";
