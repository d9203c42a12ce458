import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

let sandbox: RunningSandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.stop());

const usd = { amount: 5000, currency: "usd", capture_method: "manual" } as const;

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
