import type Stripe from "stripe";
import { expect, it } from "vitest";
import { useTurnedSandbox } from "../testing-clock.ts";
import { clientFor, enterDetails, publicUrl, refusal } from "../testing.ts";

const DAY_MS = 24 * 3_600_000;
/** A Friday. */
const start = Date.parse("2026-11-27T09:00:00Z");

const sandbox = useTurnedSandbox(start);

const onboard = async (account: string, number = "000123456789"): Promise<void> => {
  const { url } = await sandbox.stripe.accountLinks.create({
    account,
    type: "account_onboarding",
    return_url: publicUrl,
    refresh_url: publicUrl,
  });
  await enterDetails(url.replace(publicUrl, sandbox.running.url), { account: number });
};
const connected = async (number?: string): Promise<string> => {
  const { id } = await sandbox.stripe.accounts.create({
    capabilities: { transfers: { requested: true } },
  });
  await onboard(id, number);
  return id;
};
const charge = async (more: object = {}): Promise<string> =>
  (await sandbox.pay("pm_card_visa", more)).latest_charge as string;
const send = (destination: string, source_transaction: string, amount = 4500, more: object = {}) =>
  sandbox.stripe.transfers.create({
    amount,
    currency: "usd",
    destination,
    source_transaction,
    ...more,
  });
const balance = async (stripeAccount: string): Promise<{ available: number; pending: number }> => {
  const { available, pending } = await sandbox.stripe.balance.retrieve({}, { stripeAccount });
  return { available: available[0]?.amount ?? 0, pending: pending[0]?.amount ?? 0 };
};
const payouts = async (stripeAccount: string): Promise<Array<[number, string]>> => {
  const { data } = await sandbox.stripe.payouts.list({}, { stripeAccount });
  return data.map(({ amount, status }) => [amount, status]);
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
  sandbox.nowMs = start + 2 * DAY_MS;
  expect(await balance(account)).toEqual({ available: 4500, pending: 0 });
  expect(await refusal(send(account, source, 501))).toMatchObject({ param: "amount" });
  await send(account, source, 500);
  const { data } = await sandbox.stripe.transfers.list({ transfer_group: "booking-1" });
  expect(data.map(({ id }) => id)).toEqual([transfer.id]);
});

it("takes a transfer back whole or in part, as far as the account has money", async () => {
  const account = await connected();
  const { id } = await send(account, await charge());
  await sandbox.stripe.transfers.createReversal(id, { amount: 1000 });
  expect(await balance(account)).toEqual({ available: 0, pending: 3500 });
  expect(await sandbox.stripe.transfers.retrieve(id)).toMatchObject({
    amount_reversed: 1000,
    reversed: false,
    reversals: { data: [{ amount: 1000 }] },
  });
  expect(
    await refusal(sandbox.stripe.transfers.createReversal(id, { amount: 3501 })),
  ).toMatchObject({
    param: "amount",
  });
  await sandbox.stripe.transfers.createReversal(id);
  expect(await sandbox.stripe.transfers.retrieve(id)).toMatchObject({ reversed: true });
  expect(await balance(account)).toEqual({ available: 0, pending: 0 });

  const paidOut = await send(account, await charge());
  await sandbox.sweepAt(start + 5 * DAY_MS);
  expect(await refusal(sandbox.stripe.transfers.createReversal(paidOut.id))).toMatchObject({
    code: "balance_insufficient",
  });
});

it("refuses transfers to whom it cannot pay, of nothing captured, and in another currency", async () => {
  const [account, source] = [await connected(), await charge()];
  const { id: closed } = await sandbox.stripe.accounts.create();
  expect(await refusal(send("acct_none", source))).toMatchObject({
    code: "resource_missing",
    param: "destination",
  });
  expect(await refusal(send(closed, source))).toMatchObject({
    code: "insufficient_capabilities_for_transfer",
  });
  const euros = { amount: 100, currency: "eur", destination: account, source_transaction: source };
  expect(await refusal(sandbox.stripe.transfers.create(euros))).toMatchObject({
    param: "currency",
  });
  const held = await charge({ capture_method: "manual" });
  expect(await refusal(send(account, held))).toMatchObject({
    param: "source_transaction",
  });
  const rich = { amount: 90_000_000, currency: "usd", destination: account };
  expect(await refusal(sandbox.stripe.transfers.create(rich))).toMatchObject({
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
  await sandbox.stripe.accounts.update(account, {
    settings: { payouts: { schedule: { interval: "weekly", weekly_anchor: "monday" } } },
  });
  await send(account, await charge());
  await sandbox.sweepAt(start + DAY_MS);
  expect(await payouts(account)).toEqual([]);
  // Monday: the money of Friday's card came on Sunday.
  await sandbox.sweepAt(Date.parse("2026-11-30T00:00:00Z"));
  expect(await payouts(account)).toEqual([[4500, "in_transit"]]);
  expect(await balance(account)).toEqual({ available: 0, pending: 0 });
  await sandbox.sweepAt(Date.parse("2026-12-02T00:00:00Z"));
  await sandbox.sweepAt(Date.parse("2026-12-07T00:00:00Z"));
  expect(await payouts(account)).toEqual([[4500, "paid"]]);
  const eventsFor = async (stripeAccount?: string) =>
    (await sandbox.stripe.events.list({ limit: 100 }, { stripeAccount })).data.filter(
      (event) => event.account === account && event.type.startsWith("payout."),
    );
  expect(await eventsFor(account)).toHaveLength(2);
  // The platform hears of them by webhook only.
  expect(await eventsFor()).toEqual([]);
});

it("brings a payout back that the bank does not take, until another bank account is named", async () => {
  const account = await connected("000111111116");
  await send(account, await charge());
  await sandbox.sweepAt(start + 3 * DAY_MS);
  await sandbox.sweepAt(start + 6 * DAY_MS);
  expect(await payouts(account)).toEqual([[4500, "failed"]]);
  expect(await balance(account)).toEqual({ available: 4500, pending: 0 });
  expect(await sandbox.stripe.accounts.retrieve(account)).toMatchObject({
    payouts_enabled: false,
    capabilities: { transfers: "active" },
    requirements: { currently_due: ["external_account"] },
  });
  await sandbox.sweepAt(start + 8 * DAY_MS);
  expect(await payouts(account)).toHaveLength(1);
  await onboard(account);
  await sandbox.sweepAt(start + 10 * DAY_MS);
  await sandbox.sweepAt(start + 13 * DAY_MS);
  expect((await payouts(account))[0]).toEqual([4500, "paid"]);
});

it("shows a connected account to nobody else, and takes other requests for the platform only", async () => {
  const account = await connected();
  const [{ id }] = (await (async () => {
    await send(account, await charge());
    await sandbox.sweepAt(start + 3 * DAY_MS);
    return (await sandbox.stripe.payouts.list({}, { stripeAccount: account })).data;
  })()) as [Stripe.Payout];
  const other = clientFor(sandbox.running.port, { stripeAccount: await connected() });
  expect(await refusal(other.payouts.retrieve(id))).toMatchObject({ code: "resource_missing" });
  expect((await other.payouts.list()).data).toEqual([]);
  expect((await sandbox.stripe.payouts.list()).data).toEqual([]);
  expect(await refusal(other.customers.create())).toMatchObject({ param: "Stripe-Account" });
  const nobody = clientFor(sandbox.running.port, { stripeAccount: "acct_none" });
  expect(await refusal(nobody.balance.retrieve())).toMatchObject({ code: "account_invalid" });
});
