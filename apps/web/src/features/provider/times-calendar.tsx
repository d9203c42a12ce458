"use client";
import { Banner, Button, formatDay, Link, MonthCalendar, SlotGrid } from "@loconomy/ui";
import { useRef } from "react";
import { HeldTimes } from "./held-times.tsx";
import { TimesStatus } from "./times-status.tsx";
import { providerTexts } from "./texts.ts";
import type { TimeChoice } from "./use-time-choice.ts";
import { WishForm } from "./wish-form.tsx";
import { ZoneChoice } from "./zone-choice.tsx";

const texts = providerTexts.times;

/** As tall as the skeleton of two parts of a day, so that times take the room that was kept for them. */
const TIMES_CLASS = "flex min-h-74 shrink-0 flex-col gap-3";

interface TimesCalendarProps {
  choice: TimeChoice;
  /** Several people can book a time; each says how many more. */
  isGroup?: boolean;
  /** Where other providers are found when this one has no time. */
  othersHref: string;
}

/** Days of a month that has begun are wished for from today on. */
const wishedDay = ({ day, month, today }: TimeChoice): string =>
  day ?? (today.startsWith(month) ? today : `${month}-01`);

/** Month, the zone times are read in, and the times of the chosen day. */
export function TimesCalendar({ choice, isGroup, othersHref }: TimesCalendarProps) {
  const { asked, day, timeZone } = choice;
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button that leads there goes away, so the focus goes along. */
  const goTo = (next: string) => {
    choice.setDay(next);
    heading.current?.focus();
  };
  return (
    <>
      <MonthCalendar
        month={choice.month}
        onMonthChange={choice.setMonth}
        selected={day}
        onSelectDay={choice.setDay}
        availability={asked.isPending ? undefined : choice.availability}
        min={choice.today}
        max={choice.bookableUntil}
        today={choice.today}
        loading={asked.isPending}
      />
      <ZoneChoice choice={choice} />
      <TimesStatus choice={choice} />
      <div className={TIMES_CLASS}>
        <HeldTimes
          held={asked.data?.held ?? []}
          serviceId={choice.serviceId}
          timeZone={timeZone}
          saidAt={asked.dataUpdatedAt}
          onEnd={() => void asked.refetch()}
        />
        <h3
          ref={heading}
          tabIndex={-1}
          aria-hidden={day ? undefined : true}
          className="min-h-6 text-base"
        >
          {day && formatDay(day, timeZone, undefined, { weekday: "long" })}
        </h3>
        {asked.isError ? (
          <Failed onAgain={() => void asked.refetch()} />
        ) : (
          <SlotGrid
            slots={choice.slots}
            timeZone={timeZone}
            selected={choice.slot?.start}
            onSelect={(slot) =>
              choice.setSlot(choice.slots.find((open) => open.start === slot.start))
            }
            loading={asked.isPending}
            noteFor={isGroup ? ({ spotsLeft }) => texts.spotsLeft(spotsLeft) : undefined}
            hideZone
            empty={<NoTimes choice={choice} onNext={goTo} othersHref={othersHref} />}
          />
        )}
      </div>
      {choice.providerZone && (
        <WishForm
          key={`${choice.variantId} ${wishedDay(choice)}`}
          provider={choice.providerId}
          serviceId={choice.serviceId}
          variantId={choice.variantId}
          today={choice.today}
          day={wishedDay(choice)}
          providerZone={choice.providerZone}
        />
      )}
      <p className="min-h-5 text-sm text-muted">
        {choice.bookableUntil && texts.until(formatDay(choice.bookableUntil, timeZone))}
      </p>
    </>
  );
}

function Failed({ onAgain }: { onAgain: () => void }) {
  return (
    <Banner
      tone="danger"
      action={
        <Button variant="quiet" onClick={onAgain}>
          {texts.again}
        </Button>
      }
    >
      {texts.failed}
    </Banner>
  );
}

interface NoTimesProps extends TimesCalendarProps {
  onNext: (day: string) => void;
}

/** The month is full: the next open day, or the way to other providers. */
function NoTimes({ choice, onNext, othersHref }: NoTimesProps) {
  const next = choice.asked.data?.nextFreeDay;
  const { bookableUntil, timeZone } = choice;
  const none = bookableUntil ? texts.noneUntil(formatDay(bookableUntil, timeZone)) : texts.none;
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-muted">{next ? texts.noneInMonth : none}</p>
      {next ? (
        <Button variant="quiet" onClick={() => onNext(next)}>
          {texts.nextFree(formatDay(next, timeZone))}
        </Button>
      ) : (
        <Button asChild variant="quiet">
          <Link href={othersHref}>{texts.others}</Link>
        </Button>
      )}
    </div>
  );
}
