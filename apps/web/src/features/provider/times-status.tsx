import { formatDay, formatMonth, zoneLabel } from "@loconomy/ui";
import { providerTexts } from "./texts.ts";
import type { TimeChoice } from "./use-time-choice.ts";

const texts = providerTexts.times.status;

/** What has loaded and what is chosen, in words, for whoever hears the page: the grids themselves say nothing by themselves. */
const statusOf = (choice: TimeChoice): string => {
  const { asked, day, slots, timeZone } = choice;
  if (!asked.data) return "";
  const month = formatMonth(choice.month);
  if (!day) {
    const next = asked.data.nextFreeDay;
    return next ? texts.noneNext(month, formatDay(next, timeZone)) : texts.none(month);
  }
  const words = {
    day: formatDay(day, timeZone, undefined, { weekday: "long" }),
    times: slots.length,
    zone: zoneLabel(timeZone),
  };
  if (choice.isDayPicked) return texts.day(words);
  return texts.month(month, Object.keys(choice.availability).length, words);
};

/** Says politely that times have loaded, how many, and in which zone. */
export function TimesStatus({ choice }: { choice: TimeChoice }) {
  return (
    <p role="status" className="sr-only">
      {statusOf(choice)}
    </p>
  );
}
