"use client";
import type { Address, Booking, Hold, JobPlace } from "@loconomy/contracts";
import { Banner, Button, Card, Link, Skeleton } from "@loconomy/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useEffectEvent } from "react";
import { api } from "../../api/browser.ts";
import { withJobPlace } from "../shell/job-place.ts";
import { useMe } from "../shell/use-me.ts";
import { bookHref } from "./book-href.ts";
import { heldTime } from "./held-time.ts";
import { bookTexts } from "./book-texts.ts";
import { holdTexts } from "./hold-texts.ts";
import { payTexts } from "./pay-texts.ts";
import type { Offer } from "./use-offer.ts";

// Forms and what checks them are much code, and whoever is not signed in sees neither.
const DetailsForm = lazy(() => import("./details-form.tsx"));
const PayPanel = lazy(() =>
  import("./pay-panel.tsx").then(({ PayPanel }) => ({ default: PayPanel })),
);
const waiting = <Skeleton className="h-96" />;

interface GivenTime {
  serviceId: string;
  variantId?: string;
  start: string;
  place?: JobPlace;
}

export type BookStep = "account" | "details" | "pay";

interface BookStepsProps {
  hold: Hold;
  offer: Offer | null | undefined;
  /** The address of this page, under which the tab remembers the hold. */
  given: GivenTime;
  onStep: (step: BookStep) => void;
  onEnded: () => void;
  onPaid: (booking: Booking) => void;
}

/** The step that comes next: sign in, give the details, or pay the booking that was made of the hold. */
export function BookSteps({ hold, offer, given, onStep, onEnded, onPaid }: BookStepsProps) {
  const me = useMe();
  const queries = useQueryClient();
  const booking = useQuery({
    queryKey: ["hold-booking", hold.id],
    queryFn: () => {
      const id = heldTime.read(given.serviceId, given.start)?.bookingId;
      return id ? api.bookings.getBooking({ id }) : null;
    },
    enabled: Boolean(me.data),
    staleTime: Infinity,
  });
  const step: BookStep = booking.data ? "pay" : me.data ? "details" : "account";
  const tell = useEffectEvent(onStep);
  useEffect(() => tell(step), [step]);
  const leave = useEffectEvent((moved: Booking) => {
    if (moved.status === "expired" || moved.status === "cancelled") onEnded();
    else if (moved.status !== "awaiting_payment") onPaid(moved);
  });
  useEffect(() => {
    if (booking.data) leave(booking.data);
  }, [booking.data]);
  const onBooked = (made: Booking) => {
    heldTime.write(given.serviceId, given.start, { holdId: hold.id, bookingId: made.id });
    queries.setQueryData(["hold-booking", hold.id], made);
  };
  /** Whoever leaves while this is under way has not given the time back: it may be a booking already. */
  const book = async (details: { address?: Address; notes?: string }) => {
    const before = heldTime.read(given.serviceId, given.start);
    heldTime.write(given.serviceId, given.start, { holdId: hold.id, isKept: true });
    try {
      onBooked(await api.bookings.createBooking({ holdId: hold.id, ...details }));
    } catch (error) {
      if (before) heldTime.write(given.serviceId, given.start, before);
      throw error;
    }
  };

  if (me.isPending || (me.data && booking.isPending) || offer === undefined) return waiting;
  if (!me.data) return <WhoBooks here={withJobPlace(bookHref(given), given.place)} />;
  if (booking.data) {
    return (
      <section className="flex flex-col gap-4">
        <h2 className="text-xl">{payTexts.title}</h2>
        <Suspense fallback={waiting}>
          <PayPanel booking={booking.data} onPaid={onPaid} />
        </Suspense>
      </section>
    );
  }
  if (hold.status === "used" || !offer) {
    return (
      <Banner
        title={holdTexts.usedTitle}
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/bookings"
          >
            {holdTexts.usedLink}
          </Link>
        }
      >
        {holdTexts.used}
      </Banner>
    );
  }
  return (
    <Suspense fallback={waiting}>
      <DetailsForm
        offer={offer}
        place={hold.place}
        book={book}
        onEnded={onEnded}
        onPriceChanged={() => void queries.invalidateQueries({ queryKey: ["hold"] })}
      />
    </Suspense>
  );
}

/** Sends a guest to sign in or up, and back to this page. */
export function WhoBooks({ here }: { here: string }) {
  const next = encodeURIComponent(here);
  return (
    <Card as="section" className="flex flex-col gap-4">
      <h2 className="text-xl">{bookTexts.signIn.title}</h2>
      <p>{bookTexts.signIn.body}</p>
      <div className="flex flex-wrap gap-3">
        <Button asChild size="lg">
          <Link href={`/sign-up?next=${next}`}>{bookTexts.signIn.create}</Link>
        </Button>
        <Button asChild size="lg" variant="quiet">
          <Link href={`/sign-in?next=${next}`}>{bookTexts.signIn.signIn}</Link>
        </Button>
      </div>
    </Card>
  );
}
