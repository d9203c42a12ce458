import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

let sandbox: RunningSandbox;
let stripe: Stripe;
let nowMs = Date.now();

beforeAll(async () => {
  sandbox = await runSandboxAlone({ now: () => nowMs, deliver: false });
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.stop());

const usd = { amount: 5000, currency: "usd", capture_method: "manual" } as const;

async function authorised(amount = 5000) {
  return stripe.paymentIntents.create({
    ...usd,
    amount,
    confirm: true,
    payment_method: "pm_card_visa",
  });
}

describe("a manual payment", () => {
  it("is created, confirmed and captured in part", async () => {
    const created = await stripe.paymentIntents.create({
      ...usd,
      metadata: { booking: "b1" },
      transfer_group: "b1",
    });
    expect(created).toMatchObject({
      status: "requires_payment_method",
      amount: 5000,
      metadata: { booking: "b1" },
      transfer_group: "b1",
    });
    expect(created.client_secret).toMatch(/^pi_\w{24}_secret_\w{25}$/);
    expect(created.lastResponse.requestId).toMatch(/^req_/);

    const confirmed = await stripe.paymentIntents.confirm(created.id, {
      payment_method: "pm_card_visa",
      expand: ["latest_charge", "payment_method"],
    });
    const charge = confirmed.latest_charge as Stripe.Charge;
    expect(confirmed).toMatchObject({ status: "requires_capture", amount_capturable: 5000 });
    expect((confirmed.payment_method as Stripe.PaymentMethod).card?.last4).toBe("4242");
    expect(charge).toMatchObject({ captured: false, balance_transaction: null });
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 604_800);

    const captured = await stripe.paymentIntents.capture(created.id, { amount_to_capture: 3000 });
    expect(captured).toMatchObject({
      status: "succeeded",
      amount_received: 3000,
      amount_capturable: 0,
    });
    const after = await stripe.charges.retrieve(charge.id, { expand: ["balance_transaction"] });
    expect(after).toMatchObject({ amount_captured: 3000, amount_refunded: 2000, captured: true });
    expect(after.balance_transaction).toMatchObject({ amount: 3000, fee: 117, net: 2883 });
  });

  it("releases the money when it is cancelled, and only once", async () => {
    const intent = await authorised();
    const canceled = await stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: "requested_by_customer",
    });
    expect(canceled).toMatchObject({ status: "canceled", amount_capturable: 0 });
    expect(await refusal(stripe.paymentIntents.cancel(intent.id))).toMatchObject({
      statusCode: 400,
      code: "payment_intent_unexpected_state",
    });
    expect(await refusal(stripe.paymentIntents.capture(intent.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
  });

  it("captures no more than was authorised", async () => {
    const intent = await authorised(1000);
    const error = await refusal(
      stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1001 }),
    );
    expect(error).toMatchObject({
      statusCode: 400,
      code: "amount_too_large",
      param: "amount_to_capture",
    });
  });

  it("cannot be captured after its authorisation ran out", async () => {
    const intent = await authorised();
    const start = nowMs;
    nowMs += 8 * 24 * 3_600_000;
    const error = await refusal(stripe.paymentIntents.capture(intent.id));
    nowMs = start;
    expect(error.code).toBe("charge_expired_for_capture");
  });

  it("is captured once by twenty requests at the same time", async () => {
    const intent = await authorised();
    const twenty = Array.from({ length: 20 }, () => intent.id);
    await Promise.all(twenty.map((id) => stripe.paymentIntents.retrieve(id)));
    const results = await Promise.allSettled(twenty.map((id) => stripe.paymentIntents.capture(id)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const { rows } = await sandbox.pool.query(
      `select count(*)::int as n from sandbox.stripe_events
       where type = 'payment_intent.succeeded' and data -> 'data' -> 'object' ->> 'id' = $1`,
      [intent.id],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe("what is checked", () => {
  it.each([
    [{ amount: 49 }, "amount_too_small", "amount"],
    [{ amount: 0 }, "parameter_invalid_integer", "amount"],
    [{ amount: -5 }, "parameter_invalid_integer", "amount"],
    [{ amount: 10.5 }, "parameter_invalid_integer", "amount"],
    [{ amount: 100_000_000 }, "amount_too_large", "amount"],
    [{ amount: undefined }, "parameter_missing", "amount"],
    [{ currency: "zzz" }, undefined, "currency"],
    [{ colour: "red" }, "parameter_unknown", "colour"],
    [
      { automatic_payment_methods: { enabled: true, size: 1 } },
      "parameter_unknown",
      "automatic_payment_methods[size]",
    ],
    [{ customer: "cus_none" }, "resource_missing", "customer"],
    [{ description: "a\0b" }, undefined, undefined],
  ])("%o → %s", async (change, code, param) => {
    const params = { ...usd, ...change } as Stripe.PaymentIntentCreateParams;
    const error = await refusal(stripe.paymentIntents.create(params));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect([error.statusCode, error.code, error.param]).toEqual([400, code, param]);
  });

  it("a missing intent answers 404, a bad key 401, an unknown path 404", async () => {
    expect(await refusal(stripe.paymentIntents.retrieve("pi_none"))).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
    });
    const stranger = new Stripe("sk_live_1", {
      host: "127.0.0.1",
      port: sandbox.port,
      protocol: "http",
    });
    expect(await refusal(stranger.paymentIntents.list())).toMatchObject({ statusCode: 401 });
    expect(await refusal(stripe.products.list())).toMatchObject({ statusCode: 404 });
  });

  it("metadata merges, and an intent under way keeps its amount", async () => {
    const intent = await stripe.paymentIntents.create({ ...usd, metadata: { a: "1", b: "2" } });
    const updated = await stripe.paymentIntents.update(intent.id, {
      amount: 7000,
      metadata: { b: "", c: 3 },
    });
    expect(updated).toMatchObject({ amount: 7000, metadata: { a: "1", c: "3" } });
    const { id } = await authorised();
    expect(await refusal(stripe.paymentIntents.update(id, { amount: 1000 }))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
  });
});

it("lists by customer, newest first, page by page", async () => {
  const customer = await stripe.customers.create({ email: "ada@example.com", name: "Ada" });
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    ids.push((await stripe.paymentIntents.create({ ...usd, customer: customer.id })).id);
  }
  const seen: string[] = [];
  for await (const intent of stripe.paymentIntents.list({ customer: customer.id, limit: 2 })) {
    seen.push(intent.id);
  }
  expect(seen).toEqual(ids.toReversed());
});
