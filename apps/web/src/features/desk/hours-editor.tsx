"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import type { Schedule, Service } from "@loconomy/contracts";
import { Banner, Card, useToast } from "@loconomy/ui";
import { useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { ExceptionsField } from "./exceptions-field.tsx";
import { HoursFields, fieldPath, fromFields, toFields } from "./hours.ts";
import { HoursPreview } from "./hours-preview.tsx";
import { OutsideBanner } from "./outside-bookings.tsx";
import { RulesFields } from "./rules-fields.tsx";
import { SaveBar } from "./save-bar.tsx";
import { hoursTexts } from "./hours-texts.ts";
import type { HolidayPlace } from "./use-holidays.ts";
import { type LoadPreview, useHoursPreview } from "./use-hours-preview.ts";
import { WeekDrawing } from "./week-drawing.tsx";
import { WeekFields } from "./week-fields.tsx";

interface HoursEditorProps {
  schedule: Schedule;
  timeZones: string[];
  /** What can be booked, for the preview. */
  services: Pick<Service, "id" | "name">[];
  /** "YYYY-MM-DD" in the provider's zone. */
  today: string;
  /** Where the provider works, to propose holidays; null when nobody knows. */
  place: HolidayPlace | null;
  /** How a preview is asked for; the API unless a test says otherwise. */
  loadPreview?: LoadPreview;
}

/** Weekly hours, exceptions and rules in one form, what they mean for customers and for what is booked; errors stand at their field. */
export function HoursEditor({
  schedule,
  timeZones,
  services,
  today,
  place,
  loadPreview,
}: HoursEditorProps) {
  const { providerId } = schedule;
  const [failure, setFailure] = useState<string | null>(null);
  const [serviceId, setService] = useState(services[0]?.id);
  const [from, setFrom] = useState(today);
  const toast = useToast();
  const form = useForm<HoursFields>({
    resolver: zodResolver(HoursFields),
    defaultValues: toFields(schedule, today),
  });
  const { isDirty, isSubmitting } = form.formState;
  useLeaveWarning(isDirty);
  const [week, timeZone] = useWatch({ control: form.control, name: ["week", "timeZone"] });
  const asked = useHoursPreview({
    control: form.control,
    providerId,
    serviceId,
    from,
    load: loadPreview,
  });
  const t = hoursTexts;
  const submit = form.handleSubmit(async (fields) => {
    setFailure(null);
    try {
      const saved = await api.bookings.putSchedule({ id: providerId, ...fromFields(fields) });
      form.reset(toFields(saved, today));
      toast({ title: t.saved, tone: "success" });
    } catch (error) {
      const shown = shownError(error);
      for (const { path, message } of shown.fields)
        form.setError(fieldPath(path, fields.week) as "timeZone", { message });
      setFailure(shown.message);
    }
  });
  const setWeek = (next: HoursFields["week"]) =>
    form.setValue("week", next, {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-6">
      <Card as="section" aria-labelledby="weekly" className="flex flex-col gap-4">
        <h2 id="weekly" className="text-xl">
          {t.weekly}
        </h2>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_336px]">
          <div className="lg:sticky lg:top-20 lg:self-start">
            <WeekDrawing
              week={week}
              onChange={setWeek}
              onEdit={({ day, index }) => form.setFocus(`week.${day}.${index}.start`)}
            />
          </div>
          <WeekFields form={form} />
        </div>
      </Card>
      <Card as="section" aria-labelledby="exceptions" className="flex flex-col gap-4">
        <h2 id="exceptions" className="text-xl">
          {t.exceptions}
        </h2>
        <ExceptionsField form={form} today={today} place={place} />
      </Card>
      <Card as="section" aria-labelledby="rules" className="flex flex-col gap-4">
        <h2 id="rules" className="text-xl">
          {t.rules}
        </h2>
        <RulesFields form={form} timeZones={timeZones} />
      </Card>
      <HoursPreview
        asked={asked}
        services={services}
        serviceId={serviceId}
        onService={setService}
        from={from}
        today={today}
        onFrom={setFrom}
        timeZone={timeZone}
        isDirty={isDirty}
      />
      {asked.preview.data && (
        <OutsideBanner
          outside={asked.preview.data.outside}
          timeZone={timeZone}
          isSaved={!isDirty}
        />
      )}
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {failure}
        </Banner>
      )}
      <SaveBar
        isDirty={isDirty}
        isSaving={isSubmitting}
        outside={asked.preview.data?.outside.total ?? 0}
        onUndo={() => form.reset()}
      />
    </form>
  );
}

/** Asks before the page is left with changes that nobody has saved. */
const useLeaveWarning = (isDirty: boolean) =>
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
