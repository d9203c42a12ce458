import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

const DAY_MS = 24 * 3_600_000;

let sandbox: RunningSandbox;
let stripe: Stripe;
let nowMs = Date.now();
const start = nowMs;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ now: () => nowMs, deliver: false });
  stripe = sandbox.stripe;
});
beforeEach(() => {
  nowMs = start;
});
afterAll(() => sandbox.stop());

const authorised = (more: object = {}) =>
  stripe.paymentIntents.create({
    amount: 5000,
    currency: "usd",
    capture_method: "manual",
    confirm: true,
    payment_method: "pm_card_visa",
    ...more,
  });

it("ends an authorisation after seven days, not before, and tells of it", async () => {
  const { id, latest_charge } = await authorised();
  nowMs = start + 7 * DAY_MS - 1_000;
  await sandbox.sandbox.sweep();
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe("requires_capture");
  nowMs = start + 7 * DAY_MS + 1_000;
  await Promise.all([sandbox.sandbox.sweep(), sandbox.sandbox.sweep()]);
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: "canceled",
    cancellation_reason: "automatic",
    amount_capturable: 0,
  });
  const { data } = await stripe.events.list({ limit: 100 });
  const told = data.filter(({ data: { object } }) =>
    [id, latest_charge].includes((object as { id: string }).id),
  );
  expect(told.map(({ type }) => type).filter((type) => /canceled|expired/.test(type))).toEqual([
    "payment_intent.canceled",
    "charge.expired",
  ]);
  expect(await refusal(stripe.paymentIntents.capture(id))).toMatchObject({
    code: "payment_intent_unexpected_state",
  });
});

it("leaves alone what was captured or given back in time", async () => {
  const [captured, canceled] = [await authorised(), await authorised()];
  await stripe.paymentIntents.capture(captured.id);
  await stripe.paymentIntents.cancel(canceled.id);
  nowMs = start + 30 * DAY_MS;
  await sandbox.sandbox.sweep();
  expect((await stripe.paymentIntents.retrieve(captured.id)).status).toBe("succeeded");
  const after = await stripe.paymentIntents.retrieve(canceled.id);
  expect(after.cancellation_reason).toBeNull();
});

it("does so by itself while it runs", async () => {
  const { id } = await authorised();
  sandbox.sandbox.start();
  nowMs = start + 8 * DAY_MS;
  await expect
    .poll(async () => (await stripe.paymentIntents.retrieve(id)).status, { timeout: 5000 })
    .toBe("canceled");
});
