"use client";
import type { CancellationPolicyName } from "@loconomy/contracts";
import { Card, Select, Skeleton } from "@loconomy/ui";
import { isInArea, type Area } from "./area.ts";
import { BookButton } from "./book-button.tsx";
import { useChosenService } from "./chosen-service.tsx";
import { JobPlaceField, OutOfArea } from "./job-place-field.tsx";
import { policyLine } from "./policy-line.ts";
import { providerTexts } from "./texts.ts";
import { TimesCalendar } from "./times-calendar.tsx";
import { TimesSkeleton } from "./times-skeleton.tsx";
import { useJobPlace } from "./use-job-place.ts";
import { useTimeChoice } from "./use-time-choice.ts";
import type { LoadTimes } from "./use-open-times.ts";
import { useVisitorZone } from "./use-visitor-zone.ts";
import { VariantChoice } from "./variant-choice.tsx";

export interface TimesPanelProps {
  providerId: string;
  policy: CancellationPolicyName;
  area: Area;
  /** Where other providers are found when this one has no time. */
  othersHref: string;
  /** Weeks that the month still has, so that the skeleton is as tall as the calendar. */
  weeksLeft: number;
  /** How to ask for open times; the API unless a test says otherwise. */
  load?: LoadTimes;
  /** The present in milliseconds, for tests. */
  now?: () => number;
}

const texts = providerTexts.times;

/** Service, day, time, price and policy, and the way to booking. Stands beside the profile, under it on phones. */
export function TimesPanel(props: TimesPanelProps) {
  const { services, chosen, offering, choose, chooseVariant } = useChosenService();
  const zone = useVisitorZone();
  return (
    <Card
      as="section"
      aria-labelledby="times-heading"
      className="times-panel flex flex-col gap-4 lg:h-[min(calc(100dvh-104px),880px)]"
    >
      <h2 id="times-heading" className="text-xl">
        {texts.heading}
      </h2>
      {services.length > 1 && (
        // Where the list of services stands beside the panel, it is the choice.
        <Select
          className="lg:hidden"
          label={texts.service}
          value={chosen.id}
          onChange={(event) => choose(event.target.value)}
          options={services.map((service) => ({ value: service.id, label: service.name }))}
        />
      )}
      <VariantChoice
        variants={chosen.variants}
        chosenId={offering.variant?.id}
        onChoose={chooseVariant}
      />
      <Choice key={`${chosen.id} ${offering.variant?.id ?? ""}`} {...props} visitorZone={zone} />
    </Card>
  );
}

/** Scrolls by itself where the panel is sticky, so that price and button stay in view. */
const SCROLL_CLASS = "-m-1 flex min-h-0 grow flex-col gap-4 p-1 lg:overflow-y-auto";

function Choice({ visitorZone, ...props }: TimesPanelProps & { visitorZone?: string }) {
  const { chosen, offering } = useChosenService();
  if (visitorZone) return <LoadedChoice {...props} visitorZone={visitorZone} />;
  return (
    <>
      <div className={SCROLL_CLASS}>
        {chosen.location === "customer" && <Skeleton className="h-25 shrink-0" />}
        <TimesSkeleton weeks={props.weeksLeft} />
        <Policy line={policyLine(props.policy)} />
      </div>
      <BookButton offering={offering} timeZone="UTC" />
    </>
  );
}

/** Of a service at the customer's place the place comes first; where the provider does not come, there are no times. */
function LoadedChoice({
  providerId,
  policy,
  area,
  othersHref,
  load,
  now = Date.now,
  visitorZone,
}: TimesPanelProps & { visitorZone: string }) {
  const { chosen, offering } = useChosenService();
  const isAtCustomer = chosen.location === "customer";
  const [named, setPlace] = useJobPlace();
  const place = isAtCustomer ? named : undefined;
  const isOutside = place !== undefined && !isInArea(area, place);
  const choice = useTimeChoice({
    providerId,
    serviceId: chosen.id,
    variantId: offering.variant?.id,
    visitorZone,
    place,
    isPaused: isOutside,
    load,
    now,
  });
  const slot = isOutside ? undefined : choice.slot;
  return (
    <>
      <div className={SCROLL_CLASS}>
        {isAtCustomer && (
          <JobPlaceField
            area={area}
            place={place}
            onChange={(next) => {
              choice.setSlot(undefined);
              setPlace(next);
            }}
          />
        )}
        {isOutside ? (
          <OutOfArea area={area} place={place} />
        ) : (
          <TimesCalendar choice={choice} isGroup={chosen.capacity > 1} othersHref={othersHref} />
        )}
        <Policy
          line={policyLine(
            policy,
            slot ? { start: slot.start, timeZone: choice.timeZone, now: now() } : undefined,
          )}
        />
      </div>
      <BookButton offering={offering} slot={slot} place={place} timeZone={choice.timeZone} />
    </>
  );
}

const Policy = ({ line }: { line: string }) => (
  <p className="text-sm text-muted">
    {line} {texts.noCharge}
  </p>
);
