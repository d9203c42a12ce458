"use client";
import type { PayoutSchedule } from "@loconomy/contracts";
import { Banner, Button, Card, Select, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { hoursTexts } from "./hours-texts.ts";
import { payoutsTexts } from "./payouts-texts.ts";

interface PayoutScheduleFormProps {
  providerId: string;
  /** Null when it is paid out by hand. */
  schedule: PayoutSchedule | null;
}

const t = payoutsTexts.schedule;
const INTERVALS = ["daily", "weekly", "monthly"] as const;
const DAYS_OF_MONTH = Array.from({ length: 31 }, (_, index) => String(index + 1));

/** When money is paid out: every day, on a day of the week, or of the month. */
export function PayoutScheduleForm({ providerId, schedule }: PayoutScheduleFormProps) {
  const toast = useToast();
  const router = useRouter();
  const [interval, setInterval] = useState<PayoutSchedule["interval"] | "">(
    schedule?.interval ?? "",
  );
  const [weekday, setWeekday] = useState(schedule?.interval === "weekly" ? schedule.weekday : 1);
  const [dayOfMonth, setDayOfMonth] = useState(
    schedule?.interval === "monthly" ? schedule.dayOfMonth : 1,
  );
  const save = useMutation({
    mutationFn: (wanted: PayoutSchedule) =>
      api.payments.setPayoutSchedule({ id: providerId, schedule: wanted }),
    onSuccess: () => {
      toast({ title: t.saved, tone: "success" });
      router.refresh();
    },
  });
  const wanted = chosen(interval, weekday, dayOfMonth);
  return (
    <Card as="section" aria-labelledby="schedule" className="flex flex-col items-start gap-4">
      <h2 id="schedule" className="text-xl">
        {t.heading}
      </h2>
      <div className="flex w-full flex-wrap gap-4">
        <Select
          label={t.interval}
          className="w-48"
          value={interval}
          onChange={(event) => setInterval(event.target.value as PayoutSchedule["interval"] | "")}
          options={[
            ...(schedule ? [] : [{ value: "", label: t.byHand }]),
            ...INTERVALS.map((value) => ({ value, label: t.intervals[value] })),
          ]}
        />
        {interval === "weekly" && (
          <Select
            label={t.weekday}
            className="w-48"
            value={String(weekday)}
            onChange={(event) => setWeekday(Number(event.target.value))}
            options={hoursTexts.weekdays
              .slice(0, 5)
              .map((label, index) => ({ value: String(index + 1), label }))}
          />
        )}
        {interval === "monthly" && (
          <Select
            label={t.dayOfMonth}
            className="w-48"
            value={String(dayOfMonth)}
            onChange={(event) => setDayOfMonth(Number(event.target.value))}
            options={DAYS_OF_MONTH.map((value) => ({ value, label: value }))}
          />
        )}
      </div>
      {save.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(save.error).message}
        </Banner>
      )}
      <Button
        variant="quiet"
        disabled={!wanted}
        loading={save.isPending}
        onClick={() => wanted && save.mutate(wanted)}
      >
        {t.save}
      </Button>
    </Card>
  );
}

const chosen = (
  interval: PayoutSchedule["interval"] | "",
  weekday: number,
  dayOfMonth: number,
): PayoutSchedule | null => {
  if (interval === "weekly") return { interval, weekday };
  if (interval === "monthly") return { interval, dayOfMonth };
  return interval ? { interval } : null;
};
