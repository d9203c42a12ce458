import type { Metadata } from "next";
import { orNotFound } from "../../api/errors.ts";
import { api } from "../../api/server.ts";
import { BookingList } from "../../features/booking/booking-list.tsx";
import { bookingsQuery, type When } from "../../features/booking/split-bookings.ts";
import { bookingListTexts } from "../../features/booking/booking-list-texts.ts";
import { UnreadMessages } from "../../features/messages/unread-messages.tsx";
import { WishList } from "../../features/booking/wish-list.tsx";

export const metadata: Metadata = { title: bookingListTexts.title };

interface BookingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BookingsPage({ searchParams }: BookingsPageProps) {
  const when: When = (await searchParams)["when"] === "past" ? "past" : "upcoming";
  const now = Date.now();
  const { bookings, communication } = await api();
  const [first, wishes, conversations] = await Promise.all([
    bookings.listBookings(bookingsQuery(when, now)).catch(orNotFound("/bookings")),
    bookings.listWaitlist().catch(() => ({ items: [] })),
    communication.listConversations({ limit: 100 }).catch(() => ({ items: [] })),
  ]);
  return (
    <>
      <BookingList
        key={when}
        when={when}
        now={now}
        first={first}
        news={<UnreadMessages conversations={conversations.items} as="customer" />}
      />
      {when === "upcoming" && <WishList first={wishes.items} />}
    </>
  );
}
