import Stripe from "stripe";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { clientFor, refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

let sandbox: RunningSandbox;
/** The product has two retries; one shows as much, with little patience. */
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
  stripe = clientFor(sandbox.port, { maxNetworkRetries: 1, timeout: 500 });
});
const fault = (kind: string, more: { times?: number; path?: string } = {}) =>
  sandbox.stripe.rawRequest("POST", "/v1/test_helpers/faults", { kind, ...more });
afterEach(() => fault("error", { times: 0 }));
afterAll(() => sandbox.stop());

const customersOf = async (email: string): Promise<number> =>
  (await sandbox.stripe.customers.list({ email })).data.length;

it("answers that Stripe is busy, which the SDK does not try again by itself", async () => {
  await fault("rate_limit");
  const email = "busy@example.com";
  const error = await refusal(stripe.customers.create({ email }));
  expect(error).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  expect(error).toMatchObject({ statusCode: 429, code: "rate_limit" });
  expect(error.headers?.["stripe-rate-limited-reason"]).toBe("global-rate");
  expect(await customersOf(email)).toBe(0);
  await stripe.customers.create({ email });
  expect(await customersOf(email)).toBe(1);
});

it.each(["error", "drop_before", "drop_after", "timeout"])(
  "%s: the SDK tries again under the same key, and it is done once",
  async (kind) => {
    await fault(kind);
    const email = `${kind}@example.com`;
    const { id } = await stripe.customers.create({ email });
    expect((await stripe.customers.retrieve(id)).id).toBe(id);
    expect(await customersOf(email)).toBe(1);
  },
);

it.each([
  ["fail_before", 0],
  ["fail_after", 1],
])(
  "%s: the same key gets the same 500 again, and only another one is worked on",
  async (kind, done) => {
    await fault(kind);
    const email = `${kind}@example.com`;
    const options = { idempotencyKey: `key-${crypto.randomUUID()}` };
    const first = await refusal(stripe.customers.create({ email }, options));
    expect(first).toMatchObject({ statusCode: 500, type: "StripeAPIError" });
    expect(first.headers).not.toHaveProperty("idempotent-replayed");
    const second = await refusal(stripe.customers.create({ email }, options));
    expect(second).toMatchObject({ statusCode: 500, headers: { "idempotent-replayed": "true" } });
    expect(await customersOf(email)).toBe(done);
    await stripe.customers.create({ email }, { idempotencyKey: `key-${crypto.randomUUID()}` });
    expect(await customersOf(email)).toBe(done + 1);
  },
);

it("keeps nothing of a read that fails", async () => {
  await fault("fail_before");
  expect((await sandbox.stripe.customers.list({ limit: 1 })).object).toBe("list");
});

it("goes on as often as was asked for: then also the SDK gives up", async () => {
  await fault("drop_before", { times: 2 });
  const email = "gone@example.com";
  const error = await refusal(stripe.customers.create({ email }));
  expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(await customersOf(email)).toBe(0);
  await fault("drop_after", { times: 2 });
  const lost = await refusal(stripe.customers.create({ email }));
  expect(lost).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(await customersOf(email)).toBe(1);
});

it("spares other paths, and takes back what was asked for", async () => {
  await fault("error", { path: "/refunds", times: 5 });
  expect((await stripe.customers.create()).object).toBe("customer");
  const error = await refusal(stripe.refunds.create({ charge: "ch_none" }));
  expect(error.statusCode).toBe(500);
  await fault("error", { times: 0 });
  const after = await refusal(stripe.refunds.create({ charge: "ch_none" }));
  expect(after.code).toBe("resource_missing");
});

it("refuses faults that it does not know", async () => {
  expect(await refusal(fault("fire"))).toMatchObject({ param: "kind" });
  expect(await refusal(fault("error", { times: -1 }))).toMatchObject({ param: "times" });
});
