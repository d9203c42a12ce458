import { depositOf, type DepositTerms, type Money, type Price } from "@loconomy/contracts";
import { taxAmounts, taxLabel, type Tax } from "./tax.ts";

interface PriceFacts {
  /** What is booked, as it is called on the bill. */
  label: string;
  /** As the provider says it: with the inclusive taxes, without the others. */
  price: Money;
  taxes: readonly Tax[];
  feeBps: number;
  /** What of the total is due at booking. */
  deposit: DepositTerms | null;
}

/** What a job costs, line by line; lines add up to the total to the minor unit. */
export const priceOf = ({ label, price, taxes, feeBps, deposit }: PriceFacts): Price => {
  const { currency } = price;
  const { included, added } = taxAmounts(price.amount, taxes);
  const toLine = ({ tax, amount }: (typeof added)[number]) => ({
    label: taxLabel(tax),
    amount: { amount, currency },
  });
  const tax = [...included, ...added].reduce((sum, { amount }) => sum + amount, 0);
  const onTop = added.reduce((sum, { amount }) => sum + amount, 0);
  const total = { amount: price.amount + onTop, currency };
  return {
    lines: [
      { kind: "service", label, amount: price },
      ...added.map((it) => ({ kind: "tax" as const, ...toLine(it) })),
    ],
    includedTaxes: included.map(toLine),
    total,
    tax,
    feeBps,
    ...(deposit && { deposit: { terms: deposit, amount: depositOf(deposit, total) } }),
  };
};
