"use client";
import { Card, Link, PageHeader } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { BookingActions } from "./booking-actions.tsx";
import { BookingFacts } from "./booking-facts.tsx";
import { BookingMoney } from "./booking-money.tsx";
import { BookingTimeline } from "./booking-timeline.tsx";
import { Confirmation } from "./confirmation.tsx";
import { DisputeSection } from "./dispute-section.tsx";
import { PaymentDue } from "./payment-due.tsx";
import { PaymentOwed } from "./payment-owed.tsx";
import { PayPanel } from "./pay-panel.tsx";
import { ProposalBanner } from "./proposal-banner.tsx";
import { ReviewSection } from "./review-section.tsx";
import { statusSentence } from "./sentence.ts";
import { SeriesBadge } from "./series-badge.tsx";
import { seriesTexts } from "./series-texts.ts";
import { StatusBadge } from "./status-badge.tsx";
import { TipSection } from "./tip-section.tsx";
import { bookingTexts } from "./booking-texts.ts";
import { payTexts } from "./pay-texts.ts";
import { type LoadedBooking, useBooking, usePayment, useRefreshBooking } from "./use-booking.ts";
import { wasDone } from "./was-done.ts";

interface BookingViewProps {
  loaded: LoadedBooking;
  /** Just paid: the page begins with what happens next. */
  isNew: boolean;
  /** Back from 3-D Secure, and how it ended there. */
  cameBack: "succeeded" | "failed" | null;
  /** What the two sides write to each other. */
  messages: ReactNode;
}

/** One booking: its status as a sentence, what can be done now, and everything about it. */
export function BookingView({ loaded, isNew, cameBack, messages }: BookingViewProps) {
  const booking = useBooking(loaded.booking).data;
  const refresh = useRefreshBooking(booking.id);
  const router = useRouter();
  const isOpen = booking.status === "pending" || booking.status === "confirmed";
  const payment = usePayment(booking.id, loaded.payment).data;
  const isDue = Boolean(payment?.payBy);
  const isConfirmation =
    isOpen && !isDue && booking.party === "customer" && (isNew || cameBack === "succeeded");
  const t = bookingTexts;
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-8">
      <PageHeader
        back={
          booking.party === "customer"
            ? { href: "/bookings", label: t.back }
            : {
                href: booking.party === "provider" ? "/desk" : "/console?view=bookings",
                label: booking.party === "provider" ? t.backDesk : t.backConsole,
              }
        }
        title={booking.serviceName}
        description={
          <span className="flex flex-wrap items-center gap-3">
            <StatusBadge status={booking.status} />
            <SeriesBadge series={booking.series} />
            <span>{statusSentence(booking)}</span>
          </span>
        }
      />
      {booking.series && booking.party !== "admin" && (
        <Link
          className="-mt-4 inline-flex min-h-11 items-center self-start text-accent underline underline-offset-4 hover:decoration-2"
          href={`/bookings/series/${booking.series.id}?from=${booking.series.occurrence}`}
        >
          {isOpen ? seriesTexts.changeFollowing : seriesTexts.seeAll}
        </Link>
      )}
      {booking.reason && (
        <p className="max-w-prose text-muted">{t.sentence.reason(booking.reason)}</p>
      )}
      {isConfirmation && <Confirmation booking={booking} loaded={loaded.payment} />}
      {isOpen && isDue && (
        <PaymentDue
          booking={booking}
          loaded={loaded.payment}
          failedBefore={cameBack === "failed"}
          onPaid={refresh}
        />
      )}
      <PaymentOwed booking={booking} loaded={loaded.payment} cameBack={cameBack} onPaid={refresh} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_360px] lg:gap-8">
        <div className="flex min-w-0 flex-col gap-6">
          {booking.actions.includes("pay") && (
            <Card as="section" aria-label={payTexts.title}>
              <PayPanel
                booking={booking}
                isOnItsWay={cameBack === "succeeded"}
                failedBefore={cameBack === "failed" ? payTexts.authenticationFailed : undefined}
                onPaid={() => router.replace(`/bookings/${booking.id}?new=1`)}
              />
            </Card>
          )}
          {booking.dispute && (
            <DisputeSection booking={booking} dispute={booking.dispute} onDone={refresh} />
          )}
          {booking.proposal && (
            <ProposalBanner booking={booking} proposal={booking.proposal} onDone={refresh} />
          )}
          <BookingActions booking={booking} onDone={refresh} />
          {/* Nobody is asked for a tip who still owes the price. */}
          {wasDone(booking) && !payment?.owed && (
            <TipSection booking={booking} loaded={loaded.tipping} />
          )}
          {booking.status === "completed" && booking.party !== "admin" && (
            <ReviewSection booking={booking} loaded={loaded.reviews} />
          )}
          <BookingFacts booking={booking} hasCalendar={!isConfirmation} />
          {messages}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <BookingMoney booking={booking} loaded={loaded.payment} />
          <BookingTimeline booking={booking} loaded={loaded.timeline} />
        </div>
      </div>
    </div>
  );
}
