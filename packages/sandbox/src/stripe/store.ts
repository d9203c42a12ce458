import type { Pool, PoolClient } from "pg";
import type Stripe from "stripe";
import { apiVersion } from "./version.ts";
import type { ClaimedEvent } from "./webhooks.ts";
import { expandPaths } from "./expand.ts";
import { newId } from "./ids.ts";

export type StripeObject =
  | Stripe.Account
  | Stripe.BalanceTransaction
  | Stripe.Charge
  | Stripe.Customer
  | Stripe.Dispute
  | Stripe.PaymentIntent
  | Stripe.PaymentMethod
  | Stripe.Payout
  | Stripe.Refund
  | Stripe.SetupIntent
  | Stripe.Transfer
  | Stripe.TransferReversal;

/** What belongs to an object and the API never shows. */
export interface Internal {
  /** The number of the test card behind a payment method. */
  cardNumber?: string;
  /** Set once a payment used this payment method while it belonged to no customer. */
  consumed?: boolean;
  /** The card was authenticated for payments without its holder. */
  setUpOffSession?: boolean;
  /** The challenge's outcome is awaited for this payment method; where the browser goes after. */
  challenge?: { paymentMethodId: string; returnUrl?: string; useSdk: boolean };
  /** Until when the money that this intent holds can be captured, Unix seconds. */
  lapsesAt?: number;
  /** What a connected account's owner has told Stripe, by the names of requirements. */
  provided?: string[];
  /** An identity document is wanted as well. */
  wantsDocument?: boolean;
  /** The number of a connected account's bank account. */
  bankAccount?: string;
  /** The bank did not take the last payout. */
  bankFailed?: boolean;
  /** The connected account in which this happened; the platform's own when left out. */
  account?: string;
  /** When money of a connected account is next paid out, and when a payout reaches the bank; Unix seconds. */
  nextPayoutAt?: number;
  arrivesAt?: number;
  /** When an unanswered dispute is decided, Unix seconds. */
  dueAt?: number;
  /** The last link to Stripe's pages for a connected account; an earlier one no longer opens anything. */
  link?: { token: string; expiresAt: number; returnUrl: string; refreshUrl: string };
}

export interface Stored<T extends StripeObject = StripeObject> {
  object: T;
  internal: Internal;
}

type Types = { [T in StripeObject as T["object"]]: T };
export type ObjectType = keyof Types;

/** Something that runs SQL: the pool for reads, one connection inside a transaction. */
export type Queryable = Pick<Pool | PoolClient, "query">;

/** The request an event came from. */
export interface Origin {
  requestId: string;
  idempotencyKey: string | null;
}

/** One answer kept under its idempotency key. */
export interface KeptAnswer {
  key: string;
  paramsHash: string;
  requestId: string;
  status: number;
  response: unknown;
}

export async function load<Type extends ObjectType>(
  db: Queryable,
  type: Type,
  id: string,
): Promise<Stored<Types[Type]> | undefined> {
  const { rows } = await db.query({
    name: "sandbox_load",
    text: `select data as object, internal from sandbox.stripe_objects where id = $1 and type = $2`,
    values: [id, type],
  });
  return rows[0];
}

export interface Flushed {
  /** False when the idempotency key was taken meanwhile. */
  isNew: boolean;
  /** Events that nobody else sends now. */
  claimed: ClaimedEvent[];
}

/**
 * One unit of work: objects are locked and read at once, changes and events wait for `flush`, which
 * writes all of them in one statement. Whoever changes an intent locks it first; its charge, refunds
 * and payment method are only touched under that lock.
 */
export interface Work {
  readonly db: Queryable;
  /** Unix seconds. */
  readonly now: number;
  readonly origin: Origin;
  load<Type extends ObjectType>(type: Type, id: string): Promise<Stored<Types[Type]> | undefined>;
  lock<Type extends ObjectType>(type: Type, id: string): Promise<Stored<Types[Type]> | undefined>;
  /** Writes the object as it is at the time of `flush`. */
  put(object: StripeObject, internal?: Internal): void;
  /** Records an event with the object as it is now; `account` is the connected account that it happened in. */
  emit(type: Stripe.Event["type"], object: StripeObject, previous?: object, account?: string): void;
  /** The answer with the ids under these paths replaced by their objects. */
  expand<Body extends object>(body: Body, paths: readonly string[] | undefined): Promise<Body>;
  /** Forgets what waits for `flush`. */
  discard(): void;
  /** Writes everything; events are kept from others for `leaseMs`, for `Delivery.deliver` to be given them after the commit. */
  flush(answer: KeptAnswer | null, leaseMs: number): Promise<Flushed>;
}

export function beginWork(
  db: Queryable,
  nowMs: number,
  origin: Origin,
  subscription?: ReadonlySet<string>,
): Work {
  const objects = new Map<string, Stored>();
  let events: Stripe.EventBase[] = [];
  const now = Math.floor(nowMs / 1000);
  /** What this unit made or changed and `flush` has not written yet. */
  function pending<Type extends ObjectType>(type: Type, id: string) {
    const stored = objects.get(id);
    return stored?.object.object === type ? (stored as Stored<Types[Type]>) : undefined;
  }

  return {
    db,
    now,
    origin,
    load: async (type, id) => pending(type, id) ?? load(db, type, id),
    async lock(type, id) {
      const made = pending(type, id);
      if (made) return made;
      const { rows } = await db.query({
        name: "sandbox_lock",
        text: `select data as object, internal from sandbox.stripe_objects
               where id = $1 and type = $2 for update`,
        values: [id, type],
      });
      return rows[0];
    },
    put(object, internal) {
      objects.set(object.id, {
        object,
        internal: internal ?? objects.get(object.id)?.internal ?? {},
      });
    },
    emit(type, object, previous, account) {
      const event = eventOf(type, structuredClone(object), now, origin, previous);
      events.push(account ? { ...event, account } : event);
    },
    expand: (body, paths) => expandPaths(db, body, paths, objects),
    discard() {
      objects.clear();
      events = [];
    },
    async flush(answer, leaseMs) {
      const told = events.filter(({ type }) => !subscription || subscription.has(type));
      const ids = told.map(({ id }) => id);
      const isNew = await write(db, [...objects.values()], events, ids, leaseMs, answer, nowMs);
      const claimed = leaseMs > 0 ? told : [];
      return {
        isNew,
        claimed: claimed.map((event) => ({
          eventId: event.id,
          attempts: 1,
          payload: JSON.stringify(event),
        })),
      };
    },
  };
}

function eventOf(
  type: Stripe.Event["type"],
  object: StripeObject,
  created: number,
  origin: Origin,
  previous?: object,
): Stripe.EventBase {
  return {
    id: newId("evt"),
    object: "event",
    api_version: apiVersion,
    created,
    data: {
      object: object as unknown as Stripe.Event.Data.Object,
      ...(previous && { previous_attributes: previous }),
    },
    livemode: false,
    pending_webhooks: 1,
    request: { id: origin.requestId, idempotency_key: origin.idempotencyKey },
    type: type as Stripe.Event.Type,
  };
}

async function write(
  db: Queryable,
  objects: Stored[],
  events: Stripe.EventBase[],
  deliveries: string[],
  leaseMs: number,
  answer: KeptAnswer | null,
  nowMs: number,
): Promise<boolean> {
  if (objects.length === 0 && events.length === 0 && !answer) return true;
  const { rows } = await db.query({
    name: "sandbox_flush",
    text: `
      with put as (
        insert into sandbox.stripe_objects (id, type, data, internal, created_at)
        select x.object ->> 'id', x.object ->> 'object', x.object, x.internal, $4::timestamptz
        from jsonb_to_recordset($1::jsonb) as x (object jsonb, internal jsonb)
        on conflict (id) do update set data = excluded.data, internal = excluded.internal
      ), event as (
        insert into sandbox.stripe_events (id, type, data, created_at)
        select x ->> 'id', x ->> 'type', x, $4::timestamptz from jsonb_array_elements($2::jsonb) x
      ), delivery as (
        insert into sandbox.webhook_deliveries (event_id, attempts, next_attempt_at)
        select id, case when $6::float8 > 0 then 1 else 0 end, now() + make_interval(secs => $6::float8)
        from unnest($5::text[]) id
      ), kept as (
        insert into sandbox.idempotency_keys (key, params_hash, request_id, status, response)
        select x.key, x."paramsHash", x."requestId", x.status, x.response
        from jsonb_to_record($3::jsonb)
          as x (key text, "paramsHash" text, "requestId" text, status int, response jsonb)
        where x.key is not null
        on conflict (key) do nothing
        returning 1
      )
      select count(*)::int as kept from kept`,
    values: [
      JSON.stringify(objects),
      JSON.stringify(events),
      JSON.stringify(answer ?? {}),
      new Date(nowMs),
      deliveries,
      leaseMs / 1000,
    ],
  });
  return !answer || rows[0]?.kept === 1;
}
