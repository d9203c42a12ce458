"use client";
import { DownloadLink, exactMoney } from "@loconomy/ui";
import { bookingMoneyTexts } from "./booking-money-texts.ts";
import { usePapers } from "./use-booking.ts";

/** The invoice of a booking that was paid, and a credit note for each refund. */
export function BookingPapers({ bookingId }: { bookingId: string }) {
  const papers = usePapers(bookingId).data?.items ?? [];
  if (papers.length === 0) return null;
  const t = bookingMoneyTexts;
  return (
    <ul className="flex flex-col">
      {papers.map(({ kind, refundId, isRest, number, amount }) => (
        <li key={refundId ?? `${kind}:${isRest}`}>
          {kind === "invoice" ? (
            <DownloadLink
              href={`/api/v1/bookings/${bookingId}/invoice.pdf${isRest ? "?part=rest" : ""}`}
            >
              {isRest ? t.invoiceOfRest(number) : t.invoice(number)}
            </DownloadLink>
          ) : (
            <DownloadLink href={`/api/v1/bookings/${bookingId}/credit-notes/${refundId}/pdf`}>
              {t.creditNote(exactMoney(amount), number)}
            </DownloadLink>
          )}
        </li>
      ))}
    </ul>
  );
}
