import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientFor, refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

let sandbox: RunningSandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.stop());

const usd = { amount: 5000, currency: "usd", capture_method: "manual" } as const;

describe("idempotency keys", () => {
  it("replay the answer, refusals included", async () => {
    const options = { idempotencyKey: `key-${crypto.randomUUID()}` };
    const first = await stripe.paymentIntents.create(usd, options);
    const second = await stripe.paymentIntents.create(usd, options);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");

    const declined = { idempotencyKey: `key-${crypto.randomUUID()}` };
    const params = { ...usd, confirm: true, payment_method: "pm_card_chargeDeclined" };
    const once = await refusal(stripe.paymentIntents.create(params, declined));
    const twice = await refusal(stripe.paymentIntents.create(params, declined));
    expect(twice.payment_intent?.id).toBe(once.payment_intent?.id);
  });

  it("refuse other parameters and do not keep what failed its checks", async () => {
    const options = { idempotencyKey: `key-${crypto.randomUUID()}` };
    await refusal(stripe.paymentIntents.create({ ...usd, colour: 1 } as never, options));
    await stripe.paymentIntents.create(usd, options);
    const error = await refusal(stripe.paymentIntents.create({ ...usd, amount: 6000 }, options));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
  });

  it("answer 409 in flight, and never act twice", async () => {
    const impatient = clientFor(sandbox.port, { maxNetworkRetries: 0 });
    const options = { idempotencyKey: `key-${crypto.randomUUID()}` };
    const params = { ...usd, description: options.idempotencyKey };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => impatient.paymentIntents.create(params, options)),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.every(({ reason }) => reason.statusCode === 409)).toBe(true);
    const { rows } = await sandbox.pool.query(
      `select count(*)::int as n from sandbox.stripe_objects where data ->> 'description' = $1`,
      [params.description],
    );
    expect(rows[0].n).toBe(1);
  });
});
