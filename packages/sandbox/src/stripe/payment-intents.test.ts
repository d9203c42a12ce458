import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientFor, runSandbox, type RunningSandbox } from "../testing.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let stripe: Stripe;
let nowMs = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await runSandbox((await database.as("app")).pool, { now: () => nowMs, deliver: false });
  stripe = sandbox.stripe;
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

const usd = { amount: 5000, currency: "usd", capture_method: "manual" } as const;

/** The error the SDK raises for a refused request. */
async function refusal(request: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  return request.then(
    () => Promise.reject(new Error("was accepted")),
    (error: unknown) => error as Stripe.errors.StripeError,
  );
}

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
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => stripe.paymentIntents.capture(intent.id)),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const { rows } = await sandbox.pool.query(
      `select count(*)::int as n from sandbox.stripe_events
       where type = 'payment_intent.succeeded' and data -> 'data' -> 'object' ->> 'id' = $1`,
      [intent.id],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe("test cards", () => {
  const declines = {
    "4000000000000002": ["card_declined", "generic_decline"],
    "4000000000009995": ["card_declined", "insufficient_funds"],
    "4000000000000069": ["expired_card", undefined],
    "4000000000000127": ["incorrect_cvc", undefined],
    "4111111111111111": ["card_declined", "test_mode_live_card"],
  } as const;
  const expiry = { exp_month: 12, exp_year: 2040, cvc: "123" };

  it.each(Object.entries(declines))("%s is declined", async (number, [code, declineCode]) => {
    const method = await stripe.paymentMethods.create({
      type: "card",
      card: { number, ...expiry },
    });
    const intent = await stripe.paymentIntents.create(usd);
    const error = await refusal(
      stripe.paymentIntents.confirm(intent.id, { payment_method: method.id }),
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code });
    expect(error.decline_code || undefined).toBe(declineCode);
    expect(error.payment_intent?.status).toBe("requires_payment_method");
    const after = await stripe.paymentIntents.retrieve(intent.id);
    expect(after.last_payment_error).toMatchObject({ code, type: "card_error" });
    expect(after.payment_method).toBeNull();
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
    expect(paid.status).toBe("requires_capture");
  });

  it.each([
    [{ number: "4242424242424241" }, "incorrect_number"],
    [{ exp_month: 13 }, "invalid_expiry_month"],
    [{ exp_year: 2020 }, "invalid_expiry_year"],
    [{ cvc: "12" }, "invalid_cvc"],
  ])("%o is refused as %s", async (change, code) => {
    const card = { number: "4242424242424242", ...expiry, ...change };
    const error = await refusal(stripe.paymentMethods.create({ type: "card", card }));
    expect(error).toMatchObject({ statusCode: 402, code });
  });

  it("5555… is a Mastercard, paid at once with automatic capture", async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1200,
      currency: "eur",
      confirm: true,
      payment_method: "pm_card_mastercard",
      expand: ["latest_charge"],
    });
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 1200 });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card?.brand).toBe("mastercard");
  });

  it.each(["4000002500003155", "4000000000003220"])("%s asks for 3-D Secure", async (number) => {
    const method = await stripe.paymentMethods.create({
      type: "card",
      card: { number, ...expiry },
    });
    const intent = await stripe.paymentIntents.create({
      ...usd,
      confirm: true,
      payment_method: method.id,
      return_url: "http://shop.test/done",
    });
    expect(intent.status).toBe("requires_action");
    expect(intent.next_action?.redirect_to_url?.url).toContain(`/sandbox/stripe/3ds/${intent.id}`);
    const offSession = await refusal(
      stripe.paymentIntents.create({
        ...usd,
        confirm: true,
        off_session: true,
        payment_method: method.id,
      }),
    );
    expect(offSession).toMatchObject({ statusCode: 402, code: "authentication_required" });
  });

  it("a payment method without a customer pays once", async () => {
    const method = await stripe.paymentMethods.create({
      type: "card",
      card: { number: "4242424242424242", ...expiry },
    });
    await stripe.paymentIntents.create({ ...usd, confirm: true, payment_method: method.id });
    const again = stripe.paymentIntents.create({
      ...usd,
      confirm: true,
      payment_method: method.id,
    });
    expect((await refusal(again)).message).toContain("may not be used again");
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
    expect(await refusal(stripe.payouts.list())).toMatchObject({ statusCode: 404 });
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
