"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import type { Schedule } from "@loconomy/contracts";
import { Banner, Button, Card, useToast } from "@loconomy/ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { CopyDay } from "./copy-day.tsx";
import { ExceptionsField } from "./exceptions-field.tsx";
import { HoursFields, copyDay, fieldPath, fromFields, toFields } from "./hours.ts";
import { RulesFields } from "./rules-fields.tsx";
import { texts } from "./texts.ts";
import { WindowsField } from "./windows-field.tsx";

interface HoursEditorProps {
  schedule: Schedule;
  timeZones: string[];
}

/** Weekly hours, rules and exceptions in one form; errors stand at the field they are about. */
export function HoursEditor({ schedule, timeZones }: HoursEditorProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const toast = useToast();
  const form = useForm<HoursFields>({
    resolver: zodResolver(HoursFields),
    defaultValues: toFields(schedule),
  });
  const t = texts.hours;
  const submit = form.handleSubmit(async (fields) => {
    setFailure(null);
    try {
      const saved = await api.bookings.putSchedule({
        id: schedule.providerId,
        ...fromFields(fields),
      });
      form.reset(toFields(saved));
      toast({ title: t.saved, tone: "success" });
    } catch (error) {
      const shown = shownError(error);
      for (const { path, message } of shown.fields)
        form.setError(fieldPath(path, fields.week) as "timeZone", { message });
      setFailure(shown.message);
    }
  });
  const copy = (from: number, to: number[]) =>
    form.setValue("week", copyDay(form.getValues("week"), from, to), { shouldDirty: true });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-6">
      <Card as="section" aria-labelledby="weekly" className="flex flex-col">
        <h2 id="weekly" className="pb-4 text-xl">
          {t.weekly}
        </h2>
        {t.weekdays.map((name, day) => (
          <div
            key={name}
            className="grid gap-2 border-t border-border py-4 sm:grid-cols-[120px_1fr_auto] sm:gap-6"
          >
            <h3 className="flex h-11 items-center text-base">{name}</h3>
            <WindowsField form={form} name={`week.${day}`} day={name} />
            <div>
              <CopyDay day={day} onCopy={(to) => copy(day, to)} />
            </div>
          </div>
        ))}
      </Card>
      <Card as="section" aria-labelledby="exceptions" className="flex flex-col gap-4">
        <h2 id="exceptions" className="text-xl">
          {t.exceptions}
        </h2>
        <ExceptionsField form={form} />
      </Card>
      <Card as="section" aria-labelledby="rules" className="flex flex-col gap-4">
        <h2 id="rules" className="text-xl">
          {t.rules}
        </h2>
        <RulesFields form={form} timeZones={timeZones} />
      </Card>
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {failure}
        </Banner>
      )}
      <Button type="submit" size="lg" className="self-start" loading={form.formState.isSubmitting}>
        {t.save}
      </Button>
    </form>
  );
}
