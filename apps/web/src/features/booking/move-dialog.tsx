"use client";
import type { Booking, Slot } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Dialog,
  DialogClose,
  Select,
  dayIn,
  formatDay,
  formatTime,
  useToast,
  zoneLabel,
} from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { newTimesOf } from "./use-new-times.ts";
import { momentText } from "./sentence.ts";
import { ReasonField } from "./reason-field.tsx";
import { actionTexts } from "./action-texts.ts";
import { moveTexts } from "./move-texts.ts";

interface MoveDialogProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
  /** A start to begin with, RFC 3339: the dialog is open from the first, and `onClose` takes it away. */
  wished?: string;
  onClose?: () => void;
}

const alternativesIn = ({ alternatives }: Record<string, unknown>): Slot[] =>
  Array.isArray(alternatives) ? (alternatives as Slot[]) : [];

/** The times to choose from: the open ones, and the wished one, since a provider may propose any time. */
const withWished = (booking: Booking, offered: Slot[], wished: string | undefined): Slot[] => {
  if (!wished || booking.party !== "provider") return offered;
  if (offered.some(({ start }) => start === wished)) return offered;
  const end = new Date(Date.parse(wished) + booking.durationMinutes * 60_000).toISOString();
  const day = dayIn(wished, booking.timeZone);
  return [...offered, { start: wished, end, day, spotsLeft: 1 }].toSorted((a, b) =>
    a.start.localeCompare(b.start),
  );
};

/** Chooses another open time: a customer moves at once while that is free, everybody else proposes it to the other side. */
export function MoveDialog({ booking, onDone, wished, onClose }: MoveDialogProps) {
  const [open, setOpenHere] = useState(wished !== undefined);
  const setOpen = (isOpen: boolean) => {
    setOpenHere(isOpen);
    if (!isOpen) onClose?.();
  };
  const [day, setDay] = useState("");
  const [start, setStart] = useState(wished ?? "");
  const [reason, setReason] = useState("");
  const toast = useToast();
  const t = moveTexts;
  const movesAtOnce = booking.actions.includes("reschedule");
  const { id, timeZone } = booking;

  const times = useQuery({ ...newTimesOf(booking), enabled: open });
  const offered = times.data?.slots ?? [];
  const slots = withWished(booking, offered, times.isPending ? undefined : wished);
  const days = [...new Set(slots.map((slot) => slot.day))];
  const startDay = slots.find((slot) => slot.start === start)?.day;
  const chosenDay = days.includes(day) ? day : (startDay ?? days[0] ?? "");
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
  const take = (other: string) => {
    setDay("");
    setStart(other);
    move.reset();
    void times.refetch();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        wished === undefined ? (
          <Button variant="quiet">{movesAtOnce ? t.move : t.propose}</Button>
        ) : undefined
      }
      title={movesAtOnce ? t.move : t.propose}
      description={`${t.now(momentText(booking.start, timeZone), zoneLabel(timeZone))} ${movesAtOnce ? t.atOnce : t.asks}`}
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
      {chosen && !offered.some((slot) => slot.start === chosen.start) && (
        <Banner tone="info">{t.notOffered}</Banner>
      )}
      {chosen && !movesAtOnce && <ReasonField value={reason} onChange={setReason} />}
      {failure && (
        <Banner tone="danger" title={actionTexts.failed}>
          <p>{shownError(failure).message}</p>
          <Alternatives of={failure} timeZone={timeZone} onTake={take} />
        </Banner>
      )}
    </Dialog>
  );
}

interface AlternativesProps {
  of: unknown;
  timeZone: string;
  onTake: (start: string) => void;
}

/** Open times that a refusal names instead of the one that was asked for. */
function Alternatives({ of, timeZone, onTake }: AlternativesProps) {
  const alternatives = alternativesIn(shownError(of).data);
  if (alternatives.length === 0) return null;
  return (
    <>
      <p className="pt-2">{moveTexts.instead}</p>
      <ul className="flex flex-wrap gap-2 pt-2">
        {alternatives.map(({ start }) => (
          <li key={start}>
            <Button variant="quiet" onClick={() => onTake(start)}>
              <span className="tabular">{momentText(start, timeZone)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
