import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { hastenJobs, type Clock, type Db, type Log, TurnableClock } from "@loconomy/kit";
import { createSandbox } from "@loconomy/sandbox";

export interface StandIns {
  /** Settings that point the services' real clients at the stand-ins. */
  env: Record<string, string>;
  /** Browser-facing routes below `/sandbox`. */
  fetch(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

interface Options {
  db: Db;
  owner: Db;
  clock: Clock;
  log: Log;
  publicUrl: string;
  /** Origin at which this process reaches itself, for webhooks. */
  localUrl: string;
  webhookSecret: string;
}

/** What an endpoint at Stripe has to be subscribed to as well; see DEPLOYMENT. */
const WEBHOOK_EVENTS = [
  "payment_intent.requires_action",
  "payment_intent.payment_failed",
  "payment_intent.amount_capturable_updated",
  "payment_intent.succeeded",
  "payment_intent.canceled",
  "setup_intent.requires_action",
  "setup_intent.setup_failed",
  "setup_intent.succeeded",
  "setup_intent.canceled",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
  "account.updated",
  "payout.created",
  "payout.updated",
  "payout.paid",
  "payout.failed",
  "payout.canceled",
];

/** Starts local stand-ins for Stripe and SendGrid on a loopback port of their own, as far from the services as the real ones. */
export const startStandIns = async ({
  db,
  owner,
  clock,
  log,
  publicUrl,
  localUrl,
  webhookSecret,
}: Options): Promise<StandIns> => {
  const sandbox = createSandbox({
    pool: db.pool,
    webhook: {
      url: `${localUrl}/api/v1/webhooks/stripe`,
      secret: webhookSecret,
      events: WEBHOOK_EVENTS,
    },
    publicUrl,
    log: (message, details) => log.debug(details ?? {}, message),
    now: () => clock.now().getTime(),
  });
  const server = serve({
    fetch: sandbox.fetch,
    port: 0,
    hostname: "127.0.0.1",
    overrideGlobalObjects: false,
  });
  await new Promise((done) => server.once("listening", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.start();
  return {
    env: {
      STRIPE_SECRET_KEY: "sk_test_sandbox",
      STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_URL: url,
      SENDGRID_API_KEY: "SG.sandbox",
      SENDGRID_API_URL: url,
    },
    fetch: async (request) => {
      const turned = await turnClock(request, clock, owner);
      return turned ?? sandbox.fetch(request);
    },
    stop: async () => {
      await sandbox.stop();
      await new Promise((done) => {
        server.close(done);
        (server as Server).closeAllConnections();
      });
    },
  };
};

/** `POST /sandbox/clock { "advanceMs": 3600000 }`: an hour later, for everything that goes by the clock. */
const turnClock = async (request: Request, clock: Clock, owner: Db): Promise<Response | null> => {
  if (
    !(clock instanceof TurnableClock) ||
    request.method !== "POST" ||
    new URL(request.url).pathname !== "/sandbox/clock"
  )
    return null;
  const { advanceMs } = (await request.json().catch(() => ({}))) as { advanceMs?: unknown };
  if (typeof advanceMs !== "number" || !(advanceMs >= 0))
    return Response.json(
      { error: "advanceMs must be a number of milliseconds, 0 or more" },
      { status: 400 },
    );
  clock.advance(advanceMs);
  await hastenJobs(owner, advanceMs);
  return Response.json({ now: clock.now().toISOString() });
};
