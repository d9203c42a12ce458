import type { Money } from "@loconomy/contracts";
import { exactMoney } from "@loconomy/ui";
import { restOf } from "./deposit.ts";
import { depositTexts } from "./deposit-texts.ts";

interface DepositLinesProps {
  total: Money;
  deposit: Money;
  isPaid?: boolean;
}

/** What of a total is charged at booking, and what when the job is done. */
export function DepositLines({ total, deposit, isPaid = false }: DepositLinesProps) {
  const t = depositTexts;
  const lines: Array<[string, Money]> = [
    [isPaid ? t.paid : t.today, deposit],
    [t.done, restOf(total, deposit)],
  ];
  return (
    <dl className="flex flex-col gap-2">
      {lines.map(([label, money]) => (
        <div key={label} className="flex justify-between gap-4 font-medium">
          <dt>{label}</dt>
          <dd className="tabular">{exactMoney(money)}</dd>
        </div>
      ))}
    </dl>
  );
}
