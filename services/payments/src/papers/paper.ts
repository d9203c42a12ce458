import { splitByWeight, type Breakdown } from "@loconomy/contracts";
import { partsOf, type AgreedParts } from "../pricing/parts.ts";
import { share } from "../pricing/rounding.ts";

export type PaperKind = "invoice" | "credit_note";

/** Who sells or buys, as it was known when the paper was made. */
export interface PaperParty {
  name: string;
  /** As on an envelope, without the name. */
  lines: string[];
  /** ISO 3166-1 alpha-2. */
  country: string | null;
}

export interface PaperLine {
  /** `YYYY-MM-DD`, where lines are of different days. */
  day?: string;
  label: string;
  /** Minor units. */
  amount: number;
}

/** What a paper says: kept with it, because names and rates change. Amounts in minor units of `currency`. */
export interface PaperContent {
  seller: PaperParty;
  buyer: PaperParty;
  /** `YYYY-MM-DD`, by the calendar of `timeZone`, as are all days of the paper. */
  issuedOn: string;
  timeZone: string;
  currency: string;
  /** When the service was done, or for which month it is. RFC 3339 and `YYYY-MM`. */
  supply: { start: string; end: string } | { month: string };
  /** Where it was done; empty when that is with the seller. */
  place: string[];
  bookingId: string | null;
  /** They add up to the total. */
  lines: PaperLine[];
  /** In the total already. */
  includedTaxes: PaperLine[];
  total: number;
  /** By which card, and when (RFC 3339); of a credit note, where it goes back to. */
  payment: { brand: string | null; last4: string | null; at: string } | null;
  /** The invoice that a credit note takes back. */
  credits: { number: string; issuedOn: string } | null;
}

/** "INV-2026-000001": counted anew by each seller in each year. */
export const paperNumber = (kind: PaperKind, year: number, number: number): string =>
  `${kind === "invoice" ? "INV" : "CN"}-${year}-${String(number).padStart(6, "0")}`;

interface Paid extends AgreedParts {
  description: string;
  breakdown: Breakdown | null;
  capturedAmount: number;
  settleAmount: number | null;
  creditedAmount: number | null;
  creditedTaxAmount: number | null;
  creditedCouponAmount: number | null;
}

/**
 * What was charged, line by line: all of the price, the part of it that was kept, or, while the rest is owed, the deposit. Of what was
 * `invoicedBefore` only the rest.
 */
export const invoiceLines = (payment: Paid, invoicedBefore = 0) => {
  const { capturedAmount } = payment;
  const [before, after] = [partsOf(payment, invoicedBefore), partsOf(payment, capturedAmount)];
  const part = {
    amount: capturedAmount - invoicedBefore,
    tax: after.tax - before.tax,
    coupon: after.coupon - before.coupon,
  };
  return linesOf(payment, part, prefixOf(payment, invoicedBefore));
};

const prefixOf = (
  { capturedAmount, settleAmount, totalAmount }: Paid,
  invoicedBefore: number,
): string => {
  if (invoicedBefore > 0) return "Rest: ";
  if (capturedAmount < (settleAmount ?? 0)) return "Deposit: ";
  return capturedAmount < totalAmount ? "Cancellation fee: " : "";
};

/**
 * What a refund of `amount` gave back, line by line, when `refundedBefore` had been given back already. Tax and coupon are those
 * that the ledger gave back with it; all refunds of a payment together give back what its invoice says.
 */
export const creditLines = (
  payment: Paid,
  { amount, refundedBefore }: { amount: number; refundedBefore: number },
) => {
  const [before, after] = [
    leftOf(payment, refundedBefore),
    leftOf(payment, refundedBefore + amount),
  ];
  return linesOf(payment, {
    amount,
    tax: before.tax - after.tax,
    coupon: before.coupon - after.coupon,
  });
};

/** Tax and coupon in what is left of a payment, as the ledger has them: before its credit by what was agreed, then by what was credited. */
const leftOf = (payment: Paid, refunded: number): { tax: number; coupon: number } => {
  const { capturedAmount, creditedAmount, creditedTaxAmount, creditedCouponAmount } = payment;
  const since = creditedAmount === null ? 0 : refunded - (capturedAmount - creditedAmount);
  if (creditedAmount === null || since <= 0) return partsOf(payment, capturedAmount - refunded);
  const left = (credited: number): number => credited - share(since, credited, creditedAmount);
  return { tax: left(creditedTaxAmount ?? 0), coupon: left(creditedCouponAmount ?? 0) };
};

/** The lines of a breakdown in proportion to a part of its total, with the tax and coupon of that part. */
const linesOf = (
  { breakdown, description, totalAmount }: Paid,
  { amount, tax, coupon }: { amount: number; tax: number; coupon: number },
  prefix = "",
): { lines: PaperLine[]; includedTaxes: PaperLine[] } => {
  const ofKind = (kind: string): PaperLine[] =>
    (breakdown?.lines ?? []).filter((line) => line.kind === kind).map(toLine);
  const services = breakdown ? ofKind("service") : [{ label: description, amount: totalAmount }];
  const named = services.map(({ label, ...line }) => ({ label: prefix + label, ...line }));
  const included = (breakdown?.includedTaxes ?? []).map(toLine);
  const added = ofKind("tax");
  const taxes = split(tax, [...included, ...added]);
  const onTop = taxes.slice(included.length);
  const taxOnTop = onTop.reduce((sum, line) => sum + line.amount, 0);
  return {
    lines: [
      ...split(amount - taxOnTop + coupon, named),
      ...onTop,
      ...split(-coupon, ofKind("discount")),
    ],
    includedTaxes: taxes.slice(0, included.length),
  };
};

const toLine = ({ label, amount }: { label: string; amount: { amount: number } }): PaperLine => ({
  label,
  amount: amount.amount,
});

/** The lines with a total shared among them as their amounts are; lines of nothing are left out. */
const split = (total: number, lines: readonly PaperLine[]): PaperLine[] => {
  const weights = lines.map(({ amount }) => Math.abs(amount));
  if (total === 0 || weights.every((weight) => weight === 0)) return [];
  const amounts = splitByWeight(total, weights);
  return lines.map(({ label }, index) => ({ label, amount: amounts[index]! }));
};
