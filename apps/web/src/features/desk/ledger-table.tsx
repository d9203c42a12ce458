"use client";
import type { LedgerEntry } from "@loconomy/contracts";
import { DataTable, EmptyState, Link, ShowMore, formatDay, formatMoney } from "@loconomy/ui";
import { api } from "../../api/browser.ts";
import { moneyTexts } from "./money-texts.ts";
import { useMore } from "../shell/use-more.ts";

interface LedgerTableProps {
  providerId: string;
  timeZone: string;
  first: { items: LedgerEntry[]; nextCursor: string | null };
}

const signed = ({ amount, currency }: LedgerEntry["amount"]) =>
  `${amount > 0 ? "+" : ""}${formatMoney(amount, currency, undefined, { exact: true })}`;

/** Every posting to the provider's account, newest first. */
export function LedgerTable({ providerId, timeZone, first }: LedgerTableProps) {
  const { rows, ...more } = useMore(["ledger", providerId], first, (cursor) =>
    api.payments.listLedger({ id: providerId, cursor, limit: 50 }),
  );
  const t = moneyTexts;
  return (
    <>
      <DataTable
        caption={t.caption}
        rows={rows}
        rowKey={(entry) => entry.id}
        empty={<EmptyState>{t.empty}</EmptyState>}
        columns={[
          {
            key: "at",
            header: t.when,
            cell: (entry) => formatDay(entry.at, timeZone, undefined, { year: true }),
          },
          {
            key: "kind",
            header: t.what,
            cell: (entry) => `${t.kinds[entry.kind]}, ${t.accounts[entry.account]}`,
          },
          {
            key: "booking",
            header: t.booking,
            cell: ({ bookingId }) =>
              bookingId && (
                <Link
                  className="text-accent underline underline-offset-4 hover:decoration-2"
                  href={`/bookings/${bookingId}`}
                >
                  {t.openBooking}
                </Link>
              ),
          },
          { key: "amount", header: t.amount, numeric: true, cell: (entry) => signed(entry.amount) },
        ]}
      />
      <ShowMore shown={rows.length} {...more} label={t.more} />
    </>
  );
}
