import Stripe from "stripe";

/** The API version the SDK in use speaks; sent when a request names none. */
export const apiVersion: string = Stripe.API_VERSION;
