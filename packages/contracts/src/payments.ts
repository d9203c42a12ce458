import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Id, Instant, Money, page, PageQuery, Position, RequiredText } from "./common.ts";
import { PaymentHandle, PaymentStatus } from "./bookings.ts";
import { DepositTerms } from "./deposits.ts";
import { Breakdown, Price, Pricing } from "./pricing.ts";
import { OCCURRENCES_MAX } from "./series.ts";

export const Payment = PaymentHandle.extend({
  bookingId: Id,
  amount: Money,
  /** What the amount is made of, as it was agreed at booking. */
  breakdown: Breakdown,
  /** What of the amount is charged at booking, and whether it was; null when nothing is. */
  deposit: z.object({ amount: Money, isPaid: z.boolean() }).nullable(),
  captured: Money,
  refunded: Money,
  /** What the cardholder's bank has taken back. */
  chargedBack: Money,
  /** What could not be charged in the end, and the customer can pay now; null when nothing is. */
  owed: Money.nullable(),
  card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
  /** Why the last attempt failed, in words for the customer; null when it did not. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The saved card failed: until when another one can pay, before the booking is cancelled. Null otherwise. */
  payBy: Instant.nullable(),
  /** What the stand-in or Stripe needs in the browser. */
  publishableKey: z.string(),
  isSandbox: z.boolean(),
});
export type Payment = z.infer<typeof Payment>;

/** Double-entry accounts; `owner` is a booking, a provider or null for the platform's own. */
export const LedgerAccount = z.enum([
  "stripe_clearing",
  "customer_escrow",
  "provider_payable",
  "platform_fees",
  "tax_payable",
  "refunds",
  "losses",
  "processing_fees",
]);
export type LedgerAccount = z.infer<typeof LedgerAccount>;

/** What a posting was made for; what takes it back is of the same kind. */
export const LedgerKind = z.enum([
  "capture",
  "release",
  "refund",
  "tip",
  "transfer",
  "payout",
  "dispute",
  "chargeback",
  "write_off",
  "processing_fee",
  "correction",
]);
export type LedgerKind = z.infer<typeof LedgerKind>;

export const LedgerEntry = z.object({
  id: Id,
  kind: LedgerKind,
  bookingId: Id.nullable(),
  account: LedgerAccount,
  /** Positive: owed to the account's owner (credit); negative: taken from it (debit). */
  amount: Money,
  at: Instant,
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const paymentsContract = {
  getPayment: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/payment",
      tags: ["money"],
      summary: "The payment of a booking, checked with Stripe while it is open",
    })
    .input(z.object({ id: Id }))
    .output(Payment),
  refundBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/refund",
      successStatus: 201,
      tags: ["money"],
      summary: "Operator: refund a captured booking, whole or in part",
    })
    .input(
      z.object({ id: Id, amount: z.int().min(1).max(100_000_000), reason: RequiredText(1000) }),
    )
    .output(
      Payment.extend({
        /** `proposed`: nothing goes back until another operator approves. */
        refund: z.enum(["proposed", "succeeded"]),
      }),
    ),
  getBalance: oc
    .route({
      method: "GET",
      path: "/providers/{id}/balance",
      tags: ["money"],
      summary: "What a provider is owed and was not sent yet, per currency",
    })
    .input(z.object({ id: Id }))
    .output(z.object({ items: z.array(z.object({ available: Money, pending: Money })) })),
  listLedger: oc
    .route({
      method: "GET",
      path: "/providers/{id}/ledger",
      tags: ["money"],
      summary: "Every posting to a provider's account, newest first",
    })
    .input(PageQuery.extend({ id: Id }))
    .output(page(LedgerEntry)),
};

/** A booking that is to be paid. */
const Authorization = z.object({
  bookingId: Id,
  customerId: Id,
  providerId: Id,
  providerUserId: Id,
  amount: Money,
  /** What the amount is made of; not there for bookings from before prices were kept in parts. */
  pricing: Pricing.optional(),
  description: z.string().max(300),
  start: Instant,
  end: Instant,
});

export const paymentsInternal = {
  /** What a service costs on each of some days, in their order: its price with the taxes of the place, and the platform's fee. */
  quote: oc
    .input(
      z.object({
        providerId: Id,
        categoryId: Id,
        /** Where the job is to be. */
        position: Position,
        /** What is booked, as it is called on the bill. */
        label: z.string(),
        price: Money,
        /** What of it is due at booking. */
        deposit: DepositTerms.nullable(),
        /** By the calendar of the provider's zone. */
        days: z.array(Day).min(1).max(OCCURRENCES_MAX),
      }),
    )
    .output(z.object({ prices: z.array(Price) })),
  /**
   * Opens (or returns) the payment of a booking's price: its authorisation, or, when a card hold would lapse before the
   * job is done, the saving of a card that is authorised later. Safe to repeat.
   */
  authorize: oc.input(Authorization).output(PaymentHandle),
  /**
   * Opens (or returns) the payments of a series: the saving of one card, which then pays for each of its bookings. Answers
   * what the card form needs; it belongs to the first of them. Safe to repeat.
   */
  authorizeSeries: oc
    .input(z.object({ seriesId: Id, bookings: z.array(Authorization).min(1).max(OCCURRENCES_MAX) }))
    .output(PaymentHandle),
  /** How a booking's payment stands, for what others tell of it; null when there is none. */
  getState: oc.input(z.object({ bookingId: Id })).output(
    z
      .object({
        status: PaymentStatus,
        authorizeAt: Instant.nullable(),
        payBy: Instant.nullable(),
        /** The price was held on the card at some time, and not only a card saved. */
        wasHeld: z.boolean(),
        /** What was charged at booking, a deposit; zero without one. */
        deposit: z.int(),
        /** What could not be charged in the end, and the customer can pay; zero when nothing is. */
        owed: z.int(),
      })
      .nullable(),
  ),
};
