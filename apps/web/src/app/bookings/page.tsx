import type { Metadata } from "next";
import { orNotFound } from "../../api/errors.ts";
import { api } from "../../api/server.ts";
import { BookingList } from "../../features/booking/booking-list.tsx";
import { bookingsQuery, type When } from "../../features/booking/split-bookings.ts";
import { texts } from "../../features/booking/texts.ts";

export const metadata: Metadata = { title: texts.list.title };

interface BookingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BookingsPage({ searchParams }: BookingsPageProps) {
  const when: When = (await searchParams)["when"] === "past" ? "past" : "upcoming";
  const now = Date.now();
  const first = await (
    await api()
  ).bookings
    .listBookings(bookingsQuery(when, now))
    .catch(orNotFound("/bookings"));
  return <BookingList key={when} when={when} now={now} first={first} />;
}
