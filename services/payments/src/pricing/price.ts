import type { Money, Price } from "@loconomy/contracts";
import { taxAmounts, taxLabel, type Tax } from "./tax.ts";

interface PriceFacts {
  /** What is booked, as it is called on the bill. */
  label: string;
  /** As the provider says it: with the inclusive taxes, without the others. */
  price: Money;
  taxes: readonly Tax[];
  feeBps: number;
}

/** What a job costs, line by line; lines add up to the total to the minor unit. */
export const priceOf = ({ label, price, taxes, feeBps }: PriceFacts): Price => {
  const { currency } = price;
  const { included, added } = taxAmounts(price.amount, taxes);
  const toLine = ({ tax, amount }: (typeof added)[number]) => ({
    label: taxLabel(tax),
    amount: { amount, currency },
  });
  const tax = [...included, ...added].reduce((sum, { amount }) => sum + amount, 0);
  const onTop = added.reduce((sum, { amount }) => sum + amount, 0);
  return {
    lines: [
      { kind: "service", label, amount: price },
      ...added.map((it) => ({ kind: "tax" as const, ...toLine(it) })),
    ],
    includedTaxes: included.map(toLine),
    total: { amount: price.amount + onTop, currency },
    tax,
    feeBps,
  };
};
