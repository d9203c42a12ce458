import { cn } from "./cn.ts";
import { formatMoney } from "@loconomy/contracts/money";

export type PriceProps = {
  /** Integer minor units. */
  minor: number;
  /** ISO 4217 code. */
  currency: string;
  locale?: string;
  /** Puts "from" before the amount. */
  from?: boolean;
  /** After the amount: "per hour". */
  unit?: string;
  /** Always shows the minor digits. */
  exact?: boolean;
  /** The amount in words, where it was formatted before: browsers need long for their first currency. */
  text?: string;
  className?: string;
};

/** An amount of money in the visitor's locale. */
export function Price({ minor, currency, locale, from, unit, exact, text, className }: PriceProps) {
  return (
    <span className={cn("tabular whitespace-nowrap", className)}>
      {from && <span className="font-normal text-muted">from </span>}
      {text ?? formatMoney(minor, currency, locale, { exact })}
      {unit && <span className="font-normal text-muted"> {unit}</span>}
    </span>
  );
}
