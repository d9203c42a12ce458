import type { Booking } from "@loconomy/contracts";
import { Avatar, Card, Link, Price, formatSlot } from "@loconomy/ui";
import { SeriesBadge } from "./series-badge.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { bookTexts } from "./book-texts.ts";

/** One booking in a list; all of it leads to its page. */
export function BookingCard({ booking }: { booking: Booking }) {
  const other = booking.party === "customer" ? booking.providerName : booking.customerName;
  return (
    <Card as="li" interactive className="flex items-start gap-4">
      <Avatar name={other} size={44} className="max-sm:hidden" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h2 className="text-lg">
            <Link href={`/bookings/${booking.id}`} className="card-link">
              {booking.serviceName}
            </Link>
          </h2>
          <span className="flex flex-wrap gap-2">
            <SeriesBadge series={booking.series} />
            <StatusBadge status={booking.status} />
          </span>
        </div>
        <p className="text-muted">{bookTexts.summary.with(other)}</p>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="tabular">{formatSlot(booking.start, booking.end, booking.timeZone)}</p>
          <Price minor={booking.price.amount} currency={booking.price.currency} />
        </div>
      </div>
    </Card>
  );
}
