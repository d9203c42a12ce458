import type { Booking } from "@loconomy/contracts";
import { Card, formatDuration, formatSlot } from "@loconomy/ui";
import type { ReactNode } from "react";
import { CalendarButton } from "./confirmation.tsx";
import { policyText } from "./policy.ts";
import { bookingTexts } from "./booking-texts.ts";
import { policyTexts } from "./policy-texts.ts";

interface BookingFactsProps {
  booking: Booking;
  /** Whether to offer the calendar file here. */
  hasCalendar: boolean;
}

/** When, where, what to know and what canceling costs. */
export function BookingFacts({ booking, hasCalendar }: BookingFactsProps) {
  const t = bookingTexts;
  const isAhead = booking.status === "pending" || booking.status === "confirmed";
  const mayBeCancelled = isAhead || booking.status === "awaiting_payment";
  return (
    <Card as="section">
      <dl className="grid gap-5">
        <Fact term={t.when}>
          <p className="font-medium tabular">
            {formatSlot(booking.start, booking.end, booking.timeZone)}
          </p>
          <p className="text-muted">{formatDuration(booking.durationMinutes)}</p>
          {isAhead && hasCalendar && (
            <div className="pt-2">
              <CalendarButton booking={booking} />
            </div>
          )}
        </Fact>
        <Fact term={t.where}>
          <Where booking={booking} />
        </Fact>
        {booking.notes && (
          <Fact term={t.notes}>
            <p className="max-w-prose break-words whitespace-pre-line">{booking.notes}</p>
          </Fact>
        )}
        {mayBeCancelled && (
          <Fact term={t.cancellation}>
            <p className="tabular">{policyText(booking.policy, booking.timeZone)}</p>
            <p className="text-sm text-muted">{policyTexts.explanation}</p>
          </Fact>
        )}
      </dl>
      <p className="pt-5 text-sm text-muted tabular" title={booking.id}>
        {t.number(booking.id.slice(-8).toUpperCase())}
      </p>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-1 sm:grid-cols-[120px_1fr] sm:gap-4">
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

const addressText = ({ address }: Booking): string => {
  if (!address) return "";
  const city = [address.postalCode, address.city].filter(Boolean).join(" ");
  return [address.line1, address.line2, city, address.region, address.country]
    .filter(Boolean)
    .join(", ");
};

function Where({ booking }: { booking: Booking }) {
  const t = bookingTexts;
  if (booking.location === "provider") return <p>{t.atProvider(booking.providerName)}</p>;
  const address = addressText(booking);
  if (!address) return <p className="text-muted">{t.noAddress}</p>;
  return (
    <>
      <p className="break-words">{address}</p>
      {booking.party === "provider" && (
        <a
          href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
        >
          {t.directions}
        </a>
      )}
    </>
  );
}
