import { oc } from "@orpc/contract";
import { z } from "zod";
import { Currency, Day, Id, Instant, Money, page, PageQuery, TimeZone } from "./common.ts";

/** A file to be kept, under a name of its own. */
export const Download = z.object({
  headers: z.object({ "content-disposition": z.string() }),
  body: z.file(),
});

const isLocale = (tag: string): boolean => {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
};

/** How dates and amounts are written on paper, as a language tag: `en-US`, `de-AT`. */
export const Locale = z
  .string()
  .max(35)
  .refine(isLocale, "must be a language tag such as en-US")
  .default("en-US");

/** Calendar month, `YYYY-MM`. */
const Month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, "must be YYYY-MM");

/** A statement's days. */
const StatementDays = z.object({
  id: Id,
  from: Day,
  /** Included. */
  to: Day,
  /** In which the days begin and end. */
  timeZone: TimeZone.default("UTC"),
});

/** An invoice, or a credit note for what was given back. */
export const BookingPaper = z.object({
  kind: z.enum(["invoice", "credit_note"]),
  /** "INV-2026-000001", counted by its seller; null until it is made, at the latest when it is downloaded. */
  number: z.string().nullable(),
  /** The refund that a credit note is for. */
  refundId: Id.nullable(),
  /** An invoice for the rest that was paid when the one for the deposit had been made. */
  isRest: z.boolean(),
  amount: Money,
  /** When the money was taken or given back. */
  at: Instant,
});
export type BookingPaper = z.infer<typeof BookingPaper>;

/** What a booking was paid with, and its papers: the invoice first, then credit notes by time. */
export const InvoicedBooking = z.object({
  bookingId: Id,
  description: z.string(),
  papers: z.array(BookingPaper),
});
export type InvoicedBooking = z.infer<typeof InvoicedBooking>;

/** The platform's fees of a month, in one currency. */
export const FeeMonth = z.object({
  /** `YYYY-MM`, in UTC. */
  month: z.string(),
  /** Less what was given back with refunds; negative when that was more. */
  amount: Money,
  /** Null until it is made, at the latest when it is downloaded. */
  number: z.string().nullable(),
});
export type FeeMonth = z.infer<typeof FeeMonth>;

/** Papers about money. */
export const documentsContract = {
  downloadStatement: oc
    .route({
      method: "GET",
      path: "/providers/{id}/statement.csv",
      outputStructure: "detailed",
      tags: ["money"],
      summary:
        "Every posting to a provider's account between two days, with opening and closing balance",
    })
    .input(StatementDays)
    .output(Download),
  printStatement: oc
    .route({
      method: "GET",
      path: "/providers/{id}/statement.pdf",
      outputStructure: "detailed",
      tags: ["money"],
      summary: "The same statement as a PDF",
    })
    .input(StatementDays.extend({ locale: Locale }))
    .output(Download),
  listBookingPapers: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/papers",
      tags: ["money"],
      summary: "The invoice of a booking and its credit notes; none before money was taken",
    })
    .input(z.object({ id: Id }))
    .output(z.object({ items: z.array(BookingPaper) })),
  downloadInvoice: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/invoice.pdf",
      outputStructure: "detailed",
      tags: ["money"],
      summary: "The invoice of a booking, once its money was taken, as a PDF",
    })
    .input(z.object({ id: Id, locale: Locale, part: z.enum(["first", "rest"]).default("first") }))
    .output(Download),
  downloadCreditNote: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/credit-notes/{refundId}/pdf",
      outputStructure: "detailed",
      tags: ["money"],
      summary: "The credit note for what was given back, as a PDF",
    })
    .input(z.object({ id: Id, refundId: Id, locale: Locale }))
    .output(Download),
  downloadTipReceipt: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/tip/receipt.pdf",
      outputStructure: "detailed",
      tags: ["money"],
      summary: "The receipt for a tip that was paid, as a PDF",
    })
    .input(z.object({ id: Id, locale: Locale }))
    .output(Download),
  listProviderPapers: oc
    .route({
      method: "GET",
      path: "/providers/{id}/papers",
      tags: ["money"],
      summary: "A provider's invoices and credit notes by booking, the latest paid first",
    })
    .input(PageQuery.extend({ id: Id }))
    .output(page(InvoicedBooking)),
  listFeeMonths: oc
    .route({
      method: "GET",
      path: "/providers/{id}/fees",
      tags: ["money"],
      summary: "The platform's fees of the months that are over, newest first, at most two years",
    })
    .input(z.object({ id: Id }))
    .output(z.object({ items: z.array(FeeMonth) })),
  downloadFeeInvoice: oc
    .route({
      method: "GET",
      path: "/providers/{id}/fee-invoice.pdf",
      outputStructure: "detailed",
      tags: ["money"],
      summary: "The platform's invoice to a provider for a month that is over, as a PDF",
    })
    .input(z.object({ id: Id, month: Month, currency: Currency, locale: Locale }))
    .output(Download),
};
