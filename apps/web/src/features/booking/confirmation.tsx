"use client";
import type { Booking, Money, Payment } from "@loconomy/contracts";
import { Banner, Button, Link, exactMoney } from "@loconomy/ui";
import { CalendarPlus } from "lucide-react";
import { openRest } from "./deposit.ts";
import { reservedText } from "./reserved.ts";
import { momentText } from "./sentence.ts";
import { bookTexts } from "./book-texts.ts";
import { depositTexts } from "./deposit-texts.ts";
import { usePayment } from "./use-booking.ts";

interface ConfirmationProps {
  booking: Booking;
  loaded: Payment | undefined;
}

const restText = (rest: Money): string =>
  rest.amount > 0 ? depositTexts.held(exactMoney(rest)) : depositTexts.whole;

/** What happens after the payment, and the time for one's own calendar. */
export function Confirmation({ booking, loaded }: ConfirmationProps) {
  const payment = usePayment(booking.id, loaded).data;
  const reserved = payment ? reservedText(payment, booking.timeZone) : null;
  const deposit = payment?.deposit?.isPaid ? payment.deposit.amount : null;
  const rest = payment && openRest(payment);
  const t = bookTexts.confirmation;
  const isRequest = booking.status === "pending";
  const name = booking.providerName;
  const steps = [
    t.mail,
    ...(isRequest && booking.expiresAt
      ? [
          (deposit ? depositTexts.goesBack : t.answer)(
            name,
            momentText(booking.expiresAt, booking.timeZone),
          ),
        ]
      : []),
    booking.location === "customer" ? t.come(name) : t.go(name),
    ...(deposit && rest
      ? [depositTexts.charged(exactMoney(deposit)), reserved ?? restText(rest)]
      : [reserved ? t.later(reserved) : t.charge]),
  ];
  return (
    <Banner tone="success" title={isRequest ? t.pending : t.confirmed}>
      <p className="sr-only">{t.next}</p>
      <ol className="list-decimal pl-5">
        {steps.map((step) => (
          <li key={step} className="py-0.5">
            {step}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-4 pt-3">
        <CalendarButton booking={booking} />
        <Link
          className="text-accent underline underline-offset-4 hover:decoration-2"
          href="#messages"
        >
          {t.message(name)}
        </Link>
        <Link
          className="text-accent underline underline-offset-4 hover:decoration-2"
          href="/bookings"
        >
          {t.findMore}
        </Link>
      </div>
    </Banner>
  );
}

/** Downloads the booking as an iCalendar file, the same entry as in the mail and the feed. */
export function CalendarButton({ booking }: { booking: Booking }) {
  return (
    <Button variant="quiet" asChild>
      <a href={`/api/v1/bookings/${booking.id}/calendar.ics`} download>
        <CalendarPlus aria-hidden />
        {bookTexts.confirmation.calendar}
      </a>
    </Button>
  );
}
