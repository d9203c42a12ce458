import { formatTime, formatTimeRange } from "@loconomy/ui";
import { discoverTexts } from "./texts.ts";

/**
 * Times of one day as they stand in an address, the earlier first: "09:00-12:00"; "09:00-" until the day is over, "-12:00" from its
 * beginning. Undefined when they leave the whole day, or nothing of it.
 * @param from when times begin at the earliest, "HH:MM"; empty for any
 * @param before when they begin no longer, "HH:MM"; empty for any
 */
export const timeSpan = (from: string, before: string): string | undefined => {
  const [start, end] = [from || "00:00", before || "24:00"].toSorted();
  if (start === end) return undefined;
  const text = `${start === "00:00" ? "" : start}-${end === "24:00" ? "" : end}`;
  return text === "-" ? undefined : text;
};

/** The two times of a span, each empty where it is open. */
export const timesOf = (span = "-"): [from: string, before: string] => {
  const [from = "", before = ""] = span.split("-");
  return [from, before];
};

/** As an instant that formats in UTC: a time of day has no zone. */
const onAnyDay = (time: string) => `2000-01-01T${time}:00Z`;

/** "9:00 AM". */
export const timeLabel = (time: string): string => formatTime(onAnyDay(time), "UTC");

/** A span in words: "9:00 AM–12:00 PM", "From 9:00 AM", "Before 12:00 PM". */
export const timeSpanLabel = (span: string): string => {
  const [from, before] = timesOf(span);
  if (from && before) return formatTimeRange(onAnyDay(from), onAnyDay(before), "UTC");
  const texts = discoverTexts.filters;
  return from ? texts.from(timeLabel(from)) : texts.before(timeLabel(before));
};

/**
 * The span on a day ("YYYY-MM-DD") of a zone, in instants as the API takes them. An hour that the clocks leave out or show twice
 * makes it longer rather than shorter, so it is never empty.
 */
export const spanInstants = (
  day: string,
  span: string,
  timeZone: string,
): { from: string; to: string } => {
  const [from, before] = timesOf(span);
  const date = Temporal.PlainDate.from(day);
  const at = (time: string, disambiguation: "earlier" | "later") =>
    date.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation });
  const start = from ? at(from, "earlier") : date.toZonedDateTime(timeZone);
  const end = before ? at(before, "later") : date.add({ days: 1 }).toZonedDateTime(timeZone);
  return { from: start.toInstant().toString(), to: end.toInstant().toString() };
};
