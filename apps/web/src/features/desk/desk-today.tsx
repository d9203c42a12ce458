"use client";
import type { Booking } from "@loconomy/contracts";
import { Card } from "@loconomy/ui";
import { daySheet } from "./day-sheet.ts";
import { NextJob } from "./next-job.tsx";
import { RequestCard } from "./request-card.tsx";
import { jobsOf } from "./sessions.ts";
import { todayTexts } from "./today-texts.ts";
import { useDesk } from "./use-desk.ts";
import { WeekList } from "./week-list.tsx";

interface DeskTodayProps {
  /** Start of the provider's day, RFC 3339, and the seven days from it. */
  from: string;
  days: string[];
  /** Epoch milliseconds by the server's clock. */
  now: number;
  timeZone: string;
  /** How many people each group class takes, by its id. */
  capacities: Record<string, number>;
  week: Booking[];
  requests: Booking[];
}

/** Today first: the next job, requests that wait, then the week. */
export function DeskToday({ from, days, now, timeZone, capacities, ...loaded }: DeskTodayProps) {
  const { week, requests, refresh } = useDesk(from, loaded);
  const sheet = daySheet(week, days, timeZone, now);
  const jobs = jobsOf(
    sheet.days.flatMap(({ bookings }) => bookings),
    capacities,
  );
  return (
    <>
      <NextJob
        booking={sheet.next}
        session={jobs.find(({ bookings }) => bookings.some(({ id }) => id === sheet.next?.id))}
      />
      {requests.length > 0 && (
        <section aria-labelledby="requests" className="flex flex-col gap-4">
          <h2 id="requests" className="text-xl">
            {todayTexts.requests}
          </h2>
          <ul className="flex flex-col gap-4">
            {requests.map((booking) => (
              <RequestCard key={booking.id} booking={booking} onAnswered={refresh} />
            ))}
          </ul>
        </section>
      )}
      <Card as="section" aria-labelledby="week">
        <h2 id="week" className="pb-4 text-xl">
          {todayTexts.week}
        </h2>
        <WeekList {...{ timeZone, capacities }} days={sheet.days} />
      </Card>
    </>
  );
}
