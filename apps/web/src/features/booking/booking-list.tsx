"use client";
import type { Booking } from "@loconomy/contracts";
import { Button, EmptyState, Link, PageHeader, ShowMore, TabLinks } from "@loconomy/ui";
import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "../../api/browser.ts";
import { useMore } from "../shell/use-more.ts";
import { BookingCard } from "./booking-card.tsx";
import { bookingListTexts } from "./booking-list-texts.ts";
import { bookingsQuery, type When } from "./bookings-query.ts";

interface BookingListProps {
  when: When;
  first: { items: Booking[]; nextCursor: string | null };
  /** What waits to be read. */
  news: ReactNode;
}

/** The customer's bookings, those ahead or those over. */
export function BookingList({ when, first, news }: BookingListProps) {
  const { rows, ...more } = useMore(["bookings", "customer", when], first, (cursor) =>
    api.bookings.listBookings({ ...bookingsQuery(when), cursor }),
  );
  const t = bookingListTexts;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8">
      <PageHeader title={t.title} />
      <TabLinks
        label={t.label}
        tabs={[
          { href: "/bookings", label: t.upcoming, current: when === "upcoming" },
          { href: "/bookings?when=past", label: t.past, current: when === "past" },
        ]}
      />
      {news}
      {rows.length === 0 && <Empty when={when} />}
      <ul className="flex flex-col gap-4">
        {rows.map((booking) => (
          <BookingCard key={booking.id} booking={booking} />
        ))}
      </ul>
      <ShowMore shown={rows.length} {...more} label={t.more} />
    </div>
  );
}

function Empty({ when }: { when: When }) {
  const t = bookingListTexts;
  return (
    <EmptyState
      icon={<CalendarDays aria-hidden />}
      action={
        when === "upcoming" && (
          <Button asChild>
            <Link href="/search">{t.find}</Link>
          </Button>
        )
      }
    >
      {when === "upcoming" ? t.emptyUpcoming : t.emptyPast}
    </EmptyState>
  );
}
