import type { Agenda } from "@loconomy/contracts";
import { addDays } from "./week-days.ts";

/** The Monday of a day's week, both YYYY-MM-DD. */
export const mondayOf = (day: string): string =>
  addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));

/** What to ask for to get the seven days from a Monday in a provider's calendar. */
export const agendaWeek = (id: string, monday: string) => ({
  id,
  from: monday,
  to: addDays(monday, 6),
});

/** Seven plain days, while the real ones are on their way. */
export const emptyWeek = (monday: string): Pick<Agenda, "days" | "clock"> => ({
  clock: [],
  days: Array.from({ length: 7 }, (_, index) => ({
    day: addDays(monday, index),
    start: `${addDays(monday, index)}T00:00:00Z`,
    end: `${addDays(monday, index + 1)}T00:00:00Z`,
  })),
});
