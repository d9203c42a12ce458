import { system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { boundsOf, monthBefore, postedUntil } from "../papers/month.ts";
import { feesBetween, feeSubject, uninvoicedFees } from "../papers/paper-facts.ts";
import { findPaper, insertPaper, type PaperRow } from "../papers/paper-store.ts";
import { platformParty, providerParty } from "../papers/parties.ts";

interface FeesOf {
  providerId: string;
  /** `YYYY-MM`, in UTC. */
  month: string;
  currency: string;
}

/**
 * The platform's invoice to a provider for its fees of a month that is over; a credit note when more was given back than taken.
 * Made when there is none yet; undefined when there were no fees, or the month is not over. Safe to repeat, and beside itself.
 */
export const issueFeeInvoice = async (
  payments: Payments,
  { providerId, month, currency }: FeesOf,
): Promise<PaperRow | undefined> => {
  const { db, clock } = payments;
  const subject = feeSubject(providerId, month, currency);
  const known = await findPaper(db, subject);
  if (known) return known;
  const { since, before } = boundsOf(month);
  const now = clock.now();
  if (postedUntil(now) < before) return undefined;
  const fees = await feesBetween(db, providerId, { currency, since, before });
  if (fees.length === 0) return undefined;
  const sum = fees.reduce((all, { amount }) => all + amount, 0);
  const sign = sum < 0 ? -1 : 1;
  const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
  const content = {
    seller: platformParty(payments),
    buyer: await providerParty(payments, providerId),
    issuedOn: dayOf(now),
    timeZone: "UTC",
    currency,
    supply: { month },
    place: [],
    bookingId: null,
    lines: fees.map(({ at, description, amount }) => ({
      day: dayOf(at),
      label: amount < 0 ? `Given back: ${description}` : description,
      amount: amount * sign,
    })),
    includedTaxes: [],
    total: sum * sign,
    payment: null,
    credits: null,
  };
  return transaction(db, system("payments"), (tx) =>
    insertPaper(tx, {
      kind: sum < 0 ? "credit_note" : "invoice",
      sellerId: null,
      subject,
      bookingId: null,
      providerId,
      amount: sum * sign,
      content,
      issuedAt: now,
    }),
  );
};

/** Makes the fee invoices of the last month that are missing. */
export const issueFeeInvoices = async (payments: Payments): Promise<void> => {
  const month = monthBefore(payments.clock.now(), 1);
  const missing = await uninvoicedFees(payments.db, { month, ...boundsOf(month) });
  for (const { providerId, currency } of missing) {
    await issueFeeInvoice(payments, { providerId, month, currency }).catch((error) =>
      payments.log.error({ err: error, providerId, month }, "a fee invoice could not be made"),
    );
  }
};
