import type { BookingRecord } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { creditLines, invoiceLines, leftByLabel, type PaperContent } from "../papers/paper.ts";
import { papersFacts, type PaidRefund } from "../papers/paper-facts.ts";
import { insertPaper, papersOfBooking, type PaperRow } from "../papers/paper-store.ts";
import { addressLines, providerParty } from "../papers/parties.ts";
import type { PaymentRow } from "../store.ts";

/**
 * Makes the papers of a booking that are missing: the invoice for what was taken, another for a rest that was paid after it, and a
 * credit note for each refund. Answers all
 * of them, the invoice first; none when nothing was taken. Safe to repeat, and beside itself.
 */
export const issuePapers = async (payments: Payments, bookingId: string): Promise<PaperRow[]> => {
  const { db, clients } = payments;
  const [facts, known] = await Promise.all([
    papersFacts(db, bookingId),
    papersOfBooking(db, bookingId),
  ]);
  if (!facts) return [];
  const { payment, refunds } = facts;
  const made = (subject: string) => known.find((paper) => paper.subject === subject);
  if (countDue(payment, refunds, made(invoiceSubject(payment.id))) === known.length)
    return inOrder(known, refunds);
  const [seller, booking] = await Promise.all([
    providerParty(payments, payment.providerId),
    clients.bookings.getRecord({ id: bookingId }),
  ]);
  const common = commonContent(payments, payment, booking, seller);
  const invoice =
    made(invoiceSubject(payment.id)) ??
    (await issue(payments, payment, {
      kind: "invoice",
      subject: invoiceSubject(payment.id),
      amount: payment.capturedAmount,
      content: {
        ...common,
        ...invoiceLines(payment),
        total: payment.capturedAmount,
        payment: cardOf(payment, facts.capturedAt),
        credits: null,
      },
    }));
  const rest = payment.capturedAmount - invoice.amount;
  const restInvoice =
    rest > 0
      ? (made(restSubject(payment.id)) ??
        (await issue(payments, payment, {
          kind: "invoice",
          subject: restSubject(payment.id),
          amount: rest,
          content: {
            ...common,
            ...invoiceLines(payment, invoice.amount),
            total: rest,
            payment: cardOf(payment, facts.capturedAt),
            credits: null,
          },
        })))
      : null;
  const invoices = restInvoice ? [invoice, restInvoice] : [invoice];
  const notes: PaperRow[] = [];
  const contentsOf = (papers: readonly PaperRow[]): PaperContent[] =>
    papers.map(({ content }) => content);
  let refundedBefore = 0;
  for (const { id, amount, intentId, at } of refunds) {
    const credited = restInvoice && intentId === payment.intentId ? restInvoice : invoice;
    notes.push(
      made(creditSubject(id)) ??
        (await issue(payments, payment, {
          kind: "credit_note",
          subject: creditSubject(id),
          amount,
          content: {
            ...common,
            ...creditLines(payment, {
              amount,
              refundedBefore,
              left: leftByLabel(contentsOf(invoices), contentsOf(notes)),
            }),
            total: amount,
            payment: cardOf(payment, at),
            credits: { number: credited.number, issuedOn: credited.content.issuedOn },
          },
        })),
    );
    refundedBefore += amount;
  }
  return [...invoices, ...notes];
};

/** How many papers there have to be, as far as that can be said without the first. */
const countDue = (
  { capturedAmount }: PaymentRow,
  refunds: readonly PaidRefund[],
  invoice: PaperRow | undefined,
): number => refunds.length + (invoice && invoice.amount < capturedAmount ? 2 : 1);

export const invoiceSubject = (paymentId: string): string => `capture:${paymentId}`;
/** The rest, where the deposit was invoiced before it was paid. */
export const restSubject = (paymentId: string): string => `rest:${paymentId}`;
export const creditSubject = (refundId: string): string => `refund:${refundId}`;

const inOrder = (papers: PaperRow[], refunds: readonly PaidRefund[]): PaperRow[] => {
  const place = ({ subject }: PaperRow): number =>
    refunds.findIndex(({ id }) => creditSubject(id) === subject);
  return papers.toSorted((a, b) => place(a) - place(b));
};

const issue = (
  { db, clock }: Payments,
  { providerId, bookingId }: PaymentRow,
  paper: {
    kind: "invoice" | "credit_note";
    subject: string;
    amount: number;
    content: PaperContent;
  },
): Promise<PaperRow> =>
  transaction(db, system("payments"), (tx) =>
    insertPaper(tx, {
      ...paper,
      sellerId: providerId,
      providerId,
      bookingId,
      issuedAt: clock.now(),
    }),
  );

const commonContent = (
  { clock }: Payments,
  payment: PaymentRow,
  booking: BookingRecord | null,
  seller: PaperContent["seller"],
) => {
  const timeZone = booking?.timeZone ?? "UTC";
  const now = clock.now();
  const isAtCustomer = booking?.location === "customer" && booking.address !== null;
  return {
    seller,
    buyer: { name: booking?.customerName ?? "Customer", lines: [], country: null },
    issuedOn: now.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    timeZone,
    currency: payment.currency,
    supply: {
      start: booking?.start ?? (payment.startsAt ?? now).toISOString(),
      end: booking?.end ?? (payment.endsAt ?? now).toISOString(),
    },
    place: isAtCustomer ? addressLines(booking.address!) : [],
    bookingId: payment.bookingId,
  } satisfies Partial<PaperContent>;
};

const cardOf = ({ cardBrand: brand, cardLast4: last4 }: PaymentRow, at: Date) => ({
  brand,
  last4,
  at: at.toISOString(),
});
