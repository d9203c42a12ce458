"use client";
import { dayIn } from "@loconomy/ui";
import type { JobPlace, Slot } from "@loconomy/contracts";
import { useMemo, useState } from "react";
import { countByDay, slotsByDay } from "./open-times.ts";
import { useOpenTimes, type LoadTimes, type OpenTimes } from "./use-open-times.ts";
import { useZoneParam } from "./use-zone-param.ts";

interface Asked {
  providerId: string;
  serviceId: string;
  variantId?: string;
  visitorZone: string;
  place?: JobPlace;
  /** Times are not asked for. */
  isPaused?: boolean;
  load?: LoadTimes;
  now: () => number;
}

/** What is chosen in the calendar – month, day, time, zone – and what there is to choose from. */
export const useTimeChoice = ({ visitorZone, load, now, ...offered }: Asked) => {
  const [namedZone, nameZone] = useZoneParam();
  const [pickedMonth, setMonth] = useState<string>();
  const [pickedDay, setDay] = useState<string>();
  const [slot, setSlot] = useState<Slot>();
  const timeZone = namedZone ?? visitorZone;
  const today = dayIn(now(), timeZone);
  const month = pickedMonth ?? today.slice(0, 7);
  const asked = useOpenTimes({ ...offered, month, today, timeZone }, load);
  // The provider's zone and horizon stay known while another month loads.
  const [known, setKnown] = useState<OpenTimes>();
  if (asked.data && asked.data !== known) setKnown(asked.data);
  const byDay = useMemo(
    () => slotsByDay(asked.data?.slots ?? [], timeZone),
    [asked.data, timeZone],
  );
  // Nothing picked yet: the first open day shows its times at once.
  const day = pickedDay?.startsWith(month) ? pickedDay : byDay.keys().next().value;
  return {
    asked,
    providerId: offered.providerId,
    serviceId: offered.serviceId,
    variantId: offered.variantId,
    today,
    month,
    day,
    /** Whether the visitor chose the day, rather than being shown the first. */
    isDayPicked: pickedDay !== undefined && pickedDay === day,
    slot,
    timeZone,
    visitorZone,
    providerZone: known?.timeZone,
    /** The last day that can be booked now, as far as it is known. */
    bookableUntil: known?.bookableUntil ?? undefined,
    availability: countByDay(byDay),
    slots: (day && byDay.get(day)) || [],
    setMonth: (next: string) => {
      setMonth(next);
      setDay(undefined);
      setSlot(undefined);
    },
    setDay: (target: string) => {
      setMonth(target.slice(0, 7));
      setDay(target);
      setSlot(undefined);
    },
    setSlot,
    /** The time chosen stays chosen and moves to its day in the other zone. */
    setZone: (zone: string) => {
      nameZone(zone === visitorZone ? undefined : zone);
      setDay(slot ? dayIn(slot.start, zone) : undefined);
      if (slot) setMonth(dayIn(slot.start, zone).slice(0, 7));
    },
  };
};

export type TimeChoice = ReturnType<typeof useTimeChoice>;
