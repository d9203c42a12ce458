import type { Breakdown, Money } from "@loconomy/contracts";
import { SummaryLines, exactMoney, type SummaryLine } from "@loconomy/ui";
import type { ReactNode } from "react";
import { bookTexts } from "./book-texts.ts";

interface PriceLinesProps {
  breakdown: Breakdown;
  total: Money;
  totalLabel?: string;
  /** Under the total. */
  note?: string;
  /** Lines in other words, such as for several dates together. */
  lines?: SummaryLine[];
}

/** What a total is made of, line by line, and the taxes that are in it already. */
export function PriceLines({
  breakdown,
  total,
  totalLabel = bookTexts.summary.total,
  note,
  lines = linesOf(breakdown),
}: PriceLinesProps) {
  const notes = [...breakdown.includedTaxes.map(includedText), note].filter(Boolean);
  return (
    <SummaryLines
      currency={total.currency}
      lines={lines}
      total={{
        label: totalLabel,
        minor: total.amount,
        note: notes.length > 0 && <Notes {...{ notes }} />,
      }}
    />
  );
}

const linesOf = ({ lines }: Breakdown): SummaryLine[] =>
  lines.map(({ label, amount }) => ({ label, minor: amount.amount }));

const includedText = ({ label, amount }: Breakdown["includedTaxes"][number]): string =>
  bookTexts.summary.includes(label, exactMoney(amount));

function Notes({ notes }: { notes: ReactNode[] }) {
  return notes.map((note) => (
    <span key={String(note)} className="block">
      {note}
    </span>
  ));
}
