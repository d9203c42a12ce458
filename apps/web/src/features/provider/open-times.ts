import { dayIn } from "@loconomy/ui";
import type { Slot } from "@loconomy/contracts";

/** Days to ask for when a month shows, both included: from its first day, or today when that is later, to its last. */
export const monthWindow = (month: string, today: string): { from: string; to: string } => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const first = `${month}-01`;
  return {
    from: first < today ? today : first,
    to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10),
  };
};

/** Slots by their day in a zone, in order. */
export const slotsByDay = (slots: Slot[], timeZone: string): Map<string, Slot[]> =>
  Map.groupBy(slots, (slot) => dayIn(slot.start, timeZone));

/** How many times are open on each day, as the calendar shows it. */
export const countByDay = (byDay: Map<string, Slot[]>): Record<string, number> =>
  Object.fromEntries(Array.from(byDay, ([day, slots]) => [day, slots.length]));

/** The address of the booking page for a time. */
export const bookHref = (serviceId: string, start: string, variantId?: string): string =>
  `/book?serviceId=${serviceId}${variantId ? `&variantId=${variantId}` : ""}&start=${encodeURIComponent(start)}`;

/** Whether this is a time zone that can be shown. */
export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};
