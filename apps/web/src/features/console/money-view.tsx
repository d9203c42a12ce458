import {
  LedgerAccount,
  type Discrepancy,
  type MoneyOverview,
  type RefundRecord,
} from "@loconomy/contracts";
import { DataTable, EmptyState, Link, exactMoney } from "@loconomy/ui";
import { DecideButton } from "./decide-button.tsx";
import { ResolveButton } from "./resolve-button.tsx";
import { Section } from "./section.tsx";
import { day, dense } from "./tables.tsx";
import { texts } from "./texts.ts";

const t = texts.money;

interface MoneyViewProps {
  /** Id of the operator who looks. */
  me: string;
  overview: MoneyOverview;
  /** The open ones, newest first. */
  discrepancies: readonly Discrepancy[];
  /** Those that wait for another operator. */
  proposedRefunds: readonly RefundRecord[];
  /** The others, newest first. */
  latestRefunds: readonly RefundRecord[];
}

/** The operator's view of money: what does not agree first, then what could not be charged, refunds and totals. */
export function MoneyView({
  me,
  overview,
  discrepancies,
  proposedRefunds,
  latestRefunds,
}: MoneyViewProps) {
  return (
    <div className="flex flex-col gap-8">
      <Section title={t.differences} badge={overview.openDiscrepancies}>
        <DataTable
          caption={t.differences}
          className={dense}
          rows={[...discrepancies]}
          rowKey={({ id }) => id}
          empty={<EmptyState>{t.noDifferences}</EmptyState>}
          columns={[
            { key: "kind", header: t.about, cell: ({ kind }) => t.kinds[kind] },
            {
              key: "detail",
              header: t.detail,
              cell: ({ detail, subject }) => (
                <span className="break-words">
                  {detail} <span className="text-muted break-all">({subject})</span>
                </span>
              ),
            },
            {
              key: "booking",
              header: t.booking,
              cell: ({ bookingId }) => bookingId && <BookingLink id={bookingId} />,
            },
            { key: "found", header: t.found, cell: ({ foundAt }) => day(foundAt) },
            {
              key: "resolve",
              header: t.actions,
              cell: (discrepancy) => <ResolveButton discrepancy={discrepancy} />,
            },
          ]}
        />
      </Section>
      <Section title={t.failed} badge={overview.failedCharges.length}>
        <DataTable
          caption={t.failed}
          className={dense}
          rows={[...overview.failedCharges]}
          rowKey={({ bookingId }) => bookingId}
          empty={<EmptyState>{t.noFailed}</EmptyState>}
          columns={[
            {
              key: "booking",
              header: t.booking,
              cell: (row) => <BookingLink id={row.bookingId} />,
            },
            {
              key: "reason",
              header: t.reason,
              cell: ({ reason }) => reason,
            },
            { key: "at", header: t.when, cell: ({ failedAt }) => day(failedAt) },
            { key: "owed", header: t.owed, numeric: true, cell: ({ owed }) => exactMoney(owed) },
          ]}
        />
      </Section>
      {proposedRefunds.length > 0 && (
        <Section title={t.proposedRefunds} badge={proposedRefunds.length}>
          <RefundsTable caption={t.proposedRefunds} refunds={proposedRefunds} me={me} />
        </Section>
      )}
      <Section title={t.refunds}>
        <RefundsTable caption={t.refunds} refunds={latestRefunds} me={me} />
      </Section>
      <Section title={t.totals}>
        <DataTable
          caption={t.totalsCaption}
          className={dense}
          rows={totalsByCurrency(overview.accounts)}
          rowKey={({ currency }) => currency}
          empty={<EmptyState>{t.noTotals}</EmptyState>}
          columns={[
            { key: "currency", header: t.currency, cell: ({ currency }) => currency },
            ...accountsOf(overview.accounts).map((account) => ({
              key: account,
              header: t.accounts[account],
              numeric: true,
              cell: ({ currency, of }: Totals) =>
                exactMoney({ amount: asShown(account, of.get(account) ?? 0), currency }),
            })),
          ]}
        />
      </Section>
    </div>
  );
}

interface RefundsTableProps {
  caption: string;
  refunds: readonly RefundRecord[];
  me: string;
}

function RefundsTable({ caption, refunds, me }: RefundsTableProps) {
  return (
    <DataTable
      caption={caption}
      className={dense}
      rows={[...refunds]}
      rowKey={({ id }) => id}
      empty={<EmptyState>{t.noRefunds}</EmptyState>}
      columns={[
        { key: "booking", header: t.booking, cell: (row) => <BookingLink id={row.bookingId} /> },
        {
          key: "reason",
          header: t.reason,
          cell: ({ reason, isOfTip }) => (isOfTip ? t.ofTip(reason) : reason),
        },
        { key: "status", header: t.status, cell: ({ status }) => t.statuses[status] },
        { key: "at", header: t.when, cell: ({ requestedAt }) => day(requestedAt) },
        {
          key: "amount",
          header: t.amount,
          numeric: true,
          cell: ({ amount }) => exactMoney(amount),
        },
        ...(refunds.some(({ status }) => status === "proposed")
          ? [
              {
                key: "decide",
                header: t.actions,
                // Nobody decides what they proposed themselves.
                cell: (refund: RefundRecord) =>
                  refund.requestedBy === me ? (
                    <span className="text-muted">{texts.decide.own}</span>
                  ) : (
                    <DecideButton refund={refund} />
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The books owe what is positive to somebody; what Stripe keeps for us is the other way round. */
const asShown = (account: LedgerAccount, amount: number): number =>
  account === "stripe_clearing" ? 0 - amount : amount;

interface Totals {
  currency: string;
  of: ReadonlyMap<LedgerAccount, number>;
}

const totalsByCurrency = (accounts: MoneyOverview["accounts"]): Totals[] =>
  Array.from(
    Map.groupBy(accounts, ({ balance }) => balance.currency),
    ([currency, group]) => ({
      currency,
      of: new Map(group.map(({ account, balance }) => [account, balance.amount])),
    }),
  );

/** Those that hold something, in the order of the books. */
const accountsOf = (accounts: MoneyOverview["accounts"]): LedgerAccount[] =>
  LedgerAccount.options.filter((name) => accounts.some(({ account }) => account === name));

function BookingLink({ id }: { id: string }) {
  return (
    <Link
      className="text-accent underline underline-offset-4 hover:decoration-2"
      href={`/bookings/${id}`}
    >
      {t.openBooking}
    </Link>
  );
}
