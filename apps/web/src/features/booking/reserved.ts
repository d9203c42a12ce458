import type { Payment } from "@loconomy/contracts";
import { formatDay, formatMoney } from "@loconomy/ui";
import { restOf } from "./deposit.ts";
import { payTexts } from "./pay-texts.ts";

/** "$60 is reserved on Tue 8 Dec and charged when the job is done." while a card is saved for later, or a deposit paid; else null. */
export function reservedText(
  payment: Pick<Payment, "amount" | "authorizeAt" | "deposit">,
  timeZone: string,
): string | null {
  const { authorizeAt, amount, deposit } = payment;
  if (!authorizeAt) return null;
  const rest = deposit ? restOf(amount, deposit.amount) : amount;
  const money = formatMoney(rest.amount, rest.currency);
  return payTexts.reserved(money, formatDay(authorizeAt, timeZone));
}
