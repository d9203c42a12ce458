"use client";
import { Banner, Button, Chip, formatDay, MonthCalendar, SlotGrid, zoneLabel } from "@loconomy/ui";
import { providerTexts } from "./texts.ts";
import type { TimeChoice } from "./use-time-choice.ts";

const texts = providerTexts.times;

/** Month, times of the chosen day, and the zone they are read in. */
export function TimesCalendar({ choice }: { choice: TimeChoice }) {
  const { asked } = choice;
  const failed = asked.isError;
  const months = new Date(`${choice.today}T00:00:00Z`);
  months.setUTCMonth(months.getUTCMonth() + 3);
  return (
    <>
      <MonthCalendar
        month={choice.month}
        onMonthChange={choice.setMonth}
        selected={choice.day}
        onSelectDay={choice.setDay}
        availability={asked.isPending ? undefined : choice.availability}
        min={choice.today}
        max={months.toISOString().slice(0, 10)}
        today={choice.today}
        loading={asked.isPending}
      />
      {failed && (
        <Banner
          tone="danger"
          action={
            <Button variant="quiet" onClick={() => void asked.refetch()}>
              {texts.again}
            </Button>
          }
        >
          {texts.failed}
        </Banner>
      )}
      {!failed && (
        <div className="flex flex-col gap-3" aria-live="polite">
          {choice.day && (
            <h3 className="text-base">
              {formatDay(choice.day, choice.timeZone, undefined, { weekday: "long" })}
            </h3>
          )}
          <SlotGrid
            slots={choice.slots}
            timeZone={choice.timeZone}
            selected={choice.slot?.start}
            onSelect={(slot) =>
              choice.setSlot(choice.slots.find((open) => open.start === slot.start))
            }
            loading={asked.isPending}
            hideZone
            empty={<NoTimes choice={choice} />}
          />
        </div>
      )}
      <ZoneChoice choice={choice} />
      <p className="text-sm text-muted">{texts.ahead(choice.bookableDaysMax)}</p>
    </>
  );
}

/** The month is full: the next open day, as a button. */
function NoTimes({ choice }: { choice: TimeChoice }) {
  const next = choice.asked.data?.nextFreeDay;
  const elsewhere = next && next.slice(0, 7) !== choice.month ? next : undefined;
  // Times further ahead are not offered yet, whatever the provider's hours are.
  if (`${choice.month}-01` > choice.lastDay) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="text-muted">{texts.tooFar(choice.bookableDaysMax)}</p>
        <Button variant="quiet" onClick={() => choice.setMonth(choice.today.slice(0, 7))}>
          {texts.backToOpen}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-muted">{next ? texts.noneInMonth : texts.none(choice.bookableDaysMax)}</p>
      {elsewhere && (
        <Button variant="quiet" onClick={() => choice.setDay(elsewhere)}>
          {texts.nextFree(formatDay(elsewhere, choice.timeZone))}
        </Button>
      )}
    </div>
  );
}

function ZoneChoice({ choice }: { choice: TimeChoice }) {
  const { visitorZone, providerZone = visitorZone, timeZone } = choice;
  if (visitorZone === providerZone)
    return <p className="text-sm text-muted">{texts.zoneNote(zoneLabel(timeZone))}</p>;
  return (
    <div role="group" aria-label={texts.zones} className="flex flex-col gap-2">
      <p className="text-sm text-muted">{texts.zoneNote(zoneLabel(timeZone))}</p>
      <div className="flex flex-wrap gap-2">
        <Chip selected={timeZone === visitorZone} onClick={() => choice.setZone(visitorZone)}>
          {texts.yourTime(zoneLabel(visitorZone))}
        </Chip>
        <Chip selected={timeZone === providerZone} onClick={() => choice.setZone(providerZone)}>
          {texts.theirTime(zoneLabel(providerZone))}
        </Chip>
      </div>
    </div>
  );
}
