import type Stripe from "stripe";
import { settleAccount } from "./account-state.ts";
import { runWrite, type Endpoints, type StripeContext } from "./api.ts";
import { bookBalance, sumBalance, type Sum } from "./balance.ts";
import { lockAccount, putAccount } from "./connected.ts";
import { resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { nextPayoutAt } from "./payout-schedule.ts";
import { load, type Work } from "./store.ts";

const BATCH = 100;
const TRANSIT_SECONDS = 2 * 86_400;
/** The bank account of Stripe's tests that takes no payouts. */
const FAILING_BANK_ACCOUNT = "000111111116";

/** Payouts of connected accounts; they are made by their schedules alone. */
export function registerPayouts(api: Endpoints): void {
  const forAccounts = { forAccounts: true };
  api.read(
    "/payouts/:id",
    async (db, params, id, account) => {
      const stored = await load(db, "payout", id);
      if (!stored || (stored.internal.account ?? null) !== account)
        throw resourceMissing("payout", id, "id");
      return expandPaths(db, stored.object, params.expand);
    },
    forAccounts,
  );
  api.read(
    "/payouts",
    (db, { status, ...page }, _id, account) =>
      listObjects(db, "payout", "/v1/payouts", page, { status }, account),
    forAccounts,
  );
}

/** Makes the payouts whose time has come, and has those arrive, or fail, that are due. Resolves with how many there were. */
export async function runPayouts(context: StripeContext): Promise<number> {
  const nowSeconds = Math.floor(context.now() / 1000);
  const due = async (what: "account" | "payout", moment: "nextPayoutAt" | "arrivesAt") => {
    const { rows } = await context.pool.query<{ id: string }>(
      `select id from sandbox.stripe_objects
        where type = '${what}' and internal ? '${moment}' and (internal ->> '${moment}')::bigint <= $1 limit ${BATCH}`,
      [nowSeconds],
    );
    return rows;
  };
  const arriving = await due("payout", "arrivesAt");
  for (const { id } of arriving) await change(context, (work) => arrive(work, id));
  const accounts = await due("account", "nextPayoutAt");
  for (const { id } of accounts) await change(context, (work) => payOut(work, id));
  return arriving.length + accounts.length;
}

async function change(context: StripeContext, run: (work: Work) => Promise<void>): Promise<void> {
  const origin = { requestId: newId("req"), idempotencyKey: null };
  await runWrite(context, origin, "", async (work) => {
    await run(work);
    return {};
  });
}

/** Pays out what an account has available, one payout a currency. */
async function payOut(work: Work, id: string): Promise<void> {
  const account = await lockAccount(work, id);
  const { nextPayoutAt: at, ...internal } = account.internal;
  if (at === undefined || at > work.now) return;
  const sums = await sumBalance(work.db, id, work.now);
  const { payouts_enabled: isEnabled, settings } = account.object;
  if (isEnabled)
    for (const sum of sums)
      if (sum.available > 0)
        createPayout(work, account.object, { ...sum, transit: TRANSIT_SECONDS });
  // Looked at again while something is left: it waits for its day, or for a bank account.
  const isLeft = sums.some(
    ({ available, pending }) => pending > 0 || (available > 0 && !isEnabled),
  );
  const next = isLeft ? nextPayoutAt(settings!.payouts!.schedule, work.now) : undefined;
  work.put(account.object, { ...internal, ...(next !== undefined && { nextPayoutAt: next }) });
}

function createPayout(
  work: Work,
  account: Stripe.Account,
  { available: amount, currency, transit }: Sum & { transit: number },
): void {
  const id = newId("po");
  const payout: Stripe.Payout = {
    id,
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: work.now + transit,
    automatic: true,
    balance_transaction: bookBalance(work, {
      amount: -amount,
      currency,
      source: id,
      type: "payout",
      account: account.id,
    }),
    created: work.now,
    currency,
    description: "STRIPE PAYOUT",
    destination: account.external_accounts?.data[0]?.id ?? null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "completed",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: "in_transit",
    trace_id: null,
    type: "bank_account",
  };
  work.put(payout, { account: account.id, arrivesAt: payout.arrival_date });
  work.emit("payout.created", payout, undefined, account.id);
}

/** A payout reaches the bank, or comes back from it; the account's owner then has to name another bank account. */
async function arrive(work: Work, id: string): Promise<void> {
  const found = await load(work.db, "payout", id);
  const accountId = found?.internal.account;
  if (!accountId) return;
  const account = await lockAccount(work, accountId);
  const stored = await work.lock("payout", id);
  if (!stored || stored.internal.arrivesAt === undefined) return;
  const { object: payout } = stored;
  const isFailing = account.internal.bankAccount === FAILING_BANK_ACCOUNT;
  payout.status = isFailing ? "failed" : "paid";
  if (isFailing) {
    payout.failure_code = "account_closed";
    payout.failure_message = "The bank account has been closed.";
    payout.failure_balance_transaction = bookBalance(work, {
      amount: payout.amount,
      currency: payout.currency,
      source: id,
      type: "payout_failure",
      account: accountId,
    });
    const before = structuredClone(account.object);
    account.internal.bankFailed = true;
    account.internal.nextPayoutAt ??= nextPayoutAt(
      account.object.settings!.payouts!.schedule,
      work.now,
    )!;
    settleAccount(account, work.now);
    putAccount(work, account, before);
  }
  work.put(payout, { account: accountId });
  work.emit(
    isFailing ? "payout.failed" : "payout.paid",
    payout,
    { status: "in_transit" },
    accountId,
  );
}
