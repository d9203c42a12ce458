import { problem, problemResponse } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "./context.ts";
import { process, receive } from "./inbox.ts";

/** Where Stripe sends its events. */
export const WEBHOOK_PATH = "/api/v1/webhooks/stripe";

/**
 * Takes one event of Stripe: checks the signature over the raw body and its age, keeps the event, processes it.
 * 200: kept and done (now or before); 400: not Stripe's, too old, or of another mode; 500: kept, Stripe shall send it again.
 */
export const handleWebhook = async (payments: Payments, request: Request): Promise<Response> => {
  if (request.method !== "POST")
    return problemResponse(problem("method_not_allowed"), undefined, { allow: "POST" });
  const event = await verify(
    payments,
    await request.text(),
    request.headers.get("stripe-signature"),
  );
  if (!event)
    return problemResponse(
      problem(
        "invalid_request",
        "The signature is missing, wrong or too old, or the event is of another account.",
      ),
    );
  try {
    if (await receive(payments, event)) await process(payments, event);
    return Response.json({ received: true });
  } catch (error) {
    payments.log.error(
      { err: error, eventId: event.id, type: event.type },
      "a webhook could not be processed; it will come again",
    );
    return problemResponse(error);
  }
};

const verify = async (
  { stripe, config }: Payments,
  body: string,
  signature: string | null,
): Promise<Stripe.Event | null> => {
  for (const secret of [config.STRIPE_WEBHOOK_SECRET, config.STRIPE_CONNECT_WEBHOOK_SECRET]) {
    if (!secret) continue;
    try {
      const event = await stripe.webhooks.constructEventAsync(body, signature ?? "", secret);
      // Test money never counts where cards are charged, nor the other way round.
      return event.livemode === config.STRIPE_SECRET_KEY.includes("_live_") ? event : null;
    } catch {
      // Perhaps the other one's.
    }
  }
  return null;
};
