import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSandboxAlone, type RunningSandbox } from "../testing.ts";

let sandbox: RunningSandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.stop());

async function paid(amount: number) {
  const card = { confirm: true, payment_method: "pm_card_visa" };
  return stripe.paymentIntents.create({ amount, currency: "usd", ...card });
}

it("refunds in parts, never above what is left", async () => {
  const intent = await paid(5000);
  const first = await stripe.refunds.create({
    payment_intent: intent.id,
    amount: 2000,
    reason: "requested_by_customer",
    metadata: { why: "late" },
    expand: ["balance_transaction", "charge"],
  });
  expect(first).toMatchObject({ status: "succeeded", amount: 2000, metadata: { why: "late" } });
  expect(first.balance_transaction).toMatchObject({ amount: -2000, net: -2000 });
  expect(first.charge).toMatchObject({ amount_refunded: 2000, refunded: false });

  const tooMuch = stripe.refunds.create({ payment_intent: intent.id, amount: 3001 });
  await expect(tooMuch).rejects.toMatchObject({ statusCode: 400, param: "amount" });
  const rest = await stripe.refunds.create({ charge: intent.latest_charge as string });
  expect(rest.amount).toBe(3000);
  const again = stripe.refunds.create({ payment_intent: intent.id });
  await expect(again).rejects.toMatchObject({ code: "charge_already_refunded" });

  const listed = await stripe.refunds.list({ payment_intent: intent.id });
  expect(listed.data.map(({ id }) => id)).toEqual([rest.id, first.id]);
  expect((await stripe.refunds.retrieve(first.id)).amount).toBe(2000);
});

it("refunds what was captured, and nothing that was only authorised", async () => {
  const params = { amount: 5000, currency: "usd", capture_method: "manual" as const };
  const card = { confirm: true, payment_method: "pm_card_visa" };
  const intent = await stripe.paymentIntents.create({ ...params, ...card });
  const early = stripe.refunds.create({ payment_intent: intent.id });
  await expect(early).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
  await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1500 });
  expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(1500);
});

it("asks for a charge or an intent that exists", async () => {
  await expect(stripe.refunds.create({ amount: 1 })).rejects.toMatchObject({
    code: "parameter_missing",
  });
  await expect(stripe.refunds.create({ charge: "ch_none" })).rejects.toMatchObject({
    code: "resource_missing",
  });
});

it("gives back no cent too much to thirty requests at once", async () => {
  const intent = await paid(1000);
  const results = await Promise.allSettled(
    Array.from({ length: 30 }, () =>
      stripe.refunds.create({ payment_intent: intent.id, amount: 100 }),
    ),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  const charge = await stripe.charges.retrieve(intent.latest_charge as string);
  expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
});
