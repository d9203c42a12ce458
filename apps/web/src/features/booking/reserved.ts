import type { Payment } from "@loconomy/contracts";
import { formatDay, formatMoney } from "@loconomy/ui";
import { texts } from "./texts.ts";

/** "$60 is reserved on Tue 8 Dec and charged when the job is done." while a card is saved for later; else null. */
export function reservedText(
  { amount, authorizeAt }: Pick<Payment, "amount" | "authorizeAt">,
  timeZone: string,
): string | null {
  if (!authorizeAt) return null;
  const money = formatMoney(amount.amount, amount.currency);
  return texts.pay.reserved(money, formatDay(authorizeAt, timeZone));
}
