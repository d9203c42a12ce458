"use client";
import type { Agenda } from "@loconomy/contracts";
import { useEffect, useRef } from "react";
import { segmentsOn, type WeekAxis } from "./agenda-axis.ts";
import { mondayOf } from "./agenda-week.ts";
import { addDays } from "./week-days.ts";

/** Where a day's drawing begins to show when it opens at no time of its own. */
const MORNING_MINUTE = 480;
const MARGIN_PX = 24;

interface AgendaScroll {
  axis: WeekAxis;
  agenda: Agenda | undefined;
  today: string;
  monday: string;
  /** Shows the week of a day. */
  show: (day: string) => void;
}

/** What of the week is in view: from the first open hour, and on phones from a day that is wanted. */
export function useAgendaScroll({ axis, agenda, today, monday, show }: AgendaScroll) {
  const scroller = useRef<HTMLDivElement>(null);
  /** The day to bring into view once its week is there. */
  const wanted = useRef(today);
  const first = useRef<() => void>(undefined);
  first.current = () => {
    if (!scroller.current) return;
    const opens = (agenda?.open ?? []).flatMap(({ start, end }) =>
      segmentsOn(axis, Date.parse(start), Date.parse(end)).filter(({ isFirst }) => isFirst),
    );
    const from = Math.min(MORNING_MINUTE, ...opens.map((segment) => segment.from));
    scroller.current.scrollTop = (from / axis.length) * scroller.current.scrollHeight - MARGIN_PX;
  };
  useEffect(() => first.current?.(), []);

  useEffect(() => {
    const element = scroller.current;
    const heading = element?.querySelector<HTMLElement>(`[data-day="${wanted.current}"]`);
    if (element) element.scrollLeft = heading ? heading.offsetLeft - axisWidth(element) : 0;
  }, [monday]);

  const showDay = (day: string) => {
    wanted.current = day;
    const element = scroller.current;
    const heading = element?.querySelector<HTMLElement>(`[data-day="${day}"]`);
    if (element && heading) element.scrollLeft = heading.offsetLeft - axisWidth(element);
    if (mondayOf(day) !== monday) show(day);
  };
  /** To the days beside those in view, and past the last of the week to the next. */
  const step = (direction: 1 | -1) => {
    const element = scroller.current;
    const rest = element
      ? direction > 0
        ? element.scrollWidth - element.clientWidth - element.scrollLeft
        : element.scrollLeft
      : 0;
    if (element && rest > 1) {
      element.scrollBy({ left: direction * (element.clientWidth - axisWidth(element)) });
      return;
    }
    showDay(addDays(monday, direction > 0 ? 7 : -1));
  };
  return { scroller, step, showDay };
}

const axisWidth = (element: HTMLElement): number =>
  (element.firstElementChild?.firstElementChild as HTMLElement | null)?.offsetWidth ?? 0;
