import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import type Stripe from "stripe";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { createSandbox } from "../index.ts";
import { publicUrl, runSandbox, webhookSecret, type RunningSandbox } from "../testing.ts";
import { backoffMs } from "./webhooks.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  sandbox = await runSandbox((await database.as("app")).pool);
});
afterEach(() => sandbox.stop());
afterAll(() => database.drop());

const usd = { amount: 5000, currency: "usd", capture_method: "manual" } as const;
const visa = { confirm: true, payment_method: "pm_card_visa" } as const;

function about(type: string, id: string) {
  return ({ type: found, data }: Stripe.Event) =>
    found === type && (data.object as { id: string }).id === id;
}

it("delivers every step of a payment, signed as the SDK verifies", async () => {
  const { stripe } = sandbox;
  const intent = await stripe.paymentIntents.create({ ...usd, ...visa });
  await stripe.paymentIntents.capture(intent.id);
  const refund = await stripe.refunds.create({ payment_intent: intent.id });
  const charge = intent.latest_charge as string;
  const expected: [string, string][] = [
    ["payment_intent.created", intent.id],
    ["payment_intent.amount_capturable_updated", intent.id],
    ["payment_intent.succeeded", intent.id],
    ["charge.succeeded", charge],
    ["charge.captured", charge],
    ["charge.refunded", charge],
    ["refund.created", refund.id],
  ];
  for (const [type, id] of expected) {
    const { payload, signature } = await sandbox.event(about(type, id));
    const event = stripe.webhooks.constructEvent(payload, signature, webhookSecret);
    expect(event).toMatchObject({ type, livemode: false, object: "event" });
    expect((await stripe.events.retrieve(event.id)).type).toBe(type);
    expect(() => stripe.webhooks.constructEvent(`${payload} `, signature, webhookSecret)).toThrow();
  }
});

it("tells of declines, challenges and cancellations with the object of that moment", async () => {
  const { stripe } = sandbox;
  const intent = await stripe.paymentIntents.create(usd);
  await stripe.paymentIntents
    .confirm(intent.id, { payment_method: "pm_card_chargeDeclined" })
    .catch(() => {});
  await stripe.paymentIntents.confirm(intent.id, {
    payment_method: "pm_card_threeDSecure2Required",
  });
  await stripe.paymentIntents.cancel(intent.id);
  const statuses = {
    "payment_intent.payment_failed": "requires_payment_method",
    "payment_intent.requires_action": "requires_action",
    "payment_intent.canceled": "canceled",
  };
  for (const [type, status] of Object.entries(statuses)) {
    const { event } = await sandbox.event(about(type, intent.id));
    expect((event.data.object as Stripe.PaymentIntent).status).toBe(status);
  }
});

it("retries until a 2xx, then stops", async () => {
  let attempts = 0;
  const intent = sandbox.stripe.paymentIntents.create(usd);
  sandbox.answerWebhook.status = (_event, attempt) => {
    attempts = Math.max(attempts, attempt);
    return attempt < 2 ? 503 : 204;
  };
  const { id } = await intent;
  await expect.poll(() => attempts, { timeout: 5000 }).toBe(2);
  const delivered = async () => {
    const { rows } = await sandbox.pool.query(
      `select d.attempts, d.delivered_at is not null as delivered, d.last_status
       from sandbox.webhook_deliveries d join sandbox.stripe_events e on e.id = d.event_id
       where e.data -> 'data' -> 'object' ->> 'id' = $1`,
      [id],
    );
    return rows[0];
  };
  await expect
    .poll(delivered, { timeout: 5000 })
    .toEqual({ attempts: 2, delivered: true, last_status: 204 });
});

it("waits longer after each attempt, at most five minutes", () => {
  expect([1, 2, 3, 11, 16].map(backoffMs)).toEqual([500, 1000, 2000, 300_000, 300_000]);
});

it("delivers after a restart what was recorded before", async () => {
  const pool = (await database.as("app")).pool;
  const before = await runSandbox(pool, { deliver: false });
  const intent = await before.stripe.paymentIntents.create({ ...usd, description: "before" });
  await before.stop();
  const webhook = { url: sandbox.webhookUrl, secret: webhookSecret };
  const after = createSandbox({ pool, webhook, publicUrl });
  after.start();
  await sandbox.event(about("payment_intent.created", intent.id));
  await after.stop();
});

it("delivers within 50 ms of the answer, as a rule", async () => {
  const waits: number[] = [];
  for (let index = 0; index < 15; index++) {
    const { id } = await sandbox.stripe.paymentIntents.create(usd);
    const answered = performance.now();
    await sandbox.event(about("payment_intent.created", id));
    waits.push(performance.now() - answered);
  }
  expect(waits.toSorted((a, b) => a - b)[7]).toBeLessThan(50);
});
