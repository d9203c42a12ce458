import type { DepositTerms, Money } from "@loconomy/contracts";
import { formatMoney } from "@loconomy/ui";

/** "20%" or "$20", as what is due at booking. */
export const depositText = (terms: DepositTerms, { currency }: Pick<Money, "currency">): string =>
  "percent" in terms ? `${terms.percent}%` : formatMoney(terms.amount, currency);
