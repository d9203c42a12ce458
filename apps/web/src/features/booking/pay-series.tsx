"use client";
import type { Booking, Series } from "@loconomy/contracts";
import { Banner } from "@loconomy/ui";
import { PayPanel } from "./pay-panel.tsx";
import { seriesTexts as t } from "./series-texts.ts";
import { payTexts } from "./pay-texts.ts";
import { usePayment } from "./use-booking.ts";

/** What the card is for; with a deposit it is charged for the first date. */
function OneCard({ booking, count }: { booking: Booking; count: number }) {
  const payment = usePayment(booking.id, undefined).data;
  return (
    <Banner title={t.oneCard(count)}>{payment?.deposit ? t.oneCardDeposit : t.oneCardBody}</Banner>
  );
}

/** The one card form of an unpaid series: the card is saved with its first booking and pays for each of them. */
export function PaySeries({ series, onPaid }: { series: Series; onPaid: () => void }) {
  const unpaid = series.bookings.filter(({ status }) => status === "awaiting_payment");
  const [first] = unpaid.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  if (!first) return null;
  return (
    <section className="flex flex-col gap-4" aria-label={payTexts.title}>
      <h2 className="text-xl">{payTexts.title}</h2>
      <OneCard booking={first} count={unpaid.length} />
      <PayPanel
        booking={first}
        returnPath={`/bookings/series/${series.id}?new=1`}
        ownSmall={t.cardSmall}
        onPaid={onPaid}
      />
    </section>
  );
}
