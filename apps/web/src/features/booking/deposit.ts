import type { Money, Payment } from "@loconomy/contracts";

/** What a deposit leaves of a total. */
export const restOf = (total: Money, deposit: Money): Money => ({
  ...total,
  amount: total.amount - deposit.amount,
});

/** What a deposit that was charged for a payment leaves of it; null while none was. */
export const openRest = ({ amount, deposit }: Pick<Payment, "amount" | "deposit">): Money | null =>
  deposit?.isPaid ? restOf(amount, deposit.amount) : null;

/** What a card form charges, or holds: what is owed in the end, the deposit, what that leaves, else all. */
export const dueNow = (payment: Pick<Payment, "amount" | "deposit" | "owed">): Money =>
  payment.owed ?? openRest(payment) ?? payment.deposit?.amount ?? payment.amount;
