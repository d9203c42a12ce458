"use client";
import type { CancellationPolicyName } from "@loconomy/contracts";
import { Card, Select, Skeleton } from "@loconomy/ui";
import { BookButton } from "./book-button.tsx";
import { useChosenService } from "./chosen-service.tsx";
import { policyLine } from "./policy-line.ts";
import { providerTexts } from "./texts.ts";
import { TimesCalendar } from "./times-calendar.tsx";
import { useTimeChoice } from "./use-time-choice.ts";
import type { LoadTimes } from "./use-open-times.ts";
import { useVisitorZone } from "./use-visitor-zone.ts";

export interface TimesPanelProps {
  providerId: string;
  policy: CancellationPolicyName;
  /** Times are bookable this many days ahead. */
  bookableDaysMax: number;
  /** How to ask for open times; the API unless a test says otherwise. */
  load?: LoadTimes;
  /** The present in milliseconds, for tests. */
  now?: () => number;
}

const texts = providerTexts.times;

/** Service, day, time, price and policy, and the way to booking. Stands beside the profile, under it on phones. */
export function TimesPanel(props: TimesPanelProps) {
  const { services, chosen, choose } = useChosenService();
  const zone = useVisitorZone();
  return (
    <Card
      as="section"
      aria-labelledby="times-heading"
      className="times-panel flex flex-col gap-4 lg:max-h-[calc(100dvh-104px)]"
    >
      <h2 id="times-heading" className="text-xl">
        {texts.heading}
      </h2>
      {services.length > 1 && (
        <Select
          label={texts.service}
          value={chosen.id}
          onChange={(event) => choose(event.target.value)}
          options={services.map((service) => ({ value: service.id, label: service.name }))}
        />
      )}
      {zone ? <Choice key={chosen.id} {...props} visitorZone={zone} /> : <PanelSkeleton />}
    </Card>
  );
}

function Choice({
  providerId,
  policy,
  bookableDaysMax,
  load,
  now = Date.now,
  visitorZone,
}: TimesPanelProps & { visitorZone: string }) {
  const { chosen } = useChosenService();
  const choice = useTimeChoice({
    providerId,
    serviceId: chosen.id,
    visitorZone,
    bookableDaysMax,
    load,
    now,
  });
  const start = choice.slot?.start;
  return (
    <>
      {/* Scrolls by itself where the panel is sticky, so that price and button stay in view. */}
      <div className="-m-1 flex min-h-0 flex-col gap-4 p-1 lg:overflow-y-auto">
        <TimesCalendar choice={choice} />
      </div>
      <BookButton service={chosen} slot={choice.slot} timeZone={choice.timeZone} />
      <p className="text-sm text-muted">
        {policyLine(policy, start ? { start, timeZone: choice.timeZone, now: now() } : undefined)}{" "}
        {texts.noCharge}
      </p>
    </>
  );
}

function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-44 w-full" />
      <Skeleton className="h-13 w-full" />
    </div>
  );
}
