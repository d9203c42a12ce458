"use client";
import { Button, IconButton, TextField } from "@loconomy/ui";
import { Plus, Trash2 } from "lucide-react";
import { type FieldError, type UseFormReturn, get, useWatch } from "react-hook-form";
import { isOvernight, type HoursFields, type Window } from "./hours.ts";
import { hoursTexts } from "./hours-texts.ts";

type WindowsName = `week.${number}` | `exceptions.${number}.windows`;

interface WindowsFieldProps {
  form: UseFormReturn<HoursFields>;
  name: WindowsName;
  /** Names the day to whoever hears the page. */
  day: string;
  /** The day on which hours that go through the night end. */
  nextDay: string;
}

/** The next stretch to propose: an afternoon after a morning, else a working day. */
const proposal = (windows: readonly Window[]): Window => {
  const last = windows.at(-1);
  return last && last.end !== "00:00" && last.end < "20:00"
    ? {
        start: last.end < "13:00" ? "13:00" : last.end,
        end: last.end < "17:00" ? "17:00" : "21:00",
      }
    : { start: "09:00", end: "17:00" };
};

/** The opening hours of one day: any number of stretches, none means closed. */
export function WindowsField({ form, name, day, nextDay }: WindowsFieldProps) {
  const windows = useWatch({ control: form.control, name });
  const t = hoursTexts;
  const set = (next: Window[]) =>
    form.setValue(name, next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  const errorAt = (index: number, end: "start" | "end") =>
    (get(form.formState.errors, `${name}.${index}.${end}`) as FieldError | undefined)?.message;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {windows.length === 0 && <p className="flex min-h-11 items-center text-muted">{t.closed}</p>}
      {windows.map((window, index) => (
        <div
          key={index}
          className="flex items-start gap-1 max-sm:[&_input]:px-2 max-sm:[&_input::-webkit-calendar-picker-indicator]:hidden sm:gap-2"
        >
          <TextField
            type="time"
            label={t.fromOn(day)}
            hideLabel
            className="min-w-0 grow basis-0 sm:w-36 sm:grow-0 sm:basis-auto"
            error={errorAt(index, "start")}
            {...form.register(`${name}.${index}.start`)}
          />
          <span aria-hidden className="flex h-11 items-center text-muted">
            –
          </span>
          <TextField
            type="time"
            label={t.toOn(day)}
            hideLabel
            className="min-w-0 grow basis-0 sm:w-36 sm:grow-0 sm:basis-auto"
            hint={isOvernight(window) ? t.endsOn(nextDay) : undefined}
            error={errorAt(index, "end")}
            {...form.register(`${name}.${index}.end`)}
          />
          <IconButton
            label={t.removeWindow(day)}
            icon={<Trash2 aria-hidden />}
            onClick={() => set(form.getValues(name).filter((__, other) => other !== index))}
          />
        </div>
      ))}
      <Button
        variant="link"
        className="self-start"
        aria-label={t.addWindowOn(day)}
        onClick={() => set([...form.getValues(name), proposal(form.getValues(name))])}
      >
        <Plus aria-hidden />
        {t.addWindow}
      </Button>
    </div>
  );
}
