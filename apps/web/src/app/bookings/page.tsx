import type { Metadata } from "next";
import { orNotFound } from "../../api/errors.ts";
import { api } from "../../api/server.ts";
import { BookingList } from "../../features/booking/booking-list.tsx";
import { bookingListTexts } from "../../features/booking/booking-list-texts.ts";
import { bookingsQuery, type When } from "../../features/booking/bookings-query.ts";
import { UnreadMessages } from "../../features/messages/unread-messages.tsx";
import { WishList } from "../../features/booking/wish-list.tsx";

export const metadata: Metadata = { title: bookingListTexts.title };

interface BookingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BookingsPage({ searchParams }: BookingsPageProps) {
  const when: When = (await searchParams)["when"] === "past" ? "past" : "upcoming";
  const { bookings, communication } = await api();
  const [first, wishes, conversations] = await Promise.all([
    bookings.listBookings(bookingsQuery(when)).catch(orNotFound("/bookings")),
    bookings.listWaitlist().catch(() => ({ items: [] })),
    communication.listConversations({ limit: 100 }).catch(() => ({ items: [] })),
  ]);
  return (
    <>
      <BookingList
        key={when}
        when={when}
        first={first}
        news={<UnreadMessages conversations={conversations.items} as="customer" />}
      />
      {when === "upcoming" && <WishList first={wishes.items} />}
    </>
  );
}
