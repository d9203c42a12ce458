import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, Money, page, PageQuery, QueryBoolean, RequiredText } from "./common.ts";
import { LedgerAccount } from "./payments.ts";

/** Something that does not agree: among our own books (`ledger`), or between them and Stripe. */
export const Discrepancy = z.object({
  id: Id,
  kind: z.enum(["ledger", "payment", "charge", "refund", "chargeback", "transfer"]),
  /** What it is about: an id of Stripe's or of ours. */
  subject: z.string(),
  bookingId: Id.nullable(),
  detail: z.string(),
  foundAt: Instant,
  /** What an operator found out about it; null while it is open. */
  resolution: z.object({ at: Instant, note: z.string() }).nullable(),
});
export type Discrepancy = z.infer<typeof Discrepancy>;

export const MoneyOverview = z.object({
  /** What each kind of account holds, over all its owners. Positive: owed to them. */
  accounts: z.array(z.object({ account: LedgerAccount, balance: Money })),
  openDiscrepancies: z.int(),
  /** What is owed for bookings and could not be charged, newest first, at most a hundred. */
  failedCharges: z.array(
    z.object({ bookingId: Id, owed: Money, reason: z.string(), failedAt: Instant }),
  ),
});
export type MoneyOverview = z.infer<typeof MoneyOverview>;

export const RefundRecord = z.object({
  id: Id,
  bookingId: Id,
  amount: Money,
  /** Of the booking's tip, and not of its price. */
  isOfTip: z.boolean(),
  reason: z.string(),
  /** Null for what goes back by the policy. */
  requestedBy: Id.nullable(),
  /** Who approved or rejected a refund that was large enough to be proposed first. */
  decidedBy: Id.nullable(),
  /** `proposed` waits for another operator; `pending` for Stripe. */
  status: z.enum(["proposed", "rejected", "pending", "succeeded", "failed"]),
  requestedAt: Instant,
});
export type RefundRecord = z.infer<typeof RefundRecord>;

export const booksContract = {
  getMoney: oc
    .route({
      method: "GET",
      path: "/admin/money",
      tags: ["operator"],
      summary: "Totals per account and currency, and what could not be charged",
    })
    .output(MoneyOverview),
  listDiscrepancies: oc
    .route({
      method: "GET",
      path: "/admin/discrepancies",
      tags: ["operator"],
      summary: "What does not agree among the books or with Stripe, newest first",
    })
    .input(PageQuery.extend({ open: QueryBoolean.optional() }))
    .output(page(Discrepancy)),
  resolveDiscrepancy: oc
    .route({
      method: "POST",
      path: "/admin/discrepancies/{id}/resolve",
      tags: ["operator"],
      summary: "Notes what became of a discrepancy",
    })
    .input(z.object({ id: Id, note: RequiredText(1000) }))
    .output(Discrepancy),
  listRefunds: oc
    .route({
      method: "GET",
      path: "/admin/refunds",
      tags: ["operator"],
      summary: "Refunds with who asked for them and why, newest first",
    })
    .input(PageQuery.extend({ status: RefundRecord.shape.status.optional() }))
    .output(page(RefundRecord)),
  approveRefund: oc
    .route({
      method: "POST",
      path: "/admin/refunds/{id}/approve",
      tags: ["operator"],
      summary: "Sends a refund that another operator proposed",
    })
    .input(z.object({ id: Id }))
    .output(RefundRecord),
  rejectRefund: oc
    .route({
      method: "POST",
      path: "/admin/refunds/{id}/reject",
      tags: ["operator"],
      summary: "Ends a refund that another operator proposed",
    })
    .input(z.object({ id: Id }))
    .output(RefundRecord),
};
