import type { Booking } from "@loconomy/contracts";
import { Badge, Button, Card, Link, formatSlot } from "@loconomy/ui";
import { MapPin } from "lucide-react";
import type { Job as Session } from "./sessions.ts";
import { bookingStatusTexts, todayTexts } from "./today-texts.ts";

const addressText = ({ address }: Booking): string => {
  if (!address) return "";
  const city = [address.postalCode, address.city].filter(Boolean).join(" ");
  return [address.line1, address.line2, city].filter(Boolean).join(", ");
};

interface NextJobProps {
  booking: Booking | null;
  /** Everybody who comes, when it is a group class. */
  session?: Session;
}

/** The job that is going on or comes next: what, when, where, and the way there. */
export function NextJob({ booking, session }: NextJobProps) {
  const t = todayTexts;
  return (
    <Card as="section" aria-labelledby="next-job" className="flex flex-col gap-3">
      <h2 id="next-job" className="text-xl">
        {t.next}
      </h2>
      {booking ? (
        <Job booking={booking} session={session} />
      ) : (
        <p className="text-muted">{t.none}</p>
      )}
    </Card>
  );
}

function Job({ booking, session }: { booking: Booking; session?: Session }) {
  const t = todayTexts;
  const address = booking.location === "customer" ? addressText(booking) : t.atYours;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-lg font-semibold">
          {session?.capacity
            ? booking.serviceName
            : `${booking.serviceName} ${t.for(booking.customerName)}`}
        </p>
        {session?.capacity && (
          <Badge tone="accent">
            {t.seats(session.bookings.length, session.capacity)}
            <span className="sr-only"> {t.seatsTaken}</span>
          </Badge>
        )}
        <Badge tone={booking.status === "in_progress" ? "accent" : "success"}>
          {bookingStatusTexts[booking.status]}
        </Badge>
      </div>
      <p className="tabular">{formatSlot(booking.start, booking.end, booking.timeZone)}</p>
      {address && (
        <p className="flex items-start gap-2">
          <MapPin aria-hidden className="mt-0.5 size-5 shrink-0 stroke-[1.75] text-muted" />
          <span className="min-w-0 break-words">{address}</span>
        </p>
      )}
      {booking.notes && (
        <p className="line-clamp-4 max-w-prose break-words whitespace-pre-line text-muted">
          {booking.notes}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3 pt-1">
        <Button asChild>
          <Link href={`/bookings/${booking.id}`}>{t.open}</Link>
        </Button>
        {booking.location === "customer" && address && (
          <Button asChild variant="quiet">
            <a
              href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`}
              target="_blank"
              rel="noreferrer"
            >
              {t.directions}
            </a>
          </Button>
        )}
      </div>
    </>
  );
}
