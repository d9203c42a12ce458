"use client";
import { Banner, Button, Dialog, DialogClose, TextField } from "@loconomy/ui";
import { useState } from "react";
import { shownError } from "../../api/errors.ts";
import { segmentsOn, type WeekAxis } from "./agenda-axis.ts";
import { placeOf } from "./agenda-block.tsx";
import { spanWords, texts } from "./agenda-texts.ts";
import { BookingLinks } from "./outside-bookings.tsx";
import { hoursTexts } from "./hours-texts.ts";
import type { Drawn } from "./use-agenda-draw.ts";
import { useNewTimeOff } from "./use-time-off.ts";

interface TimeOffDialogProps {
  providerId: string;
  drawn: Drawn;
  timeZone: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Asks whether the drawn time is to be taken off. */
export function TimeOffDialog({
  providerId,
  drawn,
  timeZone,
  onClose,
  onDone,
}: TimeOffDialogProps) {
  const [note, setNote] = useState("");
  const { add, booked } = useNewTimeOff(providerId, async () => {
    onClose();
    await onDone();
  });
  const t = hoursTexts;
  const take = () =>
    add.mutate({
      start: new Date(drawn.start).toISOString(),
      end: new Date(drawn.end).toISOString(),
      note: note.trim() || undefined,
    });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t.timeOffAdd}
      description={`${spanWords(drawn.start, drawn.end, timeZone)}. ${texts.zone(timeZone)}.`}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{texts.moving.cancel}</Button>
          </DialogClose>
          <Button loading={add.isPending} onClick={take}>
            {t.timeOffAdd}
          </Button>
        </>
      }
    >
      <TextField
        label={t.timeOffNote}
        optional
        hint={t.timeOffNoteHint}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {add.error && (
        <Banner tone="danger" title={t.timeOffFailed}>
          <p>{shownError(add.error).message}</p>
          {booked.length > 0 && <BookingLinks bookings={booked} timeZone={timeZone} />}
        </Banner>
      )}
    </Dialog>
  );
}

/** The time that is being drawn. */
export function DrawnTime({ drawn, axis }: { drawn: Drawn; axis: WeekAxis }) {
  return segmentsOn(axis, drawn.start, drawn.end).map(({ column, ...segment }) => (
    <div
      key={column}
      data-drawn
      aria-hidden
      className="pointer-events-none absolute rounded-control border-2 border-border-strong bg-surface-2 opacity-80"
      style={{
        ...placeOf(segment, axis.length),
        left: `${(column / 7) * 100}%`,
        width: `${100 / 7}%`,
      }}
    />
  ));
}
