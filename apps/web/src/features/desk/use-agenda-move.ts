"use client";
import type { Agenda, Booking } from "@loconomy/contracts";
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";
import type { WeekAxis } from "./agenda-axis.ts";
import { type AgendaBlock, isSession } from "./agenda-blocks.ts";
import { daysOn, type Fit, fitOf, snapped } from "./agenda-fit.ts";
import { instantUnder } from "./agenda-pointer.ts";
import { followPointer } from "./follow-pointer.ts";

/** A booking on its way to another time; nothing is changed yet. */
export interface Draft {
  booking: Booking;
  /** Epoch ms. */
  start: number;
  end: number;
  /** By keys it stays until it is confirmed, by pointer until it is let go. */
  by: "keys" | "pointer";
  /** Null while the week of that time is on its way. */
  fit: Fit | null;
}

interface AgendaMove {
  agenda: Agenda | undefined;
  axis: WeekAxis;
  grid: RefObject<HTMLDivElement | null>;
  /** Keys took it to another time, which may lie in another week. */
  onShifted: (start: number) => void;
  /** The time is chosen: asks how to go on. */
  onChosen: (booking: Booking, start: number) => void;
  /** The time cannot be had. */
  onRefused: (fit: Fit) => void;
  onLeft: (booking: Booking) => void;
}

/** Whether the provider may ask for another time. People of one session are asked one by one, on their bookings' pages. */
export const isMovable = (block: AgendaBlock): boolean =>
  !block.isProposal &&
  !isSession(block) &&
  (block.item.booking?.actions.includes("propose") ?? false);

const isIn = ({ days }: Agenda, start: number): boolean =>
  days.some((day) => Date.parse(day.start) <= start && start < Date.parse(day.end));

/** Choosing another time for a booking in the drawn week: by dragging it, or by keys. */
export function useAgendaMove(move: AgendaMove) {
  const { agenda, axis, grid } = move;
  const [draft, setDraft] = useState<Draft | null>(null);

  const draftAt = (booking: Booking, start: number, by: Draft["by"]): Draft => ({
    booking,
    start,
    end: start + booking.durationMinutes * 60_000,
    by,
    fit: agenda && isIn(agenda, start) ? fitOf(agenda, booking, start) : null,
  });
  const under = (event: { clientX: number; clientY: number }): number =>
    instantUnder(grid.current!, axis, event);
  const snap = (start: number) => (agenda ? snapped(agenda, start) : start);

  const choose = ({ booking, start, fit, by }: Draft) => {
    if (!fit) return;
    if (fit.kind === "same") {
      setDraft(null);
      move.onLeft(booking);
    } else if (fit.kind === "taken" || fit.kind === "past") {
      if (by === "pointer") setDraft(null);
      move.onRefused(fit);
    } else {
      setDraft(null);
      move.onChosen(booking, start);
    }
  };
  const cancel = () => {
    setDraft(null);
    if (draft) move.onLeft(draft.booking);
  };
  const shift = ({ booking, start }: Draft, key: string) => {
    if (!agenda) return;
    const step = agenda.stepMinutes * 60_000;
    const to = {
      ArrowUp: () => snap(start - step),
      ArrowDown: () => snap(start + step),
      ArrowLeft: () => daysOn(start, -1, agenda.timeZone),
      ArrowRight: () => daysOn(start, 1, agenda.timeZone),
    }[key];
    if (!to) return;
    const next = draftAt(booking, to(), "keys");
    setDraft(next);
    move.onShifted(next.start);
  };

  return {
    draft: draft?.by === "keys" ? draftAt(draft.booking, draft.start, "keys") : draft,
    begin: (booking: Booking) => setDraft(draftAt(booking, Date.parse(booking.start), "keys")),
    confirm: () => draft && choose(draftAt(draft.booking, draft.start, draft.by)),
    cancel,
    /** While a booking is moved by keys, a press on a place takes it there. */
    place: (event: { clientX: number; clientY: number }) =>
      draft && setDraft(draftAt(draft.booking, snap(under(event)), "keys")),
    key: (event: KeyboardEvent) => {
      if (!draft) return;
      if (event.key === "Enter") choose(draftAt(draft.booking, draft.start, draft.by));
      else if (event.key === "Escape") cancel();
      else if (event.key.startsWith("Arrow")) shift(draft, event.key);
      else return;
      event.preventDefault();
    },
    /** A block was pressed. */
    hold: (press: PointerEvent, { item }: AgendaBlock) => {
      const { booking } = item;
      if (!booking || !grid.current) return;
      const grip = under(press) - Date.parse(booking.start);
      let last: Draft | null = null;
      followPointer(press, {
        onMove: (event) => {
          last = draftAt(booking, snap(under(event) - grip), "pointer");
          setDraft(last);
        },
        onDrop: () => last && choose(last),
        onCancel: cancel,
      });
    },
  };
}
