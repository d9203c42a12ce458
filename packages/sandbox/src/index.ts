import { Hono } from "hono";
import type { Pool } from "pg";
import { createMailboxRoutes } from "./mailbox.ts";
import { pagePolicy, styleSheet } from "./page.ts";
import { createSendGridRoutes } from "./sendgrid.ts";
import type { StripeContext } from "./stripe/api.ts";
import { pruneKeys } from "./stripe/idempotency.ts";
import { decideDisputes } from "./stripe/dispute-deadlines.ts";
import { createStripeRoutes } from "./stripe/index.ts";
import { lapseHolds } from "./stripe/lapse.ts";
import { runPayouts } from "./stripe/payouts.ts";
import { createDelivery, type WebhookTarget } from "./stripe/webhooks.ts";

export { seedAccounts } from "./stripe/seed.ts";
export type { CardFormAnswer } from "./stripe/card-form.ts";
export type { Message } from "./messages.ts";

export interface SandboxOptions {
  /** Must see the schema `sandbox`. */
  pool: Pool;
  /** Where Stripe's events go and the secret they are signed with. */
  webhook: WebhookTarget;
  /** The site's origin, e.g. `http://localhost:3000`; browsers reach `/sandbox/*` below it. */
  publicUrl: string;
  log?: (message: string, details?: object) => void;
  /** Epoch milliseconds of what is created; signatures and retries go by the real time. */
  now?: () => number;
}

export interface Sandbox {
  /** `connection` is what Node's server knows of it, so that faults can end it. Answers `/v1/*` (Stripe), `/v3/mail/send` (SendGrid) and `/sandbox/*` (browsers). */
  fetch(request: Request, connection?: object): Promise<Response>;
  /** Starts to deliver webhooks, those left from before included, and to do what is due by the clock. */
  start(): void;
  /** Does what is due by now: ends authorisations that have lapsed, makes payouts and has them arrive, ends disputes that nobody answered; resolves with how many. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
}

const pruneEveryMs = 3_600_000;
const sweepEveryMs = 1_000;

/** Local stand-ins for Stripe and SendGrid; everything they know is in PostgreSQL. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { pool, webhook, log = () => {}, now = Date.now } = options;
  const publicUrl = new URL(options.publicUrl).origin;
  const delivery = createDelivery({ pool, webhook, log });
  const subscription = webhook.events && new Set(webhook.events);
  const context: StripeContext = {
    pool,
    publicUrl,
    now,
    subscription,
    delivery,
    log,
  };
  const stripe = createStripeRoutes(context);
  let pruning: NodeJS.Timeout | undefined;
  let sweeping: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;

  /** One sweep at a time; who asks meanwhile waits for the one that runs. */
  function sweep(): Promise<number> {
    running ??= sweepOnce(context).finally(() => (running = undefined));
    return running;
  }

  const browser = new Hono();
  browser.use(async (c, next) => {
    await next();
    if (!c.res.headers.has("content-security-policy")) {
      c.header("Content-Security-Policy", pagePolicy);
    }
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    c.header("Cache-Control", "no-store");
  });
  browser.get("/style.css", (c) => c.body(styleSheet, 200, { "Content-Type": "text/css" }));
  browser.route("/", createMailboxRoutes({ pool }));
  browser.route("/stripe", stripe.browser);

  const app = new Hono();
  app.route("/v3", createSendGridRoutes({ pool }));
  app.route("/sandbox", browser);
  app.onError((error, c) => {
    log("sandbox failed", { error, path: c.req.path });
    return c.json({ errors: [{ message: "Internal error", field: null, help: null }] }, 500);
  });

  return {
    async fetch(request, connection) {
      const isStripe = new URL(request.url).pathname.startsWith("/v1/");
      return isStripe ? stripe.api.fetch(request, connection) : app.fetch(request);
    },
    start() {
      delivery.start();
      pruning = setInterval(() => {
        pruneKeys(pool).catch((error: unknown) => log("pruning failed", { error }));
      }, pruneEveryMs);
      pruning.unref();
      sweeping = setInterval(() => {
        sweep().catch((error: unknown) => log("sweeping failed", { error }));
      }, sweepEveryMs);
      sweeping.unref();
    },
    sweep,
    async stop() {
      clearInterval(pruning);
      clearInterval(sweeping);
      await running?.catch(() => {});
      await delivery.stop();
    },
  };
}

async function sweepOnce(context: StripeContext): Promise<number> {
  return (
    (await lapseHolds(context)) + (await runPayouts(context)) + (await decideDisputes(context))
  );
}
