"use client";
import { type PointerEvent, type RefObject, useState } from "react";
import type { WeekAxis } from "./agenda-axis.ts";
import { instantUnder } from "./agenda-pointer.ts";
import { followPointer } from "./follow-pointer.ts";

const SNAP_MINUTES = 15;

/** A stretch of time, epoch ms. */
export interface Drawn {
  start: number;
  end: number;
}

interface AgendaDraw {
  axis: WeekAxis;
  grid: RefObject<HTMLDivElement | null>;
}

/** Drawing a stretch over the week: it stays, and is asked about once it is let go, until it is cleared. */
export function useAgendaDraw({ axis, grid }: AgendaDraw) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [isDone, setDone] = useState(false);
  const clear = () => {
    setDrawn(null);
    setDone(false);
  };
  return {
    drawn,
    asked: isDone ? drawn : null,
    clear,
    draw: (press: PointerEvent) => {
      const element = grid.current;
      if (!element) return;
      const under = (event: { clientX: number; clientY: number }) =>
        instantUnder(element, axis, event, SNAP_MINUTES);
      const pressed = under(press);
      followPointer(press, {
        onMove: (event) => {
          const now = under(event);
          const end = Math.max(now, pressed);
          const start = Math.min(now, pressed);
          setDrawn(start < end ? { start, end } : null);
        },
        onDrop: () => setDone(true),
        onCancel: clear,
      });
    },
  };
}
