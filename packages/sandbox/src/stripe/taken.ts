import type Stripe from "stripe";
import type { Operation, OperationParams } from "./operations.ts";

/**
 * How much of a parameter the stand-in takes: all that Stripe does (`true`), these values only, these
 * of its fields, or also the empty string, by which Stripe clears a text though the SDK's type does not tell.
 */
type Extent<T> =
  | true
  | "clearable"
  | readonly (T extends readonly (infer Item)[] ? Item : Exclude<T, object>)[]
  | Fields<Extract<T, object>>;
type Fields<T> = { readonly [Name in keyof T]?: Extent<NonNullable<T[Name]>> };

const onlyExpand = { expand: true } as const;
const page = { ending_before: true, expand: true, limit: true, starting_after: true } as const;
const datedPage = { ...page, created: true } as const;

const account = {
  business_profile: { mcc: true, name: true, product_description: true, url: true },
  business_type: ["company", "individual"],
  capabilities: { card_payments: true, transfers: true },
  email: "clearable",
  expand: true,
  metadata: true,
  settings: {
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: true, interval: true, monthly_anchor: true, weekly_anchor: true },
    },
  },
} as const;
const customer = {
  address: "clearable",
  description: "clearable",
  email: "clearable",
  expand: true,
  metadata: true,
  name: "clearable",
  phone: "clearable",
} as const;

/** What the stand-in takes of the parameters of each operation; all else that Stripe knows it refuses by name. */
export const taken = {
  "POST /account_links": {
    account: true,
    refresh_url: true,
    return_url: true,
    type: ["account_onboarding"],
  },
  "POST /accounts": {
    ...account,
    controller: {
      fees: { payer: ["application"] },
      losses: { payments: ["application"] },
      requirement_collection: ["stripe"],
      stripe_dashboard: { type: ["express"] },
    },
    country: true,
  },
  "GET /accounts": datedPage,
  "GET /accounts/:id": onlyExpand,
  "POST /accounts/:id": account,
  "GET /balance": {},
  "GET /balance_transactions": { ...datedPage, type: true },
  "GET /balance_transactions/:id": onlyExpand,
  "GET /charges": { ...datedPage, customer: true, payment_intent: true, transfer_group: true },
  "GET /charges/:id": onlyExpand,
  "POST /customers": customer,
  "GET /customers": { ...datedPage, email: true },
  "GET /customers/:id": onlyExpand,
  "POST /customers/:id": customer,
  "GET /customers/:id/payment_methods": { ...page, type: ["card"] },
  "GET /disputes": { ...datedPage, charge: true, payment_intent: true },
  "GET /disputes/:id": onlyExpand,
  "POST /disputes/:id": {
    evidence: {
      access_activity_log: "clearable",
      billing_address: "clearable",
      cancellation_policy_disclosure: "clearable",
      cancellation_rebuttal: "clearable",
      customer_email_address: "clearable",
      customer_name: "clearable",
      customer_purchase_ip: "clearable",
      duplicate_charge_explanation: "clearable",
      duplicate_charge_id: "clearable",
      product_description: "clearable",
      refund_policy_disclosure: "clearable",
      refund_refusal_explanation: "clearable",
      service_date: "clearable",
      shipping_address: "clearable",
      shipping_carrier: "clearable",
      shipping_date: "clearable",
      shipping_tracking_number: "clearable",
      uncategorized_text: "clearable",
    },
    expand: true,
    metadata: true,
    submit: true,
  },
  "POST /disputes/:id/close": onlyExpand,
  "GET /events": { ...datedPage, type: true },
  "GET /events/:id": {},
  "POST /payment_intents": {
    allowed_payment_method_types: ["card"],
    amount: true,
    automatic_payment_methods: true,
    capture_method: true,
    confirm: true,
    confirmation_method: true,
    currency: true,
    customer: true,
    description: true,
    error_on_requires_action: true,
    expand: true,
    metadata: true,
    off_session: [true, false],
    payment_method: true,
    receipt_email: true,
    return_url: true,
    setup_future_usage: true,
    statement_descriptor: true,
    statement_descriptor_suffix: true,
    transfer_group: true,
    use_stripe_sdk: true,
  },
  "GET /payment_intents": { ...datedPage, customer: true },
  "GET /payment_intents/:id": onlyExpand,
  "POST /payment_intents/:id": {
    amount: true,
    capture_method: true,
    currency: true,
    customer: true,
    description: "clearable",
    expand: true,
    metadata: true,
    payment_method: true,
    receipt_email: true,
    setup_future_usage: ["off_session", "on_session"],
    statement_descriptor: true,
    transfer_group: true,
  },
  "POST /payment_intents/:id/cancel": { cancellation_reason: true, expand: true },
  "POST /payment_intents/:id/capture": { amount_to_capture: true, expand: true, metadata: true },
  "POST /payment_intents/:id/confirm": {
    capture_method: true,
    error_on_requires_action: true,
    expand: true,
    off_session: [true, false],
    payment_method: true,
    receipt_email: true,
    return_url: true,
    setup_future_usage: ["off_session", "on_session"],
    use_stripe_sdk: true,
  },
  "POST /payment_methods": {
    billing_details: { address: "clearable", email: true, name: true, phone: true },
    card: { cvc: true, exp_month: true, exp_year: true, number: true },
    expand: true,
    metadata: true,
    type: ["card"],
  },
  "GET /payment_methods": { ...page, customer: true, type: ["card"] },
  "GET /payment_methods/:id": onlyExpand,
  "POST /payment_methods/:id/attach": { customer: true, expand: true },
  "POST /payment_methods/:id/detach": onlyExpand,
  "GET /payouts": { ...datedPage, status: true },
  "GET /payouts/:id": onlyExpand,
  "POST /refunds": {
    amount: true,
    charge: true,
    expand: true,
    metadata: true,
    payment_intent: true,
    reason: true,
  },
  "GET /refunds": { ...datedPage, charge: true, payment_intent: true },
  "GET /refunds/:id": onlyExpand,
  "POST /setup_intents": {
    allowed_payment_method_types: ["card"],
    automatic_payment_methods: true,
    confirm: true,
    customer: true,
    description: true,
    expand: true,
    metadata: true,
    payment_method: true,
    return_url: true,
    usage: true,
    use_stripe_sdk: true,
  },
  "GET /setup_intents/:id": onlyExpand,
  "POST /setup_intents/:id/cancel": { cancellation_reason: true, expand: true },
  "POST /setup_intents/:id/confirm": {
    expand: true,
    payment_method: true,
    return_url: true,
    use_stripe_sdk: true,
  },
  "POST /test_helpers/disputes": {
    amount: true,
    inquiry: true,
    payment_intent: true,
    reason: true,
  },
  "POST /test_helpers/faults": { kind: true, path: true, times: true },
  "POST /transfers": {
    amount: true,
    currency: true,
    description: true,
    destination: true,
    expand: true,
    metadata: true,
    source_transaction: true,
    transfer_group: true,
  },
  "GET /transfers": { ...datedPage, destination: true, transfer_group: true },
  "GET /transfers/:id": onlyExpand,
  "GET /transfers/:id/reversals": page,
  "POST /transfers/:id/reversals": {
    amount: true,
    description: true,
    expand: true,
    metadata: true,
  },
} as const satisfies { [Name in Operation]: Fields<OperationParams[Name]> };

/** What is left of an operation's parameters, as form encoding carries them: without null, metadata as text. */
export type Taken<Name extends Operation> = Part<OperationParams[Name], (typeof taken)[Name]>;

type Part<T, Extents> = {
  [Name in keyof T as Name extends keyof Extents ? Name : never]: Name extends keyof Extents
    ? Value<T[Name], Extents[Name]>
    : never;
};
type Value<T, Extent> = Extent extends true | "clearable"
  ? Encoded<T>
  : Extent extends readonly (infer Allowed)[]
    ? T extends readonly unknown[]
      ? Allowed[]
      : Extract<T, Allowed | undefined>
    : T extends object
      ? Part<T, Extent>
      : Encoded<T>;
type Encoded<T> = T extends null
  ? never
  : T extends Stripe.MetadataParam
    ? string extends keyof T
      ? Record<string, string>
      : T
    : T;
