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

it("saves a card that then pays again and again", async () => {
  const customer = await stripe.customers.create({ email: "ada@example.com" });
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    confirm: true,
    payment_method: "pm_card_visa",
  });
  expect(setup).toMatchObject({ status: "succeeded", customer: customer.id });
  for (let index = 0; index < 2; index++) {
    const intent = await stripe.paymentIntents.create({
      amount: 900,
      currency: "usd",
      customer: customer.id,
      payment_method: setup.payment_method as string,
      off_session: true,
      confirm: true,
    });
    expect(intent.status).toBe("succeeded");
  }
  const saved = await stripe.customers.listPaymentMethods(customer.id);
  expect(saved.data.map(({ id }) => id)).toEqual([setup.payment_method]);
});

it("refuses a declined card at setup and at attachment", async () => {
  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({ customer: customer.id });
  const confirmed = stripe.setupIntents.confirm(setup.id, {
    payment_method: "pm_card_chargeDeclined",
  });
  await expect(confirmed).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  const after = await stripe.setupIntents.retrieve(setup.id);
  expect(after).toMatchObject({
    status: "requires_payment_method",
    last_setup_error: { code: "card_declined" },
  });
  const card = { number: "4000000000009995", exp_month: 1, exp_year: 2040 };
  const method = await stripe.paymentMethods.create({ type: "card", card });
  const attached = stripe.paymentMethods.attach(method.id, { customer: customer.id });
  await expect(attached).rejects.toMatchObject({ decline_code: "insufficient_funds" });
});

it("keeps customers: created, updated, retrieved", async () => {
  const { id } = await stripe.customers.create({ name: "Ada", metadata: { user: "u1" } });
  await stripe.customers.update(id, { email: "ada@example.com", metadata: { tier: "gold" } });
  expect(await stripe.customers.retrieve(id)).toMatchObject({
    name: "Ada",
    email: "ada@example.com",
    metadata: { user: "u1", tier: "gold" },
  });
});

it("a payment method belongs to one customer", async () => {
  const [ada, ben] = [await stripe.customers.create(), await stripe.customers.create()];
  const card = { number: "4242424242424242", exp_month: 1, exp_year: 2040 };
  const method = await stripe.paymentMethods.create({ type: "card", card });
  await stripe.paymentMethods.attach(method.id, { customer: ada.id });
  const stolen = stripe.paymentMethods.attach(method.id, { customer: ben.id });
  await expect(stolen).rejects.toMatchObject({ statusCode: 400 });
  const params = { amount: 900, currency: "usd", customer: ben.id, confirm: true };
  const paid = stripe.paymentIntents.create({ ...params, payment_method: method.id });
  await expect(paid).rejects.toMatchObject({ statusCode: 400, param: "payment_method" });
});
