import type { Booking } from "@loconomy/contracts";
import { DataTable, EmptyState, exactMoney } from "@loconomy/ui";
import { BookingLink, day, dense } from "./tables.tsx";
import { texts } from "./texts.ts";

const t = texts.disputes;

/** Disputes that wait for an operator, the longest first; each is resolved on the page of its booking. */
export function DisputesTable({ rows }: { rows: Booking[] }) {
  return (
    <DataTable
      caption={t.caption}
      className={dense}
      rows={rows}
      rowKey={(booking) => booking.id}
      empty={<EmptyState>{t.none}</EmptyState>}
      columns={[
        { key: "since", header: t.since, cell: ({ dispute }) => dispute && day(dispute.openedAt) },
        {
          key: "booking",
          header: t.booking,
          cell: (row) => <BookingLink booking={row} />,
        },
        {
          key: "by",
          header: t.by,
          cell: ({ dispute, customerName, providerName }) =>
            dispute?.by === "customer" ? customerName : providerName,
        },
        {
          key: "text",
          header: t.text,
          cell: ({ dispute }) => <span className="line-clamp-2">{dispute?.text}</span>,
        },
        {
          key: "answer",
          header: t.answer,
          cell: ({ dispute }) => (
            <span className="line-clamp-2">{dispute?.answer?.text ?? t.noAnswer}</span>
          ),
        },
        { key: "price", header: t.price, numeric: true, cell: ({ price }) => exactMoney(price) },
      ]}
    />
  );
}
