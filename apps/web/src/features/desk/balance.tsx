import type { Money } from "@loconomy/contracts";
import { exactMoney } from "@loconomy/ui";
import { moneyTexts } from "./money-texts.ts";

export interface Balance {
  items: { available: Money; pending: Money }[];
}

/** What the provider has earned, and what is still on its way, per currency. */
export function BalanceFigures({ balance, currency }: { balance: Balance; currency: string }) {
  const none = { amount: 0, currency };
  const items = balance.items.length > 0 ? balance.items : [{ available: none, pending: none }];
  return (
    <div className="flex flex-wrap gap-x-12 gap-y-4">
      {items.map(({ available, pending }) => (
        <dl key={available.currency} className="flex flex-wrap gap-x-12 gap-y-4">
          <Figure label={moneyTexts.available} text={exactMoney(available)} />
          <Figure label={moneyTexts.pending} text={exactMoney(pending)} />
        </dl>
      ))}
    </div>
  );
}

export function Figure({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-2xl font-semibold tabular">{text}</dd>
    </div>
  );
}
