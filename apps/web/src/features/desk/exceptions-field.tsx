"use client";
import { Button, Chip, TextField, formatDay } from "@loconomy/ui";
import { Plus } from "lucide-react";
import { type UseFormReturn, useFieldArray, useWatch } from "react-hook-form";
import { HolidaysField } from "./holidays-field.tsx";
import { weekdayOf, type HoursFields } from "./hours.ts";
import { hoursTexts } from "./hours-texts.ts";
import type { HolidayPlace } from "./use-holidays.ts";
import { toBlock } from "./week-blocks.ts";
import { rangeWords } from "./week-words.ts";
import { WindowsField } from "./windows-field.tsx";

interface ExceptionsFieldProps {
  form: UseFormReturn<HoursFields>;
  /** "YYYY-MM-DD" in the provider's zone: days before it are over. */
  today: string;
  /** Where the provider works, to propose holidays; null when nobody knows. */
  place: HolidayPlace | null;
}

/** Single days with other hours than their weekday, or none. */
export function ExceptionsField({ form, today, place }: ExceptionsFieldProps) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "exceptions" });
  const t = hoursTexts;
  return (
    <div className="flex flex-col gap-4">
      {fields.length === 0 && <p className="text-muted">{t.exceptionEmpty}</p>}
      {fields.map((field, index) => (
        <Exception
          key={field.id}
          form={form}
          index={index}
          today={today}
          onRemove={() => remove(index)}
        />
      ))}
      <Button
        variant="quiet"
        className="self-start"
        onClick={() => append({ day: "", windows: [] })}
      >
        <Plus aria-hidden />
        {t.addException}
      </Button>
      {place && (
        <HolidaysField
          form={form}
          place={place}
          today={today}
          onClose={(days) =>
            append(
              days.map((day) => ({ day, windows: [] })),
              { shouldFocus: false },
            )
          }
        />
      )}
    </div>
  );
}

interface ExceptionProps extends Omit<ExceptionsFieldProps, "place"> {
  index: number;
  onRemove: () => void;
}

function Exception({ form, index, today, onRemove }: ExceptionProps) {
  const { day, windows } = useWatch({ control: form.control, name: `exceptions.${index}` });
  const week = useWatch({ control: form.control, name: "week" });
  const t = hoursTexts;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day);
  const usual = isDay ? (week[weekdayOf(day)] ?? []) : [];
  const name = isDay ? formatDay(day, "UTC") : t.thisDay;
  const set = (next: typeof windows) =>
    form.setValue(`exceptions.${index}.windows`, next, {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  const open = () =>
    set(usual.length > 0 ? usual.map((one) => ({ ...one })) : [{ start: "09:00", end: "17:00" }]);
  return (
    <div
      role="group"
      aria-label={t.exceptionOf(name)}
      className="grid gap-3 border-b border-border pb-4 sm:grid-cols-[200px_minmax(0,1fr)_auto] sm:gap-6"
    >
      <div className="flex flex-col gap-1">
        <TextField
          type="date"
          label={t.exceptionDay}
          hideLabel
          min={today}
          error={form.formState.errors.exceptions?.[index]?.day?.message}
          {...form.register(`exceptions.${index}.day`)}
        />
        {isDay && <p className="text-sm text-muted">{usualWords(usual)}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <div role="group" aria-label={t.exceptionKind} className="flex flex-wrap gap-2">
          <Chip selected={windows.length === 0} onClick={() => set([])}>
            {t.exceptionClosed}
          </Chip>
          <Chip
            selected={windows.length > 0}
            onClick={() => (windows.length > 0 ? undefined : open())}
          >
            {t.exceptionOther}
          </Chip>
        </div>
        {windows.length > 0 && (
          <WindowsField
            form={form}
            name={`exceptions.${index}.windows`}
            day={name}
            nextDay={t.nextDay}
          />
        )}
      </div>
      <Button
        variant="link"
        className="self-start justify-self-start"
        aria-label={t.removeExceptionOf(name)}
        onClick={onRemove}
      >
        {t.removeException}
      </Button>
    </div>
  );
}

const usualWords = (usual: HoursFields["week"][number]): string => {
  const t = hoursTexts;
  const filled = usual.filter(({ start, end }) => start && end);
  return filled.length === 0
    ? t.usuallyClosed
    : t.usually(filled.map((window) => rangeWords(toBlock(0, window))).join(", "));
};
