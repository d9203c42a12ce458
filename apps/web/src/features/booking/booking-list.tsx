"use client";
import type { Booking } from "@loconomy/contracts";
import { Banner, Button, EmptyState, Link, PageHeader, ShowMore, TabLinks } from "@loconomy/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "../../api/browser.ts";
import { BookingCard } from "./booking-card.tsx";
import { belongs, bookingsQuery, type When } from "./split-bookings.ts";
import { bookingListTexts } from "./booking-list-texts.ts";

interface BookingListProps {
  when: When;
  /** Epoch milliseconds by the server's clock: what is past and what is not. */
  now: number;
  first: { items: Booking[]; nextCursor: string | null };
  /** What waits to be read. */
  news: ReactNode;
}

/** The customer's bookings, those ahead or those over. */
export function BookingList({ when, now, first, news }: BookingListProps) {
  const list = useInfiniteQuery({
    queryKey: ["bookings", "customer", when, now],
    queryFn: ({ pageParam }) =>
      api.bookings.listBookings({ ...bookingsQuery(when, now), cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    initialData: { pages: [first], pageParams: [null] },
  });
  const items = list.data.pages
    .flatMap((page) => page.items)
    .filter((booking) => belongs(booking, when, now));
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
      {items.length === 0 && !list.hasNextPage && <Empty when={when} />}
      <ul className="flex flex-col gap-4">
        {items.map((booking) => (
          <BookingCard key={booking.id} booking={booking} />
        ))}
      </ul>
      {list.isFetchNextPageError && <Banner tone="danger">{t.failed}</Banner>}
      <ShowMore
        shown={items.length}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onShowMore={() => list.fetchNextPage()}
        label={t.more}
      />
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
