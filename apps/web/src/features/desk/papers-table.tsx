"use client";
import type { BookingPaper } from "@loconomy/contracts";
import {
  DataTable,
  DownloadLink,
  EmptyState,
  Link,
  ShowMore,
  exactMoney,
  formatDay,
} from "@loconomy/ui";
import { api } from "../../api/browser.ts";
import { invoicesTexts } from "./invoices-texts.ts";
import { moneyTexts } from "./money-texts.ts";
import { useMore } from "../shell/use-more.ts";

interface PapersTableProps {
  providerId: string;
  timeZone: string;
  first: Awaited<ReturnType<typeof api.payments.listProviderPapers>>;
}

/** What customers have paid the provider for, with its invoices and credit notes. */
export function PapersTable({ providerId, timeZone, first }: PapersTableProps) {
  const { rows, ...more } = useMore(["papers", providerId], first, (cursor) =>
    api.payments.listProviderPapers({ id: providerId, cursor, limit: 20 }),
  );
  const t = invoicesTexts;
  return (
    <>
      <DataTable
        caption={t.caption}
        rows={rows}
        rowKey={(row) => row.bookingId}
        empty={<EmptyState>{t.empty}</EmptyState>}
        columns={[
          {
            key: "at",
            header: t.paidOn,
            cell: ({ papers }) => (
              <span className="whitespace-nowrap">
                {formatDay(papers[0]!.at, timeZone, undefined, { year: true })}
              </span>
            ),
          },
          {
            key: "booking",
            header: t.booking,
            cell: ({ bookingId, description }) => (
              <Link
                className="text-accent underline underline-offset-4 hover:decoration-2"
                href={`/bookings/${bookingId}`}
              >
                {description}
              </Link>
            ),
          },
          {
            key: "papers",
            header: t.papers,
            cell: ({ bookingId, papers }) => (
              <ul>
                {papers.map((paper) => (
                  <li key={paper.refundId ?? `${paper.kind}:${paper.isRest}`}>
                    <PaperLink bookingId={bookingId} paper={paper} />
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: "amount",
            header: t.amount,
            numeric: true,
            cell: ({ papers }) => exactMoney(invoiced(papers)),
          },
        ]}
      />
      <ShowMore shown={rows.length} {...more} label={moneyTexts.more} />
    </>
  );
}

/** What the invoices of a booking come to. */
const invoiced = (papers: readonly BookingPaper[]): BookingPaper["amount"] => ({
  ...papers[0]!.amount,
  amount: papers
    .filter(({ kind }) => kind === "invoice")
    .reduce((sum, { amount }) => sum + amount.amount, 0),
});

function PaperLink({ bookingId, paper }: { bookingId: string; paper: BookingPaper }) {
  const { kind, refundId, isRest, number, amount } = paper;
  const t = invoicesTexts;
  return kind === "invoice" ? (
    <DownloadLink href={`/api/v1/bookings/${bookingId}/invoice.pdf${isRest ? "?part=rest" : ""}`}>
      {t.invoice(number)}
    </DownloadLink>
  ) : (
    <DownloadLink href={`/api/v1/bookings/${bookingId}/credit-notes/${refundId}/pdf`}>
      {t.creditNote(exactMoney(amount), number)}
    </DownloadLink>
  );
}
