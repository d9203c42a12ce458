import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { currencyOf, settleAccount } from "./account-state.ts";
import { findAccount, lockAccount, putAccount } from "./connected.ts";
import { invalidRequest } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { nextPayoutAt } from "./payout-schedule.ts";
import type { Stored, Work } from "./store.ts";
import type { Taken } from "./taken.ts";

type CreateParams = Taken<"POST /accounts">;
type UpdateParams = Taken<"POST /accounts/:id">;
type PayoutScheduleParams = NonNullable<
  NonNullable<NonNullable<UpdateParams["settings"]>["payouts"]>["schedule"]
>;

/** Connected accounts as platforms make them that take the fees and the losses and leave onboarding to Stripe. */
export function registerAccounts(api: Endpoints): void {
  api.write("/accounts", createAccount);
  api.write("/accounts/:id", async (work, params, id) => {
    const account = await lockAccount(work, id);
    const before = structuredClone(account.object);
    apply(account.object, params);
    settleAccount(account, work.now);
    const schedule = account.object.settings?.payouts?.schedule;
    // What is there is paid out when the new schedule says so.
    if (params.settings?.payouts?.schedule && schedule)
      account.internal.nextPayoutAt = nextPayoutAt(schedule, work.now);
    putAccount(work, account, before);
    return work.expand(account.object, params.expand);
  });
  api.read("/accounts/:id", async (db, params, id) =>
    expandPaths(db, (await findAccount(db, id)).object, params.expand),
  );
  api.read("/accounts", (db, params) => listObjects(db, "account", "/v1/accounts", params));
}

async function createAccount(work: Work, params: CreateParams): Promise<object> {
  const { object, internal } = newAccount(newId("acct"), params, work.now);
  work.put(object, internal);
  return work.expand(object, params.expand);
}

/** An account of which nothing but these parameters is known; `nowSeconds` is Unix seconds. */
export function newAccount(
  id: string,
  params: CreateParams,
  nowSeconds: number,
): Stored<Stripe.Account> {
  const country = (params.country ?? "US").toUpperCase();
  const currency = currencyOf(country);
  if (!currency)
    throw invalidRequest(`Country '${params.country}' is unknown.`, {
      code: "country_code_invalid",
      param: "country",
    });
  const object: Stripe.Account = {
    id,
    object: "account",
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      name: null,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller: {
      fees: { payer: "application" },
      is_controller: true,
      losses: { payments: "application" },
      requirement_collection: "stripe",
      stripe_dashboard: { type: "express" },
      type: "application",
    },
    country,
    created: nowSeconds,
    default_currency: currency,
    details_submitted: false,
    email: null,
    external_accounts: {
      object: "list",
      data: [],
      has_more: false,
      url: `/v1/accounts/${id}/external_accounts`,
    },
    metadata: {},
    payouts_enabled: false,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: null, timezone: "Etc/UTC" },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: {
        debit_negative_balances: true,
        schedule: { delay_days: 2, interval: "daily" },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: "none",
  };
  apply(object, params);
  const stored: Stored<Stripe.Account> = { object, internal: {} };
  settleAccount(stored, nowSeconds);
  return stored;
}

function apply(account: Stripe.Account, params: UpdateParams): void {
  Object.assign(account.business_profile!, params.business_profile);
  if (params.business_type) account.business_type = params.business_type;
  if (params.email !== undefined) account.email = params.email || null;
  for (const name of ["card_payments", "transfers"] as const) {
    const asked = params.capabilities?.[name]?.requested;
    if (asked === true) account.capabilities![name] ??= "inactive";
    if (asked === false) delete account.capabilities![name];
  }
  const payouts = params.settings?.payouts;
  if (payouts?.debit_negative_balances !== undefined)
    account.settings!.payouts!.debit_negative_balances = payouts.debit_negative_balances;
  if (payouts?.schedule)
    account.settings!.payouts!.schedule = scheduleOf(
      account.settings!.payouts!.schedule,
      payouts.schedule,
    );
  account.metadata = mergeMetadata(account.metadata ?? {}, params.metadata);
}

type Schedule = Stripe.Account.Settings.Payouts.Schedule;

/** The schedule after a change; what belongs to another interval is forgotten, what is missing is refused. */
function scheduleOf(before: Schedule, change: PayoutScheduleParams): Schedule {
  const path = "settings[payouts][schedule]";
  const interval = change.interval ?? before.interval;
  const { delay_days: delay } = change;
  const schedule: Schedule = {
    delay_days: delay === undefined ? before.delay_days : delay === "minimum" ? 2 : delay,
    interval,
  };
  if (schedule.delay_days < 2 || schedule.delay_days > 31)
    throw invalidRequest("`delay_days` must be between 2 and 31.", {
      param: `${path}[delay_days]`,
    });
  if (interval === "weekly") {
    const anchor = change.weekly_anchor ?? before.weekly_anchor;
    if (!anchor)
      throw invalidRequest("You must specify a weekly_anchor for weekly payouts.", {
        param: `${path}[weekly_anchor]`,
      });
    schedule.weekly_anchor = anchor;
    schedule.weekly_payout_days = [anchor];
  } else if (change.weekly_anchor) {
    throw invalidRequest("You may not specify a weekly_anchor unless the interval is weekly.", {
      param: `${path}[weekly_anchor]`,
    });
  }
  if (interval === "monthly") {
    const anchor = change.monthly_anchor ?? before.monthly_anchor;
    if (anchor === undefined || anchor < 1 || anchor > 31)
      throw invalidRequest("monthly_anchor must be a day of the month between 1 and 31.", {
        param: `${path}[monthly_anchor]`,
      });
    schedule.monthly_anchor = anchor;
    schedule.monthly_payout_days = [anchor];
  } else if (change.monthly_anchor !== undefined) {
    throw invalidRequest("You may not specify a monthly_anchor unless the interval is monthly.", {
      param: `${path}[monthly_anchor]`,
    });
  }
  return schedule;
}
