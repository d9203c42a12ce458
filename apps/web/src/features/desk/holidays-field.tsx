"use client";
import type { Holiday } from "@loconomy/contracts";
import { Banner, Button, Checkbox, formatDay, Select, Skeleton } from "@loconomy/ui";
import { useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { shownError } from "../../api/errors.ts";
import { weekdayOf, type HoursFields } from "./hours.ts";
import { hoursTexts } from "./hours-texts.ts";
import { useHolidays, type HolidayPlace } from "./use-holidays.ts";

interface HolidaysFieldProps {
  form: UseFormReturn<HoursFields>;
  place: HolidayPlace;
  today: string;
  /** Closes days; the hours are still to be saved. */
  onClose: (days: string[]) => void;
}

const t = hoursTexts.holidays;

/** Public holidays of the coming year, to close on those that are chosen. Asked for only when it is opened. */
export function HolidaysField({ form, place, today, onClose }: HolidaysFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const [region, setRegion] = useState(place.region);
  const [closed, setClosed] = useState(0);
  const holidays = useHolidays({ country: place.country, region }, today, isOpen);
  return (
    <div className="flex flex-col gap-4 border-t border-border pt-4">
      <Button
        variant="quiet"
        className="self-start"
        aria-expanded={isOpen}
        aria-controls="holidays"
        onClick={() => setOpen(!isOpen)}
      >
        {t.open}
      </Button>
      <div id="holidays" hidden={!isOpen} className="flex flex-col gap-4">
        {holidays.data && holidays.data.regions.length > 0 && (
          <Select
            label={t.region}
            className="max-w-80"
            value={holidays.data.region ?? ""}
            onChange={(event) => setRegion(event.target.value || null)}
            options={[
              { value: "", label: t.wholeCountry },
              ...holidays.data.regions.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
        {holidays.isPending && <Skeleton className="h-96 w-full" />}
        {holidays.error && <Banner tone="danger">{shownError(holidays.error).message}</Banner>}
        {holidays.data && (
          <Choice
            key={holidays.data.region}
            form={form}
            holidays={holidays.data.items}
            onClose={(days) => {
              setClosed(days.length);
              onClose(days);
            }}
          />
        )}
        <p role="status" className="text-muted">
          {closed > 0 && t.added(closed)}
        </p>
      </div>
    </div>
  );
}

interface ChoiceProps extends Pick<HolidaysFieldProps, "form" | "onClose"> {
  holidays: Holiday[];
}

/** Days with a check each; those that are closed anyway, or have hours of their own, say so. */
function Choice({ form, holidays, onClose }: ChoiceProps) {
  const [exceptions, week] = useWatch({ control: form.control, name: ["exceptions", "week"] });
  /** Against what is proposed: every day that would be open. */
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const known = new Map(exceptions.map(({ day, windows }) => [day, windows.length]));
  const rows = holidays.map(({ day, name }) => {
    const isOpen = (week[weekdayOf(day)] ?? []).length > 0;
    const isKnown = known.has(day);
    const hint = isKnown ? (known.get(day) ? t.otherHours : t.closed) : isOpen ? null : t.usually;
    return { day, name, isKnown, hint, isChosen: !isKnown && (changed.get(day) ?? isOpen) };
  });
  const chosen = rows.filter(({ isChosen }) => isChosen).map(({ day }) => day);
  return (
    <>
      <fieldset className="flex flex-col">
        <legend className="pb-1 font-medium">{t.legend}</legend>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {rows.map(({ day, name, isKnown, hint, isChosen }) => (
            <Checkbox
              key={day}
              label={
                <>
                  <span className="tabular">
                    {formatDay(day, "UTC", undefined, { year: true })}
                  </span>
                  {` · ${name}`}
                </>
              }
              hint={hint}
              checked={isKnown || isChosen}
              disabled={isKnown}
              onChange={(event) => setChanged(new Map(changed).set(day, event.target.checked))}
            />
          ))}
        </div>
      </fieldset>
      <Button
        variant="quiet"
        className="self-start"
        disabled={chosen.length === 0}
        onClick={() => onClose(chosen)}
      >
        {t.close(chosen.length)}
      </Button>
    </>
  );
}
