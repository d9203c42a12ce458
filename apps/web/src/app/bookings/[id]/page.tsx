import { Id } from "@loconomy/contracts";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "../../../api/errors.ts";
import { api } from "../../../api/server.ts";
import { VerifyNotice } from "../../../features/account/verify-notice.tsx";
import { BookingView } from "../../../features/booking/booking-view.tsx";
import { bookingTexts } from "../../../features/booking/booking-texts.ts";
import { MessagesSection } from "../../../features/messages/messages-section.tsx";
import { messageTexts } from "../../../features/messages/message-texts.ts";

export const metadata: Metadata = { title: bookingTexts.title };

interface BookingPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BookingPage({ params, searchParams }: BookingPageProps) {
  const [{ id }, query, client] = await Promise.all([params, searchParams, api()]);
  if (!Id.safeParse(id).success) notFound();
  const nothing = () => undefined;
  const [booking, payment, timeline, messages] = await Promise.all([
    client.bookings.getBooking({ id }).catch(orNotFound(`/bookings/${id}`)),
    client.payments.getPayment({ id }).catch(nothing),
    client.bookings.getTimeline({ id }).catch(nothing),
    client.communication.listMessages({ id, limit: 30 }).catch(nothing),
  ]);
  const me =
    messages?.writing === "unverified" ? await client.users.getMe().catch(nothing) : undefined;
  const [reviews, tipping] =
    booking.status === "completed"
      ? await Promise.all([
          client.reviews.getBookingReviews({ id }).catch(nothing),
          client.payments.getTip({ id }).catch(nothing),
        ])
      : [];
  const outcome = query["redirect_status"] === "failed" ? "failed" : "succeeded";
  return (
    <BookingView
      loaded={{ booking, payment, timeline, reviews, tipping }}
      isNew={query["new"] !== undefined}
      cameBack={query["payment"] === "return" ? outcome : null}
      messages={
        booking.party !== "admin" && (
          <MessagesSection
            id={id}
            timeZone={booking.timeZone}
            loaded={messages}
            verify={<VerifyNotice email={me?.email ?? null} why={messageTexts.verifyWhy} />}
          />
        )
      }
    />
  );
}
