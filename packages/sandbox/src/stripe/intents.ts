import { timingSafeEqual } from "node:crypto";
import type Stripe from "stripe";
import { load, type Queryable, type Stored } from "./store.ts";

/** The intent a browser may act on: it must know the client secret. */
export async function findIntent(
  db: Queryable,
  id: string,
  clientSecret: string | undefined,
): Promise<Stored<Stripe.PaymentIntent> | Stored<Stripe.SetupIntent> | undefined> {
  const stored = id.startsWith("seti_")
    ? await load(db, "setup_intent", id)
    : await load(db, "payment_intent", id);
  return stored && matches(stored.object.client_secret ?? "", clientSecret ?? "")
    ? stored
    : undefined;
}

function matches(known: string, given: string): boolean {
  const [a, b] = [Buffer.from(known), Buffer.from(given)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
