"use client";
import type { Schedule } from "@loconomy/contracts";
import { Banner, Button, Card, TextField, formatDay, formatTime } from "@loconomy/ui";
import { type FormEvent, useState } from "react";
import { shownError } from "../../api/errors.ts";
import { BookingLinks } from "./outside-bookings.tsx";
import { hoursTexts } from "./hours-texts.ts";
import { useNewTimeOff, useTimeOff } from "./use-time-off.ts";
import { instantAt } from "./zone-time.ts";

const EMPTY = { fromDay: "", fromTime: "00:00", toDay: "", toTime: "00:00", note: "" };

/** Planned absences: a list, and a short form in the provider's own time zone. */
export function TimeOff({ schedule }: { schedule: Schedule }) {
  const { providerId: id } = schedule;
  const { list, remove } = useTimeOff(schedule);
  const t = hoursTexts;
  const { timeOff, timeZone } = list.data;
  const moment = (iso: string) => `${formatDay(iso, timeZone)}, ${formatTime(iso, timeZone)}`;
  return (
    <Card as="section" aria-labelledby="time-off" className="flex flex-col gap-4">
      <h2 id="time-off" className="text-xl">
        {t.timeOff}
      </h2>
      {timeOff.length === 0 && <p className="text-muted">{t.timeOffEmpty}</p>}
      <ul className="flex flex-col">
        {timeOff.map(({ id: timeOffId, start, end, note }) => {
          const when = `${moment(start)} – ${moment(end)}`;
          return (
            <li
              key={timeOffId}
              className="flex flex-wrap items-center justify-between gap-3 border-b border-border py-2"
            >
              <span className="flex min-w-0 flex-col">
                <span className="tabular">{when}</span>
                {note && <span className="text-sm break-words text-muted">{note}</span>}
              </span>
              <Button
                variant="link"
                aria-label={t.timeOffRemoveNamed(when)}
                loading={remove.isPending && remove.variables === timeOffId}
                onClick={() => remove.mutate(timeOffId)}
              >
                {t.timeOffRemove}
              </Button>
            </li>
          );
        })}
      </ul>
      {remove.error && <Banner tone="danger">{shownError(remove.error).message}</Banner>}
      <TimeOffForm providerId={id} timeZone={timeZone} onAdded={() => list.refetch()} />
    </Card>
  );
}

interface TimeOffFormProps {
  providerId: string;
  timeZone: string;
  onAdded: () => Promise<unknown>;
}

function TimeOffForm({ providerId, timeZone, onAdded }: TimeOffFormProps) {
  const [fields, setFields] = useState(EMPTY);
  const [isWrong, setWrong] = useState(false);
  const t = hoursTexts;
  const { add, booked } = useNewTimeOff(providerId, async () => {
    setFields(EMPTY);
    await onAdded();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isComplete = fields.fromDay && fields.fromTime && fields.toDay && fields.toTime;
    const start = isComplete ? instantAt(fields.fromDay, fields.fromTime, timeZone) : "";
    const end = isComplete ? instantAt(fields.toDay, fields.toTime, timeZone) : "";
    setWrong(start >= end);
    if (start < end) add.mutate({ start, end, note: fields.note || undefined });
  };
  const bind = (name: keyof typeof EMPTY) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) =>
      setFields({ ...fields, [name]: event.target.value }),
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex items-end gap-2">
          <TextField
            type="date"
            className="min-w-0 grow"
            label={t.timeOffFrom}
            {...bind("fromDay")}
          />
          <TextField
            type="time"
            className="w-32 shrink-0"
            label={`${t.timeOffFrom}, ${t.timeOffTime}`}
            hideLabel
            {...bind("fromTime")}
          />
        </div>
        <div className="flex items-end gap-2">
          <TextField
            type="date"
            className="min-w-0 grow basis-0"
            label={t.timeOffTo}
            {...bind("toDay")}
          />
          <TextField
            type="time"
            className="w-32 shrink-0"
            label={`${t.timeOffTo}, ${t.timeOffTime}`}
            hideLabel
            {...bind("toTime")}
          />
        </div>
      </div>
      <TextField
        label={t.timeOffNote}
        optional
        hint={t.timeOffNoteHint}
        maxLength={500}
        {...bind("note")}
      />
      {isWrong && <Banner tone="danger">{t.timeOffWrong}</Banner>}
      {add.error && (
        <Banner tone="danger" title={t.timeOffFailed}>
          <p>{shownError(add.error).message}</p>
          {booked.length > 0 && (
            <>
              <p className="pt-2">{t.timeOffBooked}</p>
              <BookingLinks bookings={booked} timeZone={timeZone} />
            </>
          )}
        </Banner>
      )}
      <Button type="submit" variant="quiet" className="self-start" loading={add.isPending}>
        {t.timeOffAdd}
      </Button>
    </form>
  );
}
