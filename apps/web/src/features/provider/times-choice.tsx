"use client";
import { useState } from "react";
import { Queries } from "../shell/queries.tsx";
import { isInArea } from "./area.ts";
import { BookButton } from "./book-button.tsx";
import { useChosenService } from "./chosen-service.tsx";
import { JobPlaceField, OutOfArea } from "./job-place-field.tsx";
import { policyLine } from "./policy-line.ts";
import { TimesCalendar } from "./times-calendar.tsx";
import { Policy, SCROLL_CLASS } from "./times-frame.tsx";
import type { TimesPanelProps } from "./times-panel.tsx";
import { useJobPlace } from "./use-job-place.ts";
import { useTimeChoice } from "./use-time-choice.ts";

/** Place, day and time of the chosen service, and the way to booking; loaded after the page. */
export default function TimesChoice(props: TimesPanelProps) {
  return (
    <Queries>
      <ChosenTimes {...props} />
    </Queries>
  );
}

/** Of a service at the customer's place the place comes first; where the provider does not come, there are no times. */
function ChosenTimes({
  providerId,
  policy,
  area,
  othersHref,
  load,
  now = Date.now,
}: TimesPanelProps) {
  const { chosen, offering } = useChosenService();
  // Never rendered on the server, which does not know it.
  const [visitorZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
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
