import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicUrl, refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

const HOUR_SECONDS = 3600;

let sandbox: RunningSandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.stop());

/** A card saved with a customer, by the card form and, where the bank asks, its challenge. */
async function saved(number: string): Promise<{ customer: string; payment_method: string }> {
  const customer = (await stripe.customers.create()).id;
  const setup = await stripe.setupIntents.create({
    customer,
    usage: "off_session",
    allowed_payment_method_types: ["card"],
  });
  const clientSecret = setup.client_secret ?? "";
  const card = { number, expMonth: 12, expYear: 2040, cvc: "123" };
  await fetch(`${sandbox.url}/sandbox/stripe/setup_intents/${setup.id}/confirm`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ clientSecret, card, returnUrl: `${publicUrl}/done` }),
  });
  const { status } = await stripe.setupIntents.retrieve(setup.id);
  if (status === "requires_action") await completeChallenge(setup);
  const { payment_method } = await stripe.setupIntents.retrieve(setup.id);
  return { customer, payment_method: payment_method as string };
}

async function completeChallenge(intent: { id: string; client_secret: string | null }) {
  await fetch(`${sandbox.url}/sandbox/stripe/3ds/${intent.id}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ client_secret: intent.client_secret ?? "", outcome: "complete" }),
  });
}

const held = (card: { customer: string; payment_method: string }) =>
  stripe.paymentIntents.create({
    ...card,
    amount: 5000,
    currency: "usd",
    capture_method: "manual",
    off_session: true,
    confirm: true,
    expand: ["latest_charge"],
  });

const windowOf = ({ latest_charge }: Stripe.PaymentIntent): number => {
  const charge = latest_charge as Stripe.Charge;
  return (charge.payment_method_details?.card?.capture_before ?? 0) - charge.created;
};

describe("a saved card, charged in its holder's absence", () => {
  it.each([
    ["4242424242424242", 4 * 24 + 18],
    ["5555555555554444", 7 * 24],
  ])("%s is held for %i hours", async (number, hours) => {
    const intent = await held(await saved(number));
    expect(intent.status).toBe("requires_capture");
    expect(windowOf(intent)).toBe(hours * HOUR_SECONDS);
  });

  it("4000 0000 0000 0341 is saved without complaint and declined later", async () => {
    const card = await saved("4000000000000341");
    expect(card.payment_method).toMatch(/^pm_/);
    const error = await refusal(held(card));
    expect(error).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(error.payment_intent).toMatchObject({ status: "requires_payment_method" });
  });

  it("4000 0025 0000 3155 was authenticated when it was saved, and is charged", async () => {
    expect((await held(await saved("4000002500003155"))).status).toBe("requires_capture");
  });

  it("4000 0027 6000 3184 needs its holder each time, who can still pay the same intent", async () => {
    const card = await saved("4000002760003184");
    const error = await refusal(held(card));
    expect(error).toMatchObject({ statusCode: 402, code: "authentication_required" });
    const intent = await stripe.paymentIntents.update(error.payment_intent?.id ?? "", {
      setup_future_usage: "off_session",
    });
    expect(intent.last_payment_error?.payment_method?.id).toBe(card.payment_method);
    const asked = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: card.payment_method,
      return_url: `${publicUrl}/done`,
    });
    expect(asked.status).toBe("requires_action");
    await completeChallenge(intent);
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    expect(paid.status).toBe("requires_capture");
    expect(windowOf(paid)).toBe(7 * 24 * HOUR_SECONDS);
  });
});

it("a card cannot be set up for later while its holder is away", async () => {
  const card = await saved("4242424242424242");
  const params = { ...card, amount: 5000, currency: "usd", setup_future_usage: "off_session" };
  const confirmed = stripe.paymentIntents.create({
    ...(params as Stripe.PaymentIntentCreateParams),
    off_session: true,
    confirm: true,
  });
  expect(await refusal(confirmed)).toMatchObject({ statusCode: 400, param: "off_session" });
});

it("a payment that saves its card leaves it with the customer, to be charged again", async () => {
  const customer = (await stripe.customers.create()).id;
  const first = await stripe.paymentIntents.create({
    customer,
    amount: 5000,
    currency: "usd",
    capture_method: "manual",
    setup_future_usage: "off_session",
    payment_method: "pm_card_visa",
    confirm: true,
    return_url: `${publicUrl}/done`,
  });
  const again = await held({ customer, payment_method: first.payment_method as string });
  expect(again.status).toBe("requires_capture");
});
