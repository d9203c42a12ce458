"use client";
import type { Booking } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Dialog,
  DialogClose,
  Select,
  TextArea,
  formatDay,
  formatTime,
  useToast,
} from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { momentText } from "./sentence.ts";
import { texts } from "./texts.ts";

interface MoveDialogProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
}

/** The API answers at most 62 days; a booking that is to move further is better made anew. */
const DAYS_AHEAD = 60;
const DAY_MS = 86_400_000;

/** Chooses another open time: a customer moves at once while that is free, everybody else proposes it to the other side. */
export function MoveDialog({ booking, onDone }: MoveDialogProps) {
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState("");
  const [start, setStart] = useState("");
  const [reason, setReason] = useState("");
  const toast = useToast();
  const t = texts.move;
  const movesAtOnce = booking.actions.includes("reschedule");
  const { id, timeZone } = booking;

  const times = useQuery({
    queryKey: ["booking", id, "new-times"],
    queryFn: () =>
      api.bookings.listNewTimes({
        id,
        from: new Date().toISOString(),
        to: new Date(Date.now() + DAYS_AHEAD * DAY_MS).toISOString(),
        timeZone,
      }),
    enabled: open,
    staleTime: 0,
  });
  const slots = times.data?.slots ?? [];
  const days = [...new Set(slots.map((slot) => slot.day))];
  const chosenDay = days.includes(day) ? day : (days[0] ?? "");
  const ofDay = slots.filter((slot) => slot.day === chosenDay);
  const chosen = ofDay.find((slot) => slot.start === start) ?? ofDay[0];

  const move = useMutation({
    mutationFn: (to: string) =>
      api.bookings.rescheduleBooking({ id, start: to, reason: reason.trim() || undefined }),
    onSuccess: () => {
      setOpen(false);
      toast({ title: movesAtOnce ? t.moved : t.proposed, tone: "success" });
    },
    onSettled: onDone,
  });
  const failure = times.error ?? move.error;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{movesAtOnce ? t.move : t.propose}</Button>}
      title={movesAtOnce ? t.move : t.propose}
      description={`${t.now(momentText(booking.start, timeZone))} ${movesAtOnce ? t.atOnce : t.asks}`}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{t.leave}</Button>
          </DialogClose>
          <Button
            disabled={!chosen}
            loading={move.isPending}
            onClick={() => chosen && move.mutate(chosen.start)}
          >
            {movesAtOnce ? t.move : t.propose}
          </Button>
        </>
      }
    >
      {times.isPending && <p role="status">{t.loading}</p>}
      {times.data && !chosen && <Banner tone="info">{t.none}</Banner>}
      {chosen && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t.day}
            value={chosenDay}
            onChange={(event) => setDay(event.target.value)}
            options={days.map((value) => ({
              value,
              label: formatDay(slots.find((slot) => slot.day === value)!.start, timeZone),
            }))}
          />
          <Select
            label={t.time}
            value={chosen.start}
            onChange={(event) => setStart(event.target.value)}
            options={ofDay.map((slot) => ({
              value: slot.start,
              label: `${formatTime(slot.start, timeZone)} – ${formatTime(slot.end, timeZone)}`,
            }))}
          />
        </div>
      )}
      {chosen && !movesAtOnce && (
        <TextArea
          label={texts.act.reason}
          optional
          hint={texts.act.reasonHint}
          maxLength={1000}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {failure && (
        <Banner tone="danger" title={texts.act.failed}>
          {shownError(failure).message}
        </Banner>
      )}
    </Dialog>
  );
}
