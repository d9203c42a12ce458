import { createHmac } from "node:crypto";
import type { Pool } from "pg";
import { request } from "undici";

export interface WebhookTarget {
  url: string;
  /** The endpoint's signing secret, `whsec_…`. */
  secret: string;
  /** Types of events that the endpoint has subscribed to; all when left out. */
  events?: readonly string[];
}

/** An event in the hands of whoever will send it next. */
export interface ClaimedEvent {
  eventId: string;
  /** With the one that follows. */
  attempts: number;
  payload: string;
}

export interface Delivery {
  /** How long events that are written down now are kept from others, because `deliver` gets them: 0 while nothing is delivered. */
  leaseMs(): number;
  /** Sends new events, written down as claimed for `leaseMs`. */
  deliver(events: readonly ClaimedEvent[]): void;
  start(): void;
  /** Ends the loop and waits for what is under way. */
  stop(): Promise<void>;
}

interface Options {
  pool: Pool;
  webhook: WebhookTarget;
  log(message: string, details?: object): void;
}

interface Outcome {
  eventId: string;
  delivered: boolean;
  status: number | null;
  error: string | null;
  retryMs: number | null;
}

const parallelMax = 32;
const attemptsMax = 16;
const pollMs = 500;
const timeoutMs = 10_000;
/** While an attempt is under way nobody else takes the event; after a crash it is due again. */
const leaseMs = 15_000;

/** The wait before the attempt after `attempts`: 0.5 s, doubled each time, at most 5 minutes. */
export function backoffMs(attempts: number): number {
  return Math.min(500 * 2 ** (attempts - 1), 300_000);
}

/** The `Stripe-Signature` header of a payload; `timestamp` in Unix seconds. */
export function signPayload(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac("sha256", secret).update(`${timestamp}.${payload}`).digest("hex");
  return `t=${timestamp},v1=${signature}`;
}

/**
 * Delivers events to the webhook, many at once, at least once, in no promised order. New ones come from memory; what was tried
 * before, or left by a process that ended, is looked for in the database.
 */
export function createDelivery({ pool, webhook, log }: Options): Delivery {
  const underWay = new Set<Promise<void>>();
  const waiting: ClaimedEvent[] = [];
  const outcomes: Outcome[] = [];
  const stopping = new AbortController();
  let running = false;
  let claiming = false;
  let sending = 0;
  let recording: Promise<void> | undefined;
  let poll: NodeJS.Timeout | undefined;

  function track(job: Promise<void>): void {
    const guarded = job.catch((error: unknown) => {
      if (running) log("webhook delivery failed", { error });
    });
    underWay.add(guarded);
    void guarded.finally(() => underWay.delete(guarded));
  }

  function sendWaiting(): void {
    while (running && sending < parallelMax && waiting.length > 0) {
      sending++;
      track(send(waiting.shift()!));
    }
  }

  /** What nobody has in hand and is due. */
  async function takeDue(): Promise<void> {
    if (claiming || waiting.length > 0) return;
    claiming = true;
    try {
      const due = await claim(pool, parallelMax);
      waiting.push(...due);
      sendWaiting();
    } finally {
      claiming = false;
    }
  }

  async function send(event: ClaimedEvent): Promise<void> {
    outcomes.push(await attempt(event, webhook, stopping.signal));
    sending--;
    sendWaiting();
    recording ??= record();
    await recording;
  }

  /** Writes outcomes in batches: while one statement runs, the next batch gathers. */
  async function record(): Promise<void> {
    try {
      while (outcomes.length > 0) await recordOutcomes(pool, outcomes.splice(0));
    } finally {
      recording = undefined;
    }
  }

  return {
    leaseMs: () => (running ? leaseMs : 0),
    deliver(events) {
      waiting.push(...events);
      sendWaiting();
    },
    start() {
      if (running) return;
      running = true;
      poll = setInterval(() => track(takeDue()), pollMs).unref();
      track(takeDue());
    },
    async stop() {
      running = false;
      clearInterval(poll);
      stopping.abort();
      // What was not begun is due again at once.
      for (const { eventId } of waiting.splice(0))
        outcomes.push({ eventId, delivered: false, status: null, error: null, retryMs: 0 });
      recording ??= record();
      track(recording);
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function claim(pool: Pool, limit: number): Promise<ClaimedEvent[]> {
  const { rows } = await pool.query<ClaimedEvent>({
    text: `
      with due as (
        select event_id from sandbox.webhook_deliveries
        where delivered_at is null and next_attempt_at <= now() and attempts < $2
        order by next_attempt_at limit $1 for update skip locked
      ), claimed as (
        update sandbox.webhook_deliveries d
        set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $3)
        from due where d.event_id = due.event_id
        returning d.event_id, d.attempts
      )
      select c.event_id as "eventId", c.attempts, e.data::text as payload
      from claimed c join sandbox.stripe_events e on e.id = c.event_id`,
    values: [limit, attemptsMax, leaseMs / 1000],
  });
  return rows;
}

async function attempt(
  { eventId, attempts, payload }: ClaimedEvent,
  webhook: WebhookTarget,
  stopping: AbortSignal,
): Promise<Outcome> {
  const timestamp = Math.floor(Date.now() / 1000);
  const failed = { eventId, delivered: false, retryMs: backoffMs(attempts) };
  try {
    const { statusCode: status, body } = await request(webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signPayload(payload, webhook.secret, timestamp),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body: payload,
      signal: stopping,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    await body.dump();
    if (status >= 200 && status < 300)
      return { eventId, delivered: true, status, error: null, retryMs: null };
    return { ...failed, status, error: `answered ${status}` };
  } catch (error) {
    return { ...failed, status: null, error: (error as Error).message };
  }
}

async function recordOutcomes(pool: Pool, outcomes: Outcome[]): Promise<void> {
  // Arrays tell the planner how few rows these are; with a recordset it would scan the table.
  await pool.query({
    name: "sandbox_outcomes",
    text: `update sandbox.webhook_deliveries d
     set delivered_at = case when o.delivered then now() end,
       next_attempt_at = now() + make_interval(secs => coalesce(o.retry_ms, 0) / 1000.0),
       last_status = o.status, last_error = o.error
     from unnest($1::text[], $2::boolean[], $3::int[], $4::text[], $5::float[])
       as o (event_id, delivered, status, error, retry_ms)
     where d.event_id = o.event_id`,
    values: [
      outcomes.map(({ eventId }) => eventId),
      outcomes.map(({ delivered }) => delivered),
      outcomes.map(({ status }) => status),
      outcomes.map(({ error }) => error),
      outcomes.map(({ retryMs }) => retryMs),
    ],
  });
}
