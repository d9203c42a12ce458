import type { PaymentRow } from "./store.ts";

/** A deposit was agreed and has not been charged. */
export const awaitsDeposit = ({
  depositAmount,
  depositPaidAt,
}: Pick<PaymentRow, "depositAmount" | "depositPaidAt">): boolean =>
  depositAmount > 0 && depositPaidAt === null;

/** What was charged as a deposit, in minor units. */
export const depositTaken = ({
  depositAmount,
  depositPaidAt,
}: Pick<PaymentRow, "depositAmount" | "depositPaidAt">): number =>
  depositPaidAt === null ? 0 : depositAmount;

/** What a deposit leaves of a price, to be held on the card; all of it without one. */
export const restOf = ({
  totalAmount,
  depositAmount,
}: Pick<PaymentRow, "totalAmount" | "depositAmount">): number => totalAmount - depositAmount;

/** What is to be taken beyond the deposit in the end; null while that is open, zero where the deposit covers it. */
export const dueBeyondDeposit = ({
  settleAmount,
  depositAmount,
}: Pick<PaymentRow, "settleAmount" | "depositAmount">): number | null =>
  settleAmount === null ? null : Math.max(0, settleAmount - depositAmount);

/** A charge of a payment: its intent, what was taken by it and what of that is left, in minor units. */
export interface Charge {
  intentId: string;
  left: number;
}

/** The charges of a payment with what was taken by each, that of the rest first. */
export const chargesOf = (
  payment: Pick<
    PaymentRow,
    "intentId" | "capturedAmount" | "depositIntentId" | "depositAmount" | "depositPaidAt"
  >,
): Charge[] => {
  const deposit = depositTaken(payment);
  const { intentId, depositIntentId, capturedAmount } = payment;
  return [
    { intentId, left: capturedAmount - deposit },
    { intentId: depositIntentId, left: deposit },
  ].filter((charge): charge is Charge => charge.intentId !== null && charge.left > 0);
};

/** Which charges pay for an amount, in their order; undefined when they do not suffice. */
export const takeFrom = (charges: readonly Charge[], amount: number): Charge[] | undefined => {
  const parts: Charge[] = [];
  let open = amount;
  for (const { intentId, left } of charges) {
    const part = Math.min(left, open);
    if (part <= 0) continue;
    parts.push({ intentId, left: part });
    open -= part;
  }
  return open === 0 ? parts : undefined;
};
