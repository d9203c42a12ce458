import { formatTime } from "@loconomy/ui";
import { hoursTexts } from "./hours-texts.ts";
import type { Block } from "./week-blocks.ts";

const MONDAY_MS = Date.UTC(2026, 0, 5);
const instant = (minute: number) => new Date(MONDAY_MS + minute * 60_000).toISOString();

const timeWords = (minute: number) => formatTime(instant(minute), "UTC");

/** "9:00 AM–11:00 AM" of minutes after midnight, both halves of the day said: an end may be on the next day. */
export const rangeWords = ({ start, end }: Pick<Block, "start" | "end">): string =>
  `${timeWords(start)}–${timeWords(end)}`;

/** A stretch of the week in words: "Tuesday, 10:00 PM–2:00 AM, into Wednesday". */
export const blockWords = (block: Block): string => {
  const { weekdays, intoDay } = hoursTexts;
  const words = `${weekdays[block.day]}, ${rangeWords(block)}`;
  return block.end > 1440 ? `${words}, ${intoDay(weekdays[(block.day + 1) % 7]!)}` : words;
};
