import type Stripe from "stripe";
import { StripeFailure } from "./errors.ts";
import { load, type Queryable, type Stored, type Work } from "./store.ts";

/** @throws Stripe's 403 for an account that is not connected to this platform. */
export async function findAccount(db: Queryable, id: string): Promise<Stored<Stripe.Account>> {
  const stored = await load(db, "account", id);
  if (!stored) throw notConnected(id);
  return stored;
}

/** As `findAccount`, locked until the transaction ends. */
export async function lockAccount(work: Work, id: string): Promise<Stored<Stripe.Account>> {
  const stored = await work.lock("account", id);
  if (!stored) throw notConnected(id);
  return stored;
}

/** Writes a locked account and tells of it when it has changed. */
export function putAccount(
  work: Work,
  { object, internal }: Stored<Stripe.Account>,
  before: Stripe.Account,
): void {
  work.put(object, internal);
  const previous = Object.fromEntries(
    Object.entries(before).filter(
      ([field, value]) =>
        JSON.stringify(value) !== JSON.stringify(object[field as keyof Stripe.Account]),
    ),
  );
  if (Object.keys(previous).length > 0) work.emit("account.updated", object, previous, object.id);
}

function notConnected(id: string): StripeFailure {
  return new StripeFailure(403, {
    type: "invalid_request_error",
    code: "account_invalid",
    message: `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
  });
}
