import { createHash } from "node:crypto";
import { invalidRequest, StripeFailure } from "./errors.ts";
import type { Queryable } from "./store.ts";

/** A number for the same method, path and parameters, in whatever order they were written. */
export function hashParams(method: string, path: string, encoded: string): string {
  const sorted = encoded.split("&").toSorted().join("&");
  return createHash("sha256").update(`${method} ${path}\n${sorted}`).digest("base64url");
}

export interface Replay {
  status: number;
  response: unknown;
  requestId: string;
}

/**
 * Claims a key for this transaction, or finds the answer it was used for.
 * Raises 409 while another request holds the key, 400 when it was used with other parameters.
 */
export async function claimKey(
  db: Queryable,
  key: string,
  paramsHash: string,
): Promise<Replay | undefined> {
  if (key.length > 255) {
    throw invalidRequest("Idempotency keys may be at most 255 characters long.");
  }
  const { rows } = await db.query({
    name: "sandbox_claim_key",
    text: `select pg_try_advisory_xact_lock(hashtextextended($1, 7201)) as claimed,
             k.params_hash, k.request_id, k.status, k.response
           from (select 1) as one left join sandbox.idempotency_keys k on k.key = $1`,
    values: [key],
  });
  const found = rows[0];
  if (found.params_hash !== null) {
    if (found.params_hash !== paramsHash) throw keyReused(key);
    return { status: found.status, response: found.response, requestId: found.request_id };
  }
  if (!found.claimed) throw keyInUse(key);
  return undefined;
}

export function keyInUse(key: string): StripeFailure {
  return new StripeFailure(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}

function keyReused(key: string): StripeFailure {
  return new StripeFailure(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

/** Forgets keys older than a day, as Stripe does. */
export async function pruneKeys(db: Queryable): Promise<void> {
  await db.query(
    `delete from sandbox.idempotency_keys where created_at < now() - interval '24 hours'`,
  );
}
