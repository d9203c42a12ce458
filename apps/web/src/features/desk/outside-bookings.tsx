import type { OutsideBookings } from "@loconomy/contracts";
import { Banner, Link, formatSlot } from "@loconomy/ui";
import { hoursTexts } from "./hours-texts.ts";
import { todayTexts } from "./today-texts.ts";

interface OutsideBannerProps {
  outside: OutsideBookings;
  /** The provider's zone, in which they think of their day. */
  timeZone: string;
  isSaved: boolean;
}

/** Bookings that the hours leave outside: they stay, and here is where each can be looked at. */
export function OutsideBanner({ outside, timeZone, isSaved }: OutsideBannerProps) {
  const t = hoursTexts.outside;
  if (outside.total === 0) return null;
  return (
    <Banner title={isSaved ? t.titleSaved(outside.total) : t.title(outside.total)}>
      <p>{t.stay}</p>
      <BookingLinks bookings={outside.items} timeZone={timeZone} />
      {outside.total > outside.items.length && (
        <p className="pt-2">{t.more(outside.total - outside.items.length)}</p>
      )}
    </Banner>
  );
}

interface BookingLinksProps {
  bookings: readonly Pick<
    OutsideBookings["items"][number],
    "id" | "serviceName" | "customerName" | "start" | "end"
  >[];
  timeZone: string;
}

/** Bookings as links, with what, for whom and when. */
export function BookingLinks({ bookings, timeZone }: BookingLinksProps) {
  return (
    <ul className="flex flex-col pt-2">
      {bookings.map(({ id, serviceName, customerName, start, end }) => (
        <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 py-1">
          <Link
            href={`/bookings/${id}`}
            className="text-accent underline underline-offset-4 hover:decoration-2"
          >
            {`${serviceName} ${todayTexts.for(customerName)}`}
          </Link>
          <span className="tabular">{formatSlot(start, end, timeZone)}</span>
        </li>
      ))}
    </ul>
  );
}
