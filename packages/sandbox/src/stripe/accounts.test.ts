import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  enterDetails,
  publicUrl,
  refusal,
  runSandboxAlone,
  type RunningSandbox,
} from "../testing.ts";

let sandbox: RunningSandbox;
let stripe: Stripe;
let nowMs = Date.now();
const start = nowMs;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ now: () => nowMs });
  stripe = sandbox.stripe;
});
beforeEach(() => {
  nowMs = start;
});
afterAll(() => sandbox.stop());

const create = (more: Stripe.AccountCreateParams = {}) =>
  stripe.accounts.create({
    country: "DE",
    controller: {
      fees: { payer: "application" },
      losses: { payments: "application" },
      requirement_collection: "stripe",
      stripe_dashboard: { type: "express" },
    },
    capabilities: { transfers: { requested: true } },
    business_profile: { name: "Taps & Co" },
    ...more,
  });
const linkOf = async (account: string): Promise<string> => {
  const { url, expires_at } = await stripe.accountLinks.create({
    account,
    type: "account_onboarding",
    return_url: `${publicUrl}/desk/payouts?back=1`,
    refresh_url: `${publicUrl}/desk/payouts?again=1`,
  });
  expect(expires_at).toBe(Math.floor(nowMs / 1000) + 300);
  return url.replace(publicUrl, sandbox.url);
};
it("can do nothing until its owner has been at Stripe's pages, then receives transfers and payouts", async () => {
  const account = await create();
  expect(account).toMatchObject({
    country: "DE",
    default_currency: "eur",
    capabilities: { transfers: "inactive" },
    details_submitted: false,
    payouts_enabled: false,
    requirements: { disabled_reason: "requirements.past_due" },
  });
  expect(account.requirements?.currently_due).toContain("external_account");
  const url = await linkOf(account.id);
  const question = await fetch(url);
  expect(await question.text()).toContain("Taps &amp; Co");
  const answer = await enterDetails(url);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`${publicUrl}/desk/payouts?back=1`);
  expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
    capabilities: { transfers: "active" },
    details_submitted: true,
    payouts_enabled: true,
    requirements: { currently_due: [], disabled_reason: null },
    external_accounts: { data: [{ last4: "6789", currency: "eur" }] },
  });
  const { event } = await sandbox.event(
    ({ type, account: of }) => type === "account.updated" && of === account.id,
  );
  expect(event.data).toMatchObject({
    object: { id: account.id, payouts_enabled: true },
    previous_attributes: { payouts_enabled: false },
  });
});

it("stays closed while a document is wanted, and opens when it is handed in", async () => {
  const { id } = await create();
  await enterDetails(await linkOf(id), { outcome: "document" });
  expect(await stripe.accounts.retrieve(id)).toMatchObject({
    capabilities: { transfers: "inactive" },
    requirements: { currently_due: ["individual.verification.document"] },
  });
  await enterDetails(await linkOf(id));
  expect(await stripe.accounts.retrieve(id)).toMatchObject({
    capabilities: { transfers: "active" },
    requirements: { currently_due: [] },
  });
});

it("opens a link once, for five minutes, and only the last one; then leads to where a new one is made", async () => {
  const { id } = await create();
  const first = await linkOf(id);
  const second = await linkOf(id);
  const refreshes = async (url: string) =>
    (await fetch(url, { redirect: "manual" })).headers.get("location");
  expect(await refreshes(first)).toBe(`${publicUrl}/desk/payouts?again=1`);
  expect(await refreshes(second)).toBeNull();
  nowMs = start + 301_000;
  expect(await refreshes(second)).toBe(`${publicUrl}/desk/payouts?again=1`);
  expect((await enterDetails(second)).headers.get("location")).toBe(
    `${publicUrl}/desk/payouts?again=1`,
  );
  expect((await stripe.accounts.retrieve(id)).details_submitted).toBe(false);
  const third = await linkOf(id);
  expect((await enterDetails(third, { outcome: "later" })).headers.get("location")).toContain(
    "back",
  );
  expect((await enterDetails(third, { account: "12" })).status).toBe(422);
  await enterDetails(third);
  expect(await refreshes(third)).toBe(`${publicUrl}/desk/payouts?again=1`);
  expect((await fetch(`${sandbox.url}/sandbox/stripe/onboarding/acct_none?token=x`)).status).toBe(
    404,
  );
});

it("keeps a payout schedule that makes sense and refuses others", async () => {
  const { id } = await create();
  const set = (schedule: object) =>
    stripe.accounts.update(id, { settings: { payouts: { schedule } } });
  expect(
    (await set({ interval: "weekly", weekly_anchor: "friday" })).settings?.payouts?.schedule,
  ).toEqual({
    delay_days: 2,
    interval: "weekly",
    weekly_anchor: "friday",
    weekly_payout_days: ["friday"],
  });
  expect(
    (await set({ interval: "monthly", monthly_anchor: 15 })).settings?.payouts?.schedule,
  ).toEqual({ delay_days: 2, interval: "monthly", monthly_anchor: 15, monthly_payout_days: [15] });
  for (const wrong of [
    { interval: "weekly" },
    { interval: "daily", weekly_anchor: "monday" },
    { interval: "monthly", monthly_anchor: 40 },
    { interval: "hourly" },
    { delay_days: 99 },
  ])
    expect(await refusal(set(wrong))).toMatchObject({ statusCode: 400 });
});

it("refuses accounts of nobody, of nowhere, and return addresses elsewhere", async () => {
  expect(await refusal(stripe.accounts.retrieve("acct_none"))).toMatchObject({
    statusCode: 403,
    code: "account_invalid",
  });
  expect(await refusal(create({ country: "ZZ" }))).toMatchObject({ param: "country" });
  const { id } = await create();
  const link = { account: id, type: "account_onboarding" as const };
  expect(await refusal(stripe.accountLinks.create(link))).toMatchObject({
    code: "parameter_missing",
    param: "return_url",
  });
  const elsewhere = { return_url: publicUrl, refresh_url: "https://evil.test/" };
  expect(await refusal(stripe.accountLinks.create({ ...link, ...elsewhere }))).toMatchObject({
    code: "url_invalid",
    param: "refresh_url",
  });
});
