import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicUrl, runSandboxAlone, type RunningSandbox } from "../testing.ts";
import type { CardFormAnswer } from "./card-form.ts";

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
});
afterAll(() => sandbox.stop());

async function newIntent() {
  const params = { amount: 5000, currency: "usd", capture_method: "manual" } as const;
  return sandbox.stripe.paymentIntents.create(params);
}

async function submit(
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
  number: string,
  more: object = {},
): Promise<CardFormAnswer & { httpStatus: number }> {
  const card = { number, expMonth: 12, expYear: 2040, cvc: "123", name: "Ada Lovelace" };
  const kind = `${intent.object}s`;
  const response = await fetch(`${sandbox.url}/sandbox/stripe/${kind}/${intent.id}/confirm`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ clientSecret: intent.client_secret, card, ...more }),
  });
  return { ...((await response.json()) as CardFormAnswer), httpStatus: response.status };
}

describe("the card form", () => {
  it("authorises a payment", async () => {
    const intent = await newIntent();
    expect(await submit(intent, "4242 4242 4242 4242")).toEqual({
      httpStatus: 200,
      status: "requires_capture",
    });
    const again = await submit(intent, "4242424242424242");
    expect(again).toMatchObject({
      httpStatus: 400,
      status: "requires_capture",
      error: { code: "payment_intent_unexpected_state" },
    });
  });

  it("shows a decline and lets another card try", async () => {
    const intent = await newIntent();
    expect(await submit(intent, "4000000000009995")).toMatchObject({
      httpStatus: 402,
      status: "requires_payment_method",
      error: { code: "card_declined", decline_code: "insufficient_funds" },
    });
    expect(await submit(intent, "4242424242424241")).toMatchObject({
      httpStatus: 402,
      error: { code: "incorrect_number", param: "number" },
    });
    expect((await submit(intent, "5555555555554444")).status).toBe("requires_capture");
  });

  it("needs the client secret and a return URL on this site", async () => {
    const intent = await newIntent();
    const stranger = await submit(intent, "4242424242424242", { clientSecret: "pi_x_secret_y" });
    expect(stranger.httpStatus).toBe(404);
    const elsewhere = await submit(intent, "4000000000003220", {
      returnUrl: "https://evil.test/done",
    });
    expect(elsewhere).toMatchObject({ httpStatus: 400, error: { param: "return_url" } });
    const malformed = await submit(intent, "4242424242424242", { card: 7 });
    expect(malformed.httpStatus).toBe(400);
  });
});

describe("the challenge", () => {
  const returnUrl = `${publicUrl}/checkout/done?booking=b1`;

  async function challenged(intent: Stripe.PaymentIntent | Stripe.SetupIntent) {
    const answer = await submit(intent, "4000000000003220", { returnUrl });
    expect(answer.status).toBe("requires_action");
    return new URL(answer.nextAction?.url ?? "");
  }

  async function respond(intent: { id: string; client_secret: string | null }, outcome: string) {
    const response = await fetch(`${sandbox.url}/sandbox/stripe/3ds/${intent.id}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ client_secret: intent.client_secret ?? "", outcome }),
    });
    return { status: response.status, location: response.headers.get("location") ?? "" };
  }

  it("is a marked page of plain forms", async () => {
    const url = await challenged(await newIntent());
    const response = await fetch(`${sandbox.url}${url.pathname}${url.search}`);
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(body).toContain("3-D Secure test page");
    expect(body).toContain("$50.00");
    expect(body).not.toMatch(/<script|style=/);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await fetch(`${sandbox.url}${url.pathname}`)).status).toBe(404);
  });

  it("completed, the payment is authorised and the browser returns", async () => {
    const intent = await newIntent();
    await challenged(intent);
    const { status, location } = await respond(intent, "complete");
    expect(status).toBe(303);
    const params = Object.fromEntries(new URL(location).searchParams);
    expect(location.startsWith(`${publicUrl}/checkout/done`)).toBe(true);
    expect(params).toEqual({
      booking: "b1",
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: "succeeded",
    });
    const after = await sandbox.stripe.paymentIntents.retrieve(intent.id, {
      expand: ["latest_charge"],
    });
    expect(after.status).toBe("requires_capture");
    const charge = after.latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card?.three_d_secure).toMatchObject({
      result: "authenticated",
    });
  });

  it("failed, the payment asks for another card", async () => {
    const intent = await newIntent();
    await challenged(intent);
    const { location } = await respond(intent, "fail");
    expect(new URL(location).searchParams.get("redirect_status")).toBe("failed");
    const after = await sandbox.stripe.paymentIntents.retrieve(intent.id);
    expect(after).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
  });

  it("answered twice at once, charges once", async () => {
    const intent = await newIntent();
    await challenged(intent);
    await Promise.all(Array.from({ length: 6 }, () => respond(intent, "complete")));
    const charges = await sandbox.stripe.charges.list({ payment_intent: intent.id });
    expect(charges.data).toHaveLength(1);
  });

  it("saves a card for a SetupIntent", async () => {
    const setup = await sandbox.stripe.setupIntents.create();
    await challenged(setup);
    const { location } = await respond(setup, "complete");
    expect(new URL(location).searchParams.get("setup_intent")).toBe(setup.id);
    expect((await sandbox.stripe.setupIntents.retrieve(setup.id)).status).toBe("succeeded");
  });
});
