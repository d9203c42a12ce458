"use client";
import type { HeldTime, JobPlace, Slot } from "@loconomy/contracts";
import { MonthCalendar, SlotGrid, ZoneSwitch, zoneLabel } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { HeldTimes } from "./held-times.tsx";
import { withJobPlace } from "../shell/job-place.ts";
import { bookHref } from "./open-times.ts";
import { providerTexts } from "./texts.ts";
import { timesHref, type TimesQuery } from "./times-query.ts";
import { useVisitorZone } from "./use-visitor-zone.ts";
import { zoneOptions } from "./zone-choice.tsx";

interface LinkedProps {
  slug: string;
  /** The address of the page that shows. */
  here: TimesQuery;
}

interface LinkedMonthProps extends LinkedProps {
  availability: Record<string, number>;
  today: string;
  max?: string;
}

/** The month as links; with JavaScript the arrow keys lead on into the next month. */
export function LinkedMonth({ slug, here, ...calendar }: LinkedMonthProps) {
  const router = useRouter();
  const hrefForMonth = (month: string) => timesHref(slug, { ...here, day: undefined, month });
  return (
    <MonthCalendar
      {...calendar}
      month={here.month ?? calendar.today.slice(0, 7)}
      min={calendar.today}
      selected={here.day}
      hrefForDay={(day) => `${timesHref(slug, { ...here, day })}#times`}
      hrefForMonth={hrefForMonth}
      onMonthChange={(month) => router.push(hrefForMonth(month), { scroll: false })}
    />
  );
}

/** The times of a day, each a link to booking it. */
export function LinkedTimes({
  serviceId,
  variantId,
  isGroup,
  place,
  ...grid
}: {
  serviceId: string;
  variantId?: string;
  isGroup: boolean;
  place?: JobPlace;
  slots: Slot[];
  timeZone: string;
}) {
  return (
    <SlotGrid
      {...grid}
      hideZone
      noteFor={isGroup ? ({ spotsLeft }) => providerTexts.times.spotsLeft(spotsLeft) : undefined}
      hrefFor={({ start }) => withJobPlace(bookHref(serviceId, start, variantId), place)}
    />
  );
}

/** The visitor's own held times; with JavaScript they count down, and the page is asked again when one ends. */
export function LinkedHeld(props: { held: HeldTime[]; serviceId: string; timeZone: string }) {
  const router = useRouter();
  return <HeldTimes {...props} onEnd={() => router.refresh()} />;
}

interface LinkedZonesProps extends LinkedProps {
  /** The zone that shows. */
  timeZone: string;
  providerZone: string;
}

/** The zones as links; the visitor's own is known with JavaScript only. */
export function LinkedZones({ slug, here, timeZone, providerZone }: LinkedZonesProps) {
  const options = zoneOptions(useVisitorZone(), providerZone, timeZone);
  const texts = providerTexts.times;
  return (
    <div className="flex min-h-14 flex-col justify-center">
      {options.length > 1 ? (
        <ZoneSwitch
          label={texts.zones}
          options={options}
          current={timeZone}
          hrefFor={(zone) => timesHref(slug, { ...here, day: undefined, zone })}
        />
      ) : (
        <p className="text-sm text-muted">{texts.zoneNote(zoneLabel(timeZone))}</p>
      )}
    </div>
  );
}
