import { serve } from "@hono/node-server";
import { createTestDatabase } from "@loconomy/testing";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import Stripe from "stripe";
import { createSandbox, type Sandbox } from "./index.ts";

export const publicUrl = "http://shop.test";
export const webhookSecret = "whsec_local_0123456789abcdef";

export interface Received {
  signature: string;
  payload: string;
  event: Stripe.Event;
}

export interface RunningSandbox {
  stripe: Stripe;
  pool: pg.Pool;
  /** The stand-in's address, e.g. `http://localhost:40123`. */
  url: string;
  port: number;
  received: Received[];
  /** Decides how the webhook's receiver answers; 200 unless set. */
  answerWebhook: { status: (event: Stripe.Event, attempt: number) => number };
  /** Waits until the receiver has had an event that fits. */
  event(fits: (event: Stripe.Event) => boolean): Promise<Received>;
  sandbox: Sandbox;
  webhookUrl: string;
  stop(): Promise<void>;
}

/** The stand-ins on a port of their own, with a webhook receiver, on the given database. */
export async function runSandbox(
  pool: pg.Pool,
  options: { now?: () => number; deliver?: boolean } = {},
): Promise<RunningSandbox> {
  // With open connections, requests sent at once really meet in the database.
  await Promise.all(Array.from({ length: 16 }, () => pool.query("select pg_sleep(0.02)")));
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const answerWebhook: RunningSandbox["answerWebhook"] = { status: () => 200 };
  const receiver = createServer((request, response) => {
    void receive(request, response, received, answerWebhook).then(() => {
      for (const check of waiting) check();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`;

  const sandbox = createSandbox({
    pool,
    webhook: { url: webhookUrl, secret: webhookSecret },
    publicUrl,
    ...(options.now && { now: options.now }),
  });
  const server = serve({ fetch: sandbox.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((resolve) =>
    server.listening ? resolve() : server.once("listening", resolve),
  );
  const { port } = server.address() as AddressInfo;
  if (options.deliver !== false) sandbox.start();

  return {
    stripe: clientFor(port),
    pool,
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    answerWebhook,
    sandbox,
    webhookUrl,
    event(fits) {
      return new Promise((resolve) => {
        const check = () => {
          const found = received.find(({ event }) => fits(event));
          if (!found) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      });
    },
    async stop() {
      await sandbox.stop();
      await new Promise((resolve) => server.close(resolve));
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}

/** As `runSandbox`, on a database of its own that goes when it stops. */
export async function runSandboxAlone(
  options?: Parameters<typeof runSandbox>[1],
): Promise<RunningSandbox> {
  const database = await createTestDatabase();
  const running = await runSandbox((await database.as("app")).pool, options);
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await database.drop();
    },
  };
}

/** Fills in Stripe's page for the owner of a connected account; `url` is that of the account's link, at the stand-in's address. */
export async function enterDetails(
  url: string,
  change: Record<string, string> = {},
): Promise<Response> {
  const { searchParams, origin, pathname } = new URL(url);
  const body = new URLSearchParams({
    token: searchParams.get("token") ?? "",
    firstName: "Petra",
    lastName: "Pipe",
    account: "000123456789",
    outcome: "complete",
    ...change,
  });
  return fetch(origin + pathname, { method: "POST", body, redirect: "manual" });
}

/** The real SDK, pointed at the stand-in. */
export function clientFor(port: number, options: Partial<Stripe.StripeConfig> = {}): Stripe {
  return new Stripe("sk_test_local", {
    host: "127.0.0.1",
    port,
    protocol: "http",
    telemetry: false,
    ...options,
  });
}

/** How often each event arrived, at any receiver of this process. */
const attempts = new Map<string, number>();

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  received: Received[],
  answer: RunningSandbox["answerWebhook"],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const payload = Buffer.concat(chunks).toString();
  const event = JSON.parse(payload) as Stripe.Event;
  const signature = String(request.headers["stripe-signature"]);
  const attempt = (attempts.get(event.id) ?? 0) + 1;
  attempts.set(event.id, attempt);
  received.push({ signature, payload, event });
  response.writeHead(answer.status(event, attempt)).end();
}

/** The error the SDK raises for a refused request. */
export async function refusal(request: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  return request.then(
    () => Promise.reject(new Error("was accepted")),
    (error: unknown) => error as Stripe.errors.StripeError,
  );
}
