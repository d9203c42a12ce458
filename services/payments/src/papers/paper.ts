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
  chargedBackAmount: number;
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
  return linesOf(payment, part, { prefix: prefixOf(payment, invoicedBefore) });
};

const prefixOf = (
  { capturedAmount, settleAmount, totalAmount }: Paid,
  invoicedBefore: number,
): string => {
  if (invoicedBefore > 0) return "Rest: ";
  if (capturedAmount < (settleAmount ?? 0)) return "Deposit: ";
  return capturedAmount < totalAmount ? "Cancellation fee: " : "";
};

type Lines = Pick<PaperContent, "lines" | "includedTaxes">;

/** What credit notes leave of each line of the invoices, by its label. */
export const leftByLabel = (
  invoices: readonly Lines[],
  notes: readonly Lines[],
): Map<string, number> => {
  const left = new Map<string, number>();
  const count = (papers: readonly Lines[], sign: number): void => {
    for (const { lines, includedTaxes } of papers)
      for (const { label, amount } of [...lines, ...includedTaxes])
        left.set(label, (left.get(label) ?? 0) + sign * amount);
  };
  count(invoices, 1);
  count(notes, -1);
  return left;
};

/**
 * What a refund of `amount` gave back, line by line, when `refundedBefore` had been given back already and `left` is left of each line
 * of the invoices. Tax and coupon are what makes that what the ledger has left of them or, where a bank took some back, for which there is
 * no credit note, what the ledger gave back of them. Of each tax no more goes back than was invoiced, and all refunds of a payment
 * together give back what its invoices say.
 */
export const creditLines = (
  payment: Paid,
  {
    amount,
    refundedBefore,
    left,
  }: { amount: number; refundedBefore: number; left: ReadonlyMap<string, number> },
) => {
  const [before, after] = [
    leftOf(payment, refundedBefore),
    leftOf(payment, refundedBefore + amount),
  ];
  const { taxes, discounts } = kindsOf(payment);
  const leftIn = (lines: readonly PaperLine[]): number =>
    [...new Set(lines.map(({ label }) => label))].reduce(
      (sum, label) => sum + (left.get(label) ?? 0),
      0,
    );
  const back = (invoiced: number, was: number, is: number): number =>
    payment.chargedBackAmount > 0 ? Math.min(invoiced, was - is) : Math.max(0, invoiced - is);
  const part = {
    amount,
    tax: back(leftIn(taxes), before.tax, after.tax),
    coupon: back(-leftIn(discounts), before.coupon, after.coupon),
  };
  return linesOf(payment, part, { left });
};

/** Tax and coupon in what is left of a payment, as the ledger has them: before its credit by what was agreed, then by what was credited. */
const leftOf = (payment: Paid, refunded: number): { tax: number; coupon: number } => {
  const { capturedAmount, creditedAmount, creditedTaxAmount, creditedCouponAmount } = payment;
  const left = Math.max(0, capturedAmount - payment.chargedBackAmount - refunded);
  const since = (creditedAmount ?? 0) - left;
  if (creditedAmount === null || since <= 0) return partsOf(payment, left);
  const leftOfPart = (part: number): number => part - share(since, part, creditedAmount);
  return { tax: leftOfPart(creditedTaxAmount ?? 0), coupon: leftOfPart(creditedCouponAmount ?? 0) };
};

/** The lines of a breakdown by what they are; of the taxes those that are in the price come first. */
const kindsOf = ({ breakdown, description, totalAmount }: Paid) => {
  const ofKind = (kind: string): PaperLine[] =>
    (breakdown?.lines ?? []).filter((line) => line.kind === kind).map(toLine);
  const included = (breakdown?.includedTaxes ?? []).map(toLine);
  return {
    services: breakdown ? ofKind("service") : [{ label: description, amount: totalAmount }],
    included,
    taxes: [...included, ...ofKind("tax")],
    discounts: ofKind("discount"),
  };
};

/**
 * The lines of a breakdown in proportion to a part of its total, with the tax and coupon of that part: taxes as they were agreed, or
 * as they are `left`.
 */
const linesOf = (
  payment: Paid,
  { amount, tax, coupon }: { amount: number; tax: number; coupon: number },
  { prefix = "", left }: { prefix?: string; left?: ReadonlyMap<string, number> },
): Lines => {
  const { services, included, taxes: agreed, discounts } = kindsOf(payment);
  const named = services.map(({ label, ...line }) => ({ label: prefix + label, ...line }));
  const weighed = left
    ? agreed.map(({ label }) => ({ label, amount: Math.max(0, left.get(label) ?? 0) }))
    : agreed;
  const taxes = split(tax, weighed);
  const onTop = taxes.slice(included.length);
  const taxOnTop = onTop.reduce((sum, line) => sum + line.amount, 0);
  return {
    lines: [...split(amount - taxOnTop + coupon, named), ...onTop, ...split(-coupon, discounts)],
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
