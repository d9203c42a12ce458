"use client";
import { type TimeGridPosition, timeGridPosition } from "@loconomy/ui";
import { type PointerEvent, type RefObject, useState } from "react";
import { followPointer } from "./follow-pointer.ts";
import type { Week } from "./hours.ts";
import {
  type Block,
  moved,
  type Place,
  type PlacedBlock,
  putBlock,
  withEnd,
  withStart,
} from "./week-blocks.ts";

/** What a press took hold of. */
export type Grip = "move" | "start" | "end";

export interface Draft {
  /** The block that is dragged; null for one that is being drawn. */
  place: Place | null;
  block: Block;
}

interface WeekDrag {
  week: Week;
  grid: RefObject<HTMLDivElement | null>;
  onDrop: (draft: Draft) => void;
}

/** Dragging in the drawn week. A block stays where it last had room; `draft` is what shows until it is let go. */
export function useWeekDrag({ week, grid, onDrop }: WeekDrag) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const follow = (
    press: PointerEvent,
    place: Place | null,
    blockAt: (now: TimeGridPosition, pressed: TimeGridPosition) => Block,
  ) => {
    const element = grid.current;
    if (!element) return;
    const pressed = timeGridPosition(element, press);
    let last: Draft | null = null;
    followPointer(press, {
      onMove: (event) => {
        const block = blockAt(timeGridPosition(element, event), pressed);
        if (!putBlock(week, place, block)) return;
        last = { place, block };
        setDraft(last);
      },
      onDrop: () => {
        setDraft(null);
        if (last) onDrop(last);
      },
      onCancel: () => setDraft(null),
    });
  };
  return {
    draft,
    /** A block was pressed, at its ends or between them. */
    hold: (press: PointerEvent, block: PlacedBlock, grip: Grip) =>
      follow(press, block, (now, pressed) => {
        if (grip === "start") return withStart(block, now.minute);
        if (grip === "end") return withEnd(block, now.column, now.minute);
        const day = block.day + now.column - pressed.column;
        return moved(block, day, block.start + now.minute - pressed.minute);
      }),
    /** An empty place was pressed: a new block, down or up from there. */
    draw: (press: PointerEvent) =>
      follow(press, null, (now, pressed) => {
        const anchor = moved({ day: 0, start: 0, end: 15 }, pressed.column, pressed.minute);
        return now.column === pressed.column && now.minute < pressed.minute
          ? withStart(anchor, now.minute)
          : withEnd(anchor, now.column, now.minute);
      }),
  };
}
