import type { CalendarMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { momentWords, oneLine } from "./words.ts";

/** To a provider whose calendar elsewhere could not be read for a day. */
export const calendarStale = (
  { recipient, calendar }: CalendarMailFacts,
  { publicUrl }: Site,
): Letter => {
  const name = oneLine(calendar.name);
  return {
    subject: `Your calendar “${name}” cannot be read`,
    preheader: "What you add to it does not block bookings at the moment.",
    heading: `We cannot read “${name}”`,
    paragraphs: [
      `Hello ${oneLine(recipient.name)}, for a day now we could not read this calendar of yours. What was in it before still blocks your time; what you have added or moved since does not, so somebody could book it.`,
      calendar.problem,
    ],
    details: [
      ["Calendar", name],
      ["Where", oneLine(calendar.host)],
      ["Since", momentWords(calendar.failingSince, calendar.timeZone)],
    ],
    action: { label: "See your calendars", url: `${publicUrl}/desk/calendars` },
    notes: [
      "We keep trying. If you do not use this calendar any more, disconnect it, and this is over.",
    ],
    calendar: null,
  };
};
