import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { formatMoney } from "@loconomy/contracts/money";

export type SummaryLine = {
  label: ReactNode;
  /** Integer minor units; negative for a discount or a refund. */
  minor: number;
  note?: ReactNode;
};

export type SummaryLinesProps = {
  lines: SummaryLine[];
  total: SummaryLine;
  /** ISO 4217 code. */
  currency: string;
  locale?: string;
  className?: string;
};

/** Every line of a price, and the total under a rule. */
export function SummaryLines({ lines, total, currency, locale, className }: SummaryLinesProps) {
  const row = (line: SummaryLine, key: number | string, strong = false) => (
    <div
      key={key}
      className={cn(
        "flex items-baseline justify-between gap-4",
        strong && "border-t border-border pt-3 text-lg font-semibold",
      )}
    >
      <dt className="min-w-0">
        {line.label}
        {line.note && <span className="block text-sm font-normal text-muted">{line.note}</span>}
      </dt>
      <dd className="tabular whitespace-nowrap">
        {formatMoney(line.minor, currency, locale, { exact: true })}
      </dd>
    </div>
  );
  return (
    <dl className={cn("flex flex-col gap-3", className)}>
      {lines.map((line, index) => row(line, index))}
      {row(total, "total", true)}
    </dl>
  );
}
