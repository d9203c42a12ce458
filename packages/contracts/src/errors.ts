import { z } from "zod";

/**
 * Every error code a client can meet, with its HTTP status and title.
 * Codes are stable: clients switch on them; wording may change.
 */
export const ERRORS = {
  invalid_request: { status: 400, title: "The request is malformed" },
  idempotency_key_required: { status: 400, title: "An Idempotency-Key header is required" },
  unauthenticated: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "You may not do this" },
  email_not_verified: { status: 403, title: "Confirm your e-mail address first" },
  origin_refused: { status: 403, title: "This origin may not write" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "The thing changed meanwhile" },
  slot_taken: { status: 409, title: "This time was just taken" },
  price_changed: { status: 409, title: "The price is another one now" },
  hold_expired: { status: 409, title: "The hold on this time has ended" },
  invalid_transition: { status: 409, title: "Not possible in the current state" },
  already_exists: { status: 409, title: "Already exists" },
  idempotency_in_flight: { status: 409, title: "The same request is still running" },
  payload_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body must be JSON" },
  unprocessable: { status: 422, title: "Refused by a rule" },
  idempotency_key_reused: {
    status: 422,
    title: "This Idempotency-Key was used for another request",
  },
  not_bookable_yet: { status: 422, title: "This provider cannot be booked yet" },
  coupon_refused: { status: 422, title: "This code cannot be used here" },
  out_of_area: { status: 422, title: "The provider does not come that far" },
  slot_unavailable: { status: 422, title: "This time cannot be booked" },
  conversation_closed: { status: 422, title: "Messages about this booking are closed" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong on our side" },
  service_unavailable: { status: 503, title: "Not available right now" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** RFC 9457 problem document, the body of every answer with a status of 400 or more. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
