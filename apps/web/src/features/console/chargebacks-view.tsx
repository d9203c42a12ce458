import type { Chargeback } from "@loconomy/contracts";
import { Badge, DataTable, EmptyState, Link, exactMoney } from "@loconomy/ui";
import { reasonWords, stateOf } from "../shell/chargeback-words.ts";
import { chargebackTexts as t } from "./chargeback-texts.ts";
import { Section } from "./section.tsx";
import { day, dense } from "./tables.tsx";

interface ChargebacksViewProps {
  /** Not decided yet. */
  open: readonly Chargeback[];
  /** The others, newest first. */
  closed: readonly Chargeback[];
}

/** The operator's list of what banks take back: what is open first. */
export function ChargebacksView({ open, closed }: ChargebacksViewProps) {
  const waiting = open.filter(({ status }) => status === "needs_response").length;
  return (
    <div className="flex flex-col gap-8">
      <Section title={t.open} badge={waiting} text={t.intro}>
        <ChargebacksTable caption={t.open} rows={open} empty={t.noOpen} />
      </Section>
      <Section title={t.closed}>
        <ChargebacksTable caption={t.closed} rows={closed} empty={t.none} />
      </Section>
    </div>
  );
}

interface ChargebacksTableProps {
  caption: string;
  rows: readonly Chargeback[];
  empty: string;
}

function ChargebacksTable({ caption, rows, empty }: ChargebacksTableProps) {
  return (
    <DataTable
      caption={caption}
      className={dense}
      rows={[...rows]}
      rowKey={({ id }) => id}
      empty={<EmptyState>{empty}</EmptyState>}
      columns={[
        {
          key: "state",
          header: t.state,
          cell: (row) => <Badge tone={stateOf(row).tone}>{stateOf(row).label}</Badge>,
        },
        {
          key: "reason",
          header: t.reason,
          cell: ({ reason, isInquiry, isOfTip }) =>
            [reasonWords(reason), isInquiry && t.inquiry, isOfTip && t.tip]
              .filter(Boolean)
              .join(", "),
        },
        {
          key: "due",
          header: t.dueBy,
          cell: ({ dueBy, status }) => (status === "needs_response" && dueBy ? day(dueBy) : "–"),
        },
        { key: "opened", header: t.opened, cell: ({ openedAt }) => day(openedAt) },
        {
          key: "amount",
          header: t.amount,
          numeric: true,
          cell: ({ amount }) => exactMoney(amount),
        },
        {
          key: "see",
          header: t.details,
          cell: ({ id, amount, openedAt }) => (
            <Link
              className="text-accent underline underline-offset-4 hover:decoration-2"
              href={`/console/chargebacks/${id}`}
              aria-label={t.seeOf(exactMoney(amount), day(openedAt))}
            >
              {t.see}
            </Link>
          ),
        },
      ]}
    />
  );
}
