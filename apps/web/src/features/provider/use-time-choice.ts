"use client";
import type { Slot } from "@loconomy/contracts";
import { useMemo, useState } from "react";
import { dayIn, slotsByDay } from "./open-times.ts";
import { useOpenTimes, type LoadTimes } from "./use-open-times.ts";

interface Asked {
  providerId: string;
  serviceId: string;
  visitorZone: string;
  bookableDaysMax: number;
  load?: LoadTimes;
  now: () => number;
}

/** What is chosen in the calendar – month, day, time, zone – and what there is to choose from. */
export const useTimeChoice = ({
  providerId,
  serviceId,
  visitorZone,
  bookableDaysMax,
  load,
  now,
}: Asked) => {
  const [timeZone, setTimeZone] = useState(visitorZone);
  const [pickedMonth, setMonth] = useState<string>();
  const [pickedDay, setDay] = useState<string>();
  const [slot, setSlot] = useState<Slot>();
  const today = dayIn(now(), timeZone);
  const lastDay = dayIn(now() + bookableDaysMax * 86_400_000, timeZone);
  const month = pickedMonth ?? today.slice(0, 7);
  const asked = useOpenTimes({ providerId, serviceId, month, today, timeZone }, load);
  const byDay = useMemo(
    () => slotsByDay(asked.data?.slots ?? [], timeZone),
    [asked.data, timeZone],
  );
  const open = [...byDay.keys()].filter((day) => day.startsWith(month));
  // Nothing picked yet: the first open day shows its times at once.
  const day = pickedDay?.startsWith(month) ? pickedDay : open[0];
  const daysFrom = (target: string) => {
    setMonth(target.slice(0, 7));
    setDay(target);
    setSlot(undefined);
  };
  return {
    asked,
    today,
    /** The last day with times that can be booked now. */
    lastDay,
    bookableDaysMax,
    month,
    day,
    slot,
    timeZone,
    visitorZone,
    providerZone: asked.data?.timeZone,
    availability: Object.fromEntries(open.map((date) => [date, byDay.get(date)?.length ?? 0])),
    slots: (day && byDay.get(day)) || [],
    setMonth: (next: string) => {
      setMonth(next);
      setDay(undefined);
      setSlot(undefined);
    },
    setDay: daysFrom,
    setSlot,
    /** The time chosen stays chosen and moves to its day in the other zone. */
    setZone: (zone: string) => {
      setTimeZone(zone);
      setDay(slot ? dayIn(slot.start, zone) : undefined);
      if (slot) setMonth(dayIn(slot.start, zone).slice(0, 7));
    },
  };
};

export type TimeChoice = ReturnType<typeof useTimeChoice>;
