import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { clientFor, publicUrl, refusal, runSandboxAlone, type RunningSandbox } from "../testing.ts";

const DAY_MS = 24 * 3_600_000;
/** A Friday. */
const start = Date.parse("2026-11-27T09:00:00Z");

let sandbox: RunningSandbox;
let stripe: Stripe;
let nowMs = start;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ now: () => nowMs, deliver: false });
  stripe = sandbox.stripe;
});
beforeEach(() => {
  nowMs = start;
});
afterAll(() => sandbox.stop());

const onboard = async (account: string, number = "000123456789"): Promise<void> => {
  const { url } = await stripe.accountLinks.create({
    account,
    type: "account_onboarding",
    return_url: publicUrl,
    refresh_url: publicUrl,
  });
  const { searchParams, pathname } = new URL(url);
  const body = new URLSearchParams({
    token: searchParams.get("token")!,
    firstName: "Petra",
    lastName: "Pipe",
    account: number,
    outcome: "complete",
  });
  await fetch(sandbox.url + pathname, { method: "POST", body, redirect: "manual" });
};
const connected = async (number?: string): Promise<string> => {
  const { id } = await stripe.accounts.create({ capabilities: { transfers: { requested: true } } });
  await onboard(id, number);
  return id;
};
const charge = async (amount = 5000): Promise<string> => {
  const { latest_charge } = await stripe.paymentIntents.create({
    amount,
    currency: "usd",
    confirm: true,
    payment_method: "pm_card_visa",
  });
  return latest_charge as string;
};
const send = (destination: string, source_transaction: string, amount = 4500, more: object = {}) =>
  stripe.transfers.create({ amount, currency: "usd", destination, source_transaction, ...more });
const balance = async (stripeAccount: string): Promise<{ available: number; pending: number }> => {
  const { available, pending } = await stripe.balance.retrieve({}, { stripeAccount });
  return { available: available[0]?.amount ?? 0, pending: pending[0]?.amount ?? 0 };
};
const payouts = async (stripeAccount: string): Promise<Array<[number, string]>> => {
  const { data } = await stripe.payouts.list({}, { stripeAccount });
  return data.map(({ amount, status }) => [amount, status]);
};
const sweepAt = async (ms: number): Promise<void> => {
  nowMs = ms;
  await sandbox.sandbox.sweep();
};

it("sends a charge's money on before it is there, and no more than was captured", async () => {
  const [account, source] = [await connected(), await charge()];
  const transfer = await send(account, source, 4500, { transfer_group: "booking-1" });
  expect(transfer).toMatchObject({
    object: "transfer",
    amount: 4500,
    amount_reversed: 0,
    source_transaction: source,
    transfer_group: "booking-1",
  });
  expect(await balance(account)).toEqual({ available: 0, pending: 4500 });
  nowMs = start + 2 * DAY_MS;
  expect(await balance(account)).toEqual({ available: 4500, pending: 0 });
  expect(await refusal(send(account, source, 501))).toMatchObject({ param: "amount" });
  await send(account, source, 500);
  const { data } = await stripe.transfers.list({ transfer_group: "booking-1" });
  expect(data.map(({ id }) => id)).toEqual([transfer.id]);
});

it("takes a transfer back whole or in part, as far as the account has money", async () => {
  const account = await connected();
  const { id } = await send(account, await charge());
  await stripe.transfers.createReversal(id, { amount: 1000 });
  expect(await balance(account)).toEqual({ available: 0, pending: 3500 });
  expect(await stripe.transfers.retrieve(id)).toMatchObject({
    amount_reversed: 1000,
    reversed: false,
    reversals: { data: [{ amount: 1000 }] },
  });
  expect(await refusal(stripe.transfers.createReversal(id, { amount: 3501 }))).toMatchObject({
    param: "amount",
  });
  await stripe.transfers.createReversal(id);
  expect(await stripe.transfers.retrieve(id)).toMatchObject({ reversed: true });
  expect(await balance(account)).toEqual({ available: 0, pending: 0 });

  const paidOut = await send(account, await charge());
  await sweepAt(start + 5 * DAY_MS);
  expect(await refusal(stripe.transfers.createReversal(paidOut.id))).toMatchObject({
    code: "balance_insufficient",
  });
});

it("refuses transfers to whom it cannot pay, of nothing captured, and in another currency", async () => {
  const [account, source] = [await connected(), await charge()];
  const { id: closed } = await stripe.accounts.create();
  expect(await refusal(send("acct_none", source))).toMatchObject({
    code: "resource_missing",
    param: "destination",
  });
  expect(await refusal(send(closed, source))).toMatchObject({
    code: "insufficient_capabilities_for_transfer",
  });
  const euros = { amount: 100, currency: "eur", destination: account, source_transaction: source };
  expect(await refusal(stripe.transfers.create(euros))).toMatchObject({ param: "currency" });
  const { latest_charge } = await stripe.paymentIntents.create({
    amount: 5000,
    currency: "usd",
    confirm: true,
    capture_method: "manual",
    payment_method: "pm_card_visa",
  });
  expect(await refusal(send(account, latest_charge as string))).toMatchObject({
    param: "source_transaction",
  });
  const rich = { amount: 90_000_000, currency: "usd", destination: account };
  expect(await refusal(stripe.transfers.create(rich))).toMatchObject({
    code: "balance_insufficient",
  });
});

it("makes parallel transfers of one charge add up to no more than it", async () => {
  const [account, source] = [await connected(), await charge()];
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => send(account, source, 1000)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(await balance(account)).toEqual({ available: 0, pending: 5000 });
});

it("pays out by schedule what is available, and it arrives two days later", async () => {
  const account = await connected();
  await stripe.accounts.update(account, {
    settings: { payouts: { schedule: { interval: "weekly", weekly_anchor: "monday" } } },
  });
  await send(account, await charge());
  await sweepAt(start + DAY_MS);
  expect(await payouts(account)).toEqual([]);
  // Monday: the money of Friday's card came on Sunday.
  await sweepAt(Date.parse("2026-11-30T00:00:00Z"));
  expect(await payouts(account)).toEqual([[4500, "in_transit"]]);
  expect(await balance(account)).toEqual({ available: 0, pending: 0 });
  await sweepAt(Date.parse("2026-12-02T00:00:00Z"));
  await sweepAt(Date.parse("2026-12-07T00:00:00Z"));
  expect(await payouts(account)).toEqual([[4500, "paid"]]);
  const { data } = await stripe.events.list({ limit: 100 });
  expect(
    data.filter((event) => event.account === account && event.type.startsWith("payout.")),
  ).toHaveLength(2);
});

it("brings a payout back that the bank does not take, until another bank account is named", async () => {
  const account = await connected("000111111116");
  await send(account, await charge());
  await sweepAt(start + 3 * DAY_MS);
  await sweepAt(start + 6 * DAY_MS);
  expect(await payouts(account)).toEqual([[4500, "failed"]]);
  expect(await balance(account)).toEqual({ available: 4500, pending: 0 });
  expect(await stripe.accounts.retrieve(account)).toMatchObject({
    payouts_enabled: false,
    capabilities: { transfers: "active" },
    requirements: { currently_due: ["external_account"] },
  });
  await sweepAt(start + 8 * DAY_MS);
  expect(await payouts(account)).toHaveLength(1);
  await onboard(account);
  await sweepAt(start + 10 * DAY_MS);
  await sweepAt(start + 13 * DAY_MS);
  expect((await payouts(account))[0]).toEqual([4500, "paid"]);
});

it("shows a connected account to nobody else, and takes other requests for the platform only", async () => {
  const account = await connected();
  const [{ id }] = (await (async () => {
    await send(account, await charge());
    await sweepAt(start + 3 * DAY_MS);
    return (await stripe.payouts.list({}, { stripeAccount: account })).data;
  })()) as [Stripe.Payout];
  const other = clientFor(sandbox.port, { stripeAccount: await connected() });
  expect(await refusal(other.payouts.retrieve(id))).toMatchObject({ code: "resource_missing" });
  expect((await other.payouts.list()).data).toEqual([]);
  expect((await stripe.payouts.list()).data).toEqual([]);
  expect(await refusal(other.customers.create())).toMatchObject({ param: "Stripe-Account" });
  const nobody = clientFor(sandbox.port, { stripeAccount: "acct_none" });
  expect(await refusal(nobody.balance.retrieve())).toMatchObject({ code: "account_invalid" });
});
