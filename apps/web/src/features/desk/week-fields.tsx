"use client";
import type { UseFormReturn } from "react-hook-form";
import { CopyDay } from "./copy-day.tsx";
import { copyDay, type HoursFields } from "./hours.ts";
import { hoursTexts } from "./hours-texts.ts";
import { WindowsField } from "./windows-field.tsx";

/** The week as time fields, to the minute: what the drawing shows, for the keyboard and for exact times. */
export function WeekFields({ form }: { form: UseFormReturn<HoursFields> }) {
  const { weekdays } = hoursTexts;
  const copy = (from: number, to: number[]) =>
    form.setValue("week", copyDay(form.getValues("week"), from, to), {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  return (
    <div className="flex min-w-0 flex-col">
      {weekdays.map((name, day) => (
        <div key={name} className="flex flex-col gap-1 border-t border-border py-3">
          <div className="flex items-center justify-between gap-3">
            <h3 className="flex min-h-11 items-center text-base">{name}</h3>
            <CopyDay day={day} onCopy={(to) => copy(day, to)} />
          </div>
          <WindowsField
            form={form}
            name={`week.${day}`}
            day={name}
            nextDay={weekdays[(day + 1) % 7]!}
          />
        </div>
      ))}
    </div>
  );
}
