import { formatDay } from "@loconomy/ui";
import { discoverTexts } from "./texts.ts";

export interface DayOption {
  /** "YYYY-MM-DD". */
  value: string;
  label: string;
}

/** Today and the days after it on the calendar of a zone: "Today", "Tomorrow", "Sat 28 Nov". */
export const nextDays = (now: Temporal.Instant, timeZone: string, count: number): DayOption[] => {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return Array.from({ length: count }, (_, index) => {
    const value = today.add({ days: index }).toString();
    const label =
      index === 0
        ? discoverTexts.days.today
        : index === 1
          ? discoverTexts.days.tomorrow
          : formatDay(value, timeZone);
    return { value, label };
  });
};
