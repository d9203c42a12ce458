"use client";
import type { CancellationPolicyName } from "@loconomy/contracts";
import { Card, Select, Skeleton } from "@loconomy/ui";
import { lazy, Suspense, useRef } from "react";
import { useNear } from "../shell/use-near.ts";
import type { Area } from "./area.ts";
import { BookButton } from "./book-button.tsx";
import { useChosenService } from "./chosen-service.tsx";
import { policyLine } from "./policy-line.ts";
import { providerTexts } from "./texts.ts";
import { Policy, SCROLL_CLASS } from "./times-frame.tsx";
import { TimesSkeleton } from "./times-skeleton.tsx";
import type { LoadTimes } from "./use-open-times.ts";
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

// The calendar and what it asks with are loaded when the panel is about to be seen: on phones it is far down.
const TimesChoice = lazy(() => import("./times-choice.tsx"));

const texts = providerTexts.times;

/** Service, day, time, price and policy, and the way to booking. Stands beside the profile, under it on phones. */
export function TimesPanel(props: TimesPanelProps) {
  const { services, chosen, offering, choose, chooseVariant, prices } = useChosenService();
  const panel = useRef<HTMLDivElement>(null);
  const isNear = useNear(panel);
  return (
    <Card
      ref={panel}
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
        prices={prices}
      />
      <Choice key={`${chosen.id} ${offering.variant?.id ?? ""}`} {...props} isNear={isNear} />
    </Card>
  );
}

interface ChoiceProps extends TimesPanelProps {
  isNear: boolean;
}

function Choice({ isNear, ...props }: ChoiceProps) {
  const { chosen, offering, prices } = useChosenService();
  const waiting = (
    <>
      <div className={SCROLL_CLASS}>
        {chosen.location === "customer" && <Skeleton className="h-25 shrink-0" />}
        <TimesSkeleton weeks={props.weeksLeft} />
        <Policy line={policyLine(props.policy)} />
      </div>
      <BookButton offering={offering} timeZone="UTC" priceText={prices[offering.price.amount]} />
    </>
  );
  if (!isNear) return waiting;
  return (
    <Suspense fallback={waiting}>
      <TimesChoice {...props} />
    </Suspense>
  );
}
