import type { Booking } from "@loconomy/contracts";
import { Badge, Link, formatDay, formatTimeRange } from "@loconomy/ui";
import type { DaySheet } from "./day-sheet.ts";
import { jobsOf } from "./sessions.ts";
import { bookingStatusTexts, todayTexts } from "./today-texts.ts";

interface WeekListProps {
  days: DaySheet["days"];
  timeZone: string;
  /** How many people each group class takes, by its id. */
  capacities: Record<string, number>;
}

/** The coming days with their jobs in order of time. */
export function WeekList({ days, timeZone, capacities }: WeekListProps) {
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
            <p className="text-muted">{todayTexts.free}</p>
          ) : (
            <ul className="flex flex-col gap-2">
              {jobsOf(bookings, capacities).map(({ bookings: [first, ...others], capacity }) =>
                capacity === null ? (
                  <Row key={first!.id} booking={first!} />
                ) : (
                  <SessionRow key={first!.id} people={[first!, ...others]} capacity={capacity} />
                ),
              )}
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
      <span className="text-muted">{todayTexts.for(booking.customerName)}</span>
      {booking.status !== "confirmed" && (
        <Badge tone="info">{bookingStatusTexts[booking.status]}</Badge>
      )}
    </li>
  );
}

/** A session of a group class: how many come, and who. */
function SessionRow({ people, capacity }: { people: Booking[]; capacity: number }) {
  const { start, end, timeZone, serviceName } = people[0]!;
  const t = todayTexts;
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <span className="tabular sm:w-40">{formatTimeRange(start, end, timeZone)}</span>
      <span className="font-medium">{serviceName}</span>
      <Badge tone="accent">
        {t.seats(people.length, capacity)}
        <span className="sr-only"> {t.seatsTaken}</span>
      </Badge>
      <ul className="flex basis-full flex-wrap gap-x-3 gap-y-1 sm:pl-44">
        {people.map(({ id, customerName, status }) => (
          <li key={id} className="flex items-baseline gap-2">
            <Link
              className="text-accent underline underline-offset-4 hover:decoration-2"
              href={`/bookings/${id}`}
            >
              {customerName}
            </Link>
            {status !== "confirmed" && <Badge tone="info">{bookingStatusTexts[status]}</Badge>}
          </li>
        ))}
      </ul>
    </li>
  );
}
