import type Stripe from "stripe";

/** The `error` member of a failed answer, in Stripe's own fields. */
export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  code?: string;
  message: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: Stripe.PaymentIntent;
  setup_intent?: Stripe.SetupIntent;
  payment_method?: Stripe.PaymentMethod;
}

/**
 * A refusal that is an answer: an HTTP status and Stripe's error body.
 * `commits` says that what the operation wrote stays, as a declined charge does.
 */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly commits: boolean;

  constructor(status: number, body: ErrorBody, commits = false) {
    super(body.message);
    this.status = status;
    this.body = body.code ? { ...body, doc_url: documentationOf(body.code) } : body;
    this.commits = commits;
  }
}

/** The body of a 500. */
export const FAILED: { error: ErrorBody } = {
  error: { type: "api_error", message: "An unknown error occurred" },
};

export function documentationOf(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}

/** 400: the request is wrong in itself. */
export function invalidRequest(
  message: string,
  more: { code?: string; param?: string } = {},
): StripeFailure {
  return new StripeFailure(400, { type: "invalid_request_error", message, ...more });
}

/** 400: a parameter is missing. */
export function parameterMissing(param: string): StripeFailure {
  return invalidRequest(`Missing required param: ${param}.`, { code: "parameter_missing", param });
}

/** What is wanted here although the SDK's type leaves it open; 400 without it. */
export function wanted<Value>(value: Value | undefined, param: string): Value {
  if (value === undefined) throw parameterMissing(param);
  return value;
}

/** 404 for the object in the path, 400 for one that a parameter names. */
export function resourceMissing(
  what: string,
  id: string,
  param: string,
  status: 400 | 404 = 404,
): StripeFailure {
  return new StripeFailure(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${what}: '${id}'`,
    param,
  });
}

/** 400: the PaymentIntent is not in a state that allows this. */
export function unexpectedState(message: string, intent: Stripe.PaymentIntent): StripeFailure {
  return new StripeFailure(400, {
    type: "invalid_request_error",
    code: "payment_intent_unexpected_state",
    message,
    payment_intent: intent,
  });
}
