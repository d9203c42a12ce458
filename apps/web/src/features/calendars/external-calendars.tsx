"use client";
import type { ExternalCalendar } from "@loconomy/contracts";
import { Card } from "@loconomy/ui";
import { CalendarItem } from "./calendar-item.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { texts } from "./texts.ts";
import { useExternalCalendars } from "./use-external-calendars.ts";

interface ExternalCalendarsProps {
  providerId: string;
  calendars: ExternalCalendar[];
  timeZone: string;
}

/** The calendars that a provider keeps elsewhere, with their health, and a form for one more. */
export function ExternalCalendars({ providerId, calendars, timeZone }: ExternalCalendarsProps) {
  const list = useExternalCalendars(providerId, calendars);
  const t = texts.external;
  return (
    <Card as="section" aria-labelledby="external" className="flex flex-col gap-4">
      <h2 id="external" className="text-xl">
        {t.title}
      </h2>
      <p className="max-w-prose text-muted">{t.description}</p>
      {list.calendars.length === 0 ? (
        <p>{t.empty}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-border border-y border-border">
          {list.calendars.map((calendar) => (
            <CalendarItem
              key={calendar.id}
              calendar={calendar}
              timeZone={timeZone}
              isBeingRead={list.isBeingRead(calendar)}
              onRefresh={() => list.refresh(calendar)}
              onChanged={list.refetch}
            />
          ))}
        </ul>
      )}
      <ConnectForm providerId={providerId} onConnected={list.refetch} />
    </Card>
  );
}
