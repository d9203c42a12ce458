import type { Booking } from "@loconomy/contracts";
import { Badge, Link, formatDay, formatTimeRange } from "@loconomy/ui";
import type { DaySheet } from "./day-sheet.ts";
import { texts } from "./texts.ts";

interface WeekListProps {
  days: DaySheet["days"];
  timeZone: string;
}

/** The coming days with their jobs in order of time. */
export function WeekList({ days, timeZone }: WeekListProps) {
  return (
    <ol className="flex flex-col">
      {days.map(({ day, bookings }) => (
        <li
          key={day}
          className="grid gap-2 border-t border-border py-4 sm:grid-cols-[140px_1fr] sm:gap-6"
        >
          <h3 className="text-base">
            <time dateTime={day}>{formatDay(day, timeZone)}</time>
          </h3>
          {bookings.length === 0 ? (
            <p className="text-muted">{texts.today.free}</p>
          ) : (
            <ul className="flex flex-col gap-2">
              {bookings.map((booking) => (
                <Row key={booking.id} booking={booking} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function Row({ booking }: { booking: Booking }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <span className="tabular sm:w-40">
        {formatTimeRange(booking.start, booking.end, booking.timeZone)}
      </span>
      <Link
        className="text-accent underline underline-offset-4 hover:decoration-2"
        href={`/bookings/${booking.id}`}
      >
        {booking.serviceName}
      </Link>
      <span className="text-muted">{texts.today.for(booking.customerName)}</span>
      {booking.status !== "confirmed" && <Badge tone="info">{texts.status[booking.status]}</Badge>}
    </li>
  );
}
