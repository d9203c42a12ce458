"use client";
import type { Booking, TimelineEntry } from "@loconomy/contracts";
import { Card, Skeleton, Timeline, zoneLabel } from "@loconomy/ui";
import { momentText } from "./sentence.ts";
import { bookingTimelineTexts } from "./booking-timeline-texts.ts";
import { type LoadedBooking, useTimeline } from "./use-booking.ts";

interface BookingTimelineProps {
  booking: Booking;
  loaded: LoadedBooking["timeline"];
}

/** Everything that happened, with the fingerprints that show that nothing was changed later. */
export function BookingTimeline({ booking, loaded }: BookingTimelineProps) {
  const timeline = useTimeline(booking.id, loaded);
  const t = bookingTimelineTexts;
  const event = (entry: TimelineEntry) => ({
    id: String(entry.sequence),
    title: `${t.action[entry.action]} (${t.by[entry.by]})`,
    time: momentText(entry.at, booking.timeZone),
    dateTime: entry.at,
    description: (
      <p className="text-sm text-muted">
        {entry.reason && <span className="block break-words">{`“${entry.reason}”`}</span>}
        <span title={entry.hash}>
          {`${t.fingerprint} `}
          <code>{entry.hash.slice(0, 8)}</code>
        </span>
      </p>
    ),
  });
  return (
    <Card as="section" aria-labelledby="timeline" className="flex flex-col gap-4">
      <h2 id="timeline" className="text-xl">
        {t.title}
      </h2>
      {timeline.data ? (
        <Timeline events={timeline.data.items.map(event)} />
      ) : (
        <Skeleton className="h-40" />
      )}
      <p className="text-sm text-muted">{`${t.zone(zoneLabel(booking.timeZone))} ${t.explanation}`}</p>
    </Card>
  );
}
