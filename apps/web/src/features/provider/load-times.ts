import { dayIn } from "@loconomy/ui";
import type { Api } from "../../api/types.ts";
import { monthWindow, slotsByDay } from "./open-times.ts";
import type { TimesQuery } from "./times-query.ts";

const MINUTE_MS = 60_000;

const between = (text: string, min: string, max: string) => {
  if (text > max) return max;
  return text < min ? min : text;
};

/**
 * What the page of open times shows: a month that can be booked – the one asked for, else the first with something open –
 * and in it a day. Days are those of the zone asked for, else of the provider's. `now` in epoch milliseconds.
 */
export const loadTimes = async (
  client: Api,
  ids: { id: string; serviceId: string; variantId?: string },
  query: TimesQuery,
  now: number,
) => {
  const instant = (ms: number) => new Date(ms).toISOString();
  const asked = { ...ids, ...(query.place && { lat: query.place.lat, lng: query.place.lng }) };
  const first = await client.bookings.listSlots({
    ...asked,
    from: instant(now),
    to: instant(now + MINUTE_MS),
    timeZone: query.zone,
  });
  const timeZone = query.zone ?? first.timeZone;
  const today = dayIn(now, timeZone);
  const wished = query.month ?? first.nextFreeDay?.slice(0, 7) ?? "";
  const month = between(wished, today.slice(0, 7), (first.bookableUntil ?? today).slice(0, 7));
  const { slots, nextFreeDay, held } = await client.bookings.listSlots({
    ...asked,
    ...monthWindow(month, today),
    timeZone,
  });
  const byDay = slotsByDay(slots, timeZone);
  const day = query.day?.startsWith(month) ? query.day : byDay.keys().next().value;
  return {
    timeZone,
    providerZone: first.timeZone,
    today,
    month,
    day,
    byDay,
    nextFreeDay,
    bookableUntil: first.bookableUntil,
    held,
  };
};
