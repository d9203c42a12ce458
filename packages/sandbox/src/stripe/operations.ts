import type Stripe from "stripe";
import type { DisputeCase } from "./cards.ts";
import type { FaultParams } from "./faults.ts";

/**
 * What the stand-in serves, and the SDK's type of its parameters. From these types
 * `scripts/write-stripe-schemas.ts` makes the schemas that requests are checked against.
 */
export interface OperationParams {
  "POST /account_links": Stripe.AccountLinkCreateParams;
  "POST /accounts": Stripe.AccountCreateParams;
  "GET /accounts": Stripe.AccountListParams;
  "GET /accounts/:id": Stripe.AccountRetrieveParams;
  "POST /accounts/:id": Stripe.AccountUpdateParams;
  "GET /balance": Stripe.BalanceRetrieveParams;
  "GET /balance_transactions": Stripe.BalanceTransactionListParams;
  "GET /balance_transactions/:id": Stripe.BalanceTransactionRetrieveParams;
  "GET /charges": Stripe.ChargeListParams;
  "GET /charges/:id": Stripe.ChargeRetrieveParams;
  "POST /customers": Stripe.CustomerCreateParams;
  "GET /customers": Stripe.CustomerListParams;
  "GET /customers/:id": Stripe.CustomerRetrieveParams;
  "POST /customers/:id": Stripe.CustomerUpdateParams;
  "GET /customers/:id/payment_methods": Stripe.CustomerListPaymentMethodsParams;
  "GET /disputes": Stripe.DisputeListParams;
  "GET /disputes/:id": Stripe.DisputeRetrieveParams;
  "POST /disputes/:id": Stripe.DisputeUpdateParams;
  "POST /disputes/:id/close": Stripe.DisputeCloseParams;
  "GET /events": Stripe.EventListParams;
  "GET /events/:id": Stripe.EventRetrieveParams;
  "POST /payment_intents": Stripe.PaymentIntentCreateParams;
  "GET /payment_intents": Stripe.PaymentIntentListParams;
  "GET /payment_intents/:id": Stripe.PaymentIntentRetrieveParams;
  "POST /payment_intents/:id": Stripe.PaymentIntentUpdateParams;
  "POST /payment_intents/:id/cancel": Stripe.PaymentIntentCancelParams;
  "POST /payment_intents/:id/capture": Stripe.PaymentIntentCaptureParams;
  "POST /payment_intents/:id/confirm": Stripe.PaymentIntentConfirmParams;
  "POST /payment_methods": Stripe.PaymentMethodCreateParams;
  "GET /payment_methods": Stripe.PaymentMethodListParams;
  "GET /payment_methods/:id": Stripe.PaymentMethodRetrieveParams;
  "POST /payment_methods/:id/attach": Stripe.PaymentMethodAttachParams;
  "POST /payment_methods/:id/detach": Stripe.PaymentMethodDetachParams;
  "GET /payouts": Stripe.PayoutListParams;
  "GET /payouts/:id": Stripe.PayoutRetrieveParams;
  "POST /refunds": Stripe.RefundCreateParams;
  "GET /refunds": Stripe.RefundListParams;
  "GET /refunds/:id": Stripe.RefundRetrieveParams;
  "POST /setup_intents": Stripe.SetupIntentCreateParams;
  "GET /setup_intents/:id": Stripe.SetupIntentRetrieveParams;
  "POST /setup_intents/:id/cancel": Stripe.SetupIntentCancelParams;
  "POST /setup_intents/:id/confirm": Stripe.SetupIntentConfirmParams;
  "POST /test_helpers/disputes": TestDisputeParams;
  "POST /test_helpers/faults": FaultParams;
  "POST /transfers": Stripe.TransferCreateParams;
  "GET /transfers": Stripe.TransferListParams;
  "GET /transfers/:id": Stripe.TransferRetrieveParams;
  "GET /transfers/:id/reversals": Stripe.TransferListReversalsParams;
  "POST /transfers/:id/reversals": Stripe.TransferCreateReversalParams;
}

/** Disputes a captured payment, which Stripe leaves to test cards. */
export interface TestDisputeParams {
  payment_intent: string;
  reason: DisputeCase["reason"];
  inquiry?: boolean;
  /** What the bank takes back, in minor units: less than was taken, or more than is left of it; what is left when left out. */
  amount?: number;
}

/** A method and a path below `/v1`. */
export type Operation = keyof OperationParams;

/** The paths served with a method. */
export type PathOf<Method extends "GET" | "POST"> = Operation extends infer Name
  ? Name extends `${Method} ${infer Path}`
    ? Path
    : never
  : never;
