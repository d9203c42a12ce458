"use client";
import { Button, TextField } from "@loconomy/ui";
import { Plus } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import type { HoursFields } from "./hours.ts";
import { texts } from "./texts.ts";
import { WindowsField } from "./windows-field.tsx";

/** Single days with other hours than their weekday, or none. */
export function ExceptionsField({ form }: { form: UseFormReturn<HoursFields> }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "exceptions" });
  const t = texts.hours;
  return (
    <div className="flex flex-col gap-4">
      {fields.length === 0 && <p className="text-muted">{t.exceptionEmpty}</p>}
      {fields.map((field, index) => (
        <div
          key={field.id}
          className="grid gap-3 border-b border-border pb-4 sm:grid-cols-[200px_1fr_auto] sm:gap-6"
        >
          <TextField
            type="date"
            label={t.exceptionDay}
            hideLabel
            error={form.formState.errors.exceptions?.[index]?.day?.message}
            {...form.register(`exceptions.${index}.day`)}
          />
          <WindowsField form={form} name={`exceptions.${index}.windows`} day={t.thisDay} />
          <Button variant="link" className="self-start" onClick={() => remove(index)}>
            {t.removeException}
          </Button>
        </div>
      ))}
      <Button
        variant="quiet"
        className="self-start"
        onClick={() => append({ day: "", windows: [] })}
      >
        <Plus aria-hidden />
        {t.addException}
      </Button>
    </div>
  );
}
