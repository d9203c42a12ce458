import type { AgendaItem } from "@loconomy/contracts";
import { formatDay, formatTime, formatTimeRange, zoneLabel } from "@loconomy/ui";
import { type AgendaBlock, isSession } from "./agenda-blocks.ts";
import type { Fit } from "./agenda-fit.ts";

/** Everything the week calendar says. */
export const texts = {
  title: "Your week",
  description:
    "Jobs, requests, held times, time off, and when your other calendars say you are busy.",
  label: "The week",
  days: "Days",
  zone: (zone: string) => `Times in ${zoneLabel(zone)}`,
  today: "Today",
  earlier: "Earlier",
  later: "Later",
  goTo: "Go to day",
  loading: "Loading the week…",
  failed: "The calendar was not loaded",
  again: "Try again",
  help: "Drag a job to propose another time, or over free time to take it off. With the keyboard: arrows go from one to the next, Enter opens it, M moves it.",
  empty: "Nothing in this week yet.",
  closed: "You are not open in this week, and nothing is booked.",
  hoursLink: "Change your hours",
  open: "Open",
  move: "Move…",
  toHours: "Time off",
  toCalendars: "Connected calendars",
  kinds: {
    booking: "Booked",
    request: "Request",
    hold: "Held",
    time_off: "Time off",
    external: "Busy",
  } satisfies Record<AgendaItem["kind"], string>,
  paying: "Being paid",
  seats: (taken: number, capacity: number) => `${taken} of ${capacity} seats taken`,
  heldUntil: (time: string) => `free again at ${time} unless it is booked`,
  jobFor: (service: string, customer: string) => `${service} for ${customer}`,
  proposed: "New time proposed",
  proposedBy: { customer: "Customer proposes", provider: "You proposed" },
  asksFor: (moment: string) => `new time proposed: ${moment}`,
  instead: (moment: string) => `instead of ${moment}`,
  moving: {
    label: (job: string) => `Moving ${job}`,
    help: "Up and down move by your step, left and right by a day. Enter proposes the time, Escape leaves it.",
    confirm: "Propose this time",
    cancel: "Leave it",
    left: "Left where it was.",
    taken: (what: string) => `Not possible: ${what} has this time.`,
    past: "Not possible: this time is over.",
  },
  fit: {
    free: () => "Free.",
    same: () => "Where it is now.",
    past: () => "This time is over.",
    outside: () => "Outside your hours. You can still propose it.",
    taken: (by: string) => `Taken: ${by}.`,
    busy: (by: string) => `Busy: ${by}. You can still propose it.`,
  },
} as const;

/** "Tue 1 Dec, 9:00–10:00 AM" */
export const spanWords = (start: number, end: number, timeZone: string): string => {
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()];
  const [first, last] = [formatDay(from, timeZone), formatDay(to, timeZone)];
  return first === last || formatTime(to, timeZone) === "12:00 AM"
    ? `${first}, ${formatTimeRange(from, to, timeZone)}`
    : `${first}, ${formatTime(from, timeZone)} – ${last}, ${formatTime(to, timeZone)}`;
};

/** Whose seat in a session it is, and what state that is in unless it is booked. */
export const seatWords = ({ booking, kind }: AgendaItem): string =>
  [
    booking?.customerName,
    kind === "booking" ? null : texts.kinds[kind],
    booking?.proposal && texts.proposed,
  ]
    .filter(Boolean)
    .join(", ");

/** What a session is called: its class and how full it is. */
const sessionName = ({ booking, session }: AgendaItem): string =>
  [booking?.serviceName, session && texts.seats(session.taken, session.capacity)]
    .filter(Boolean)
    .join(", ");

/** What something in the calendar is, in a few words: the job, the note, the calendar's name. */
export const itemName = ({ booking, title, kind }: AgendaItem): string =>
  booking ? texts.jobFor(booking.serviceName, booking.customerName) : (title ?? texts.kinds[kind]);

const momentWords = (iso: string, timeZone: string) =>
  `${formatDay(iso, timeZone)}, ${formatTime(iso, timeZone)}`;

/** What state something in the calendar is in. */
export const stateWords = ({ item, isProposal }: AgendaBlock): string => {
  const { booking, kind } = item;
  if (isProposal && booking?.proposal) return texts.proposedBy[booking.proposal.by];
  if (kind === "hold" && booking) return texts.paying;
  return texts.kinds[kind];
};

/** A block in a sentence, as it is heard and as it is shown when chosen. */
export const blockWords = (block: AgendaBlock, timeZone: string): string => {
  const { item, start, end, isProposal } = block;
  const { booking } = item;
  if (isSession(block)) return `${spanWords(start, end, timeZone)}, ${sessionName(item)}`;
  const name = itemName(item);
  const state = stateWords(block);
  const more = [
    item.session && texts.seats(item.session.taken, item.session.capacity),
    isProposal && booking && texts.instead(momentWords(booking.start, timeZone)),
    !isProposal &&
      booking?.proposal &&
      texts.asksFor(momentWords(booking.proposal.start, timeZone)),
    item.expiresAt && texts.heldUntil(formatTime(item.expiresAt, timeZone)),
  ];
  return [spanWords(start, end, timeZone), name, name === state ? null : state, ...more]
    .filter(Boolean)
    .join(", ");
};

/** What there is to know about a time for a booking. */
const fitWords = (fit: Fit): string =>
  fit.kind === "taken" || fit.kind === "busy"
    ? texts.fit[fit.kind](itemName(fit.by))
    : texts.fit[fit.kind]();

/** Where a booking that is moved would come to stand. */
export const draftWords = (
  { start, end, fit }: { start: number; end: number; fit: Fit | null },
  timeZone: string,
): string =>
  [`${spanWords(start, end, timeZone)}.`, fit && fitWords(fit)].filter(Boolean).join(" ");

/** Why a booking cannot go there. */
export const refusedWords = (fit: Fit): string =>
  fit.kind === "taken" ? texts.moving.taken(itemName(fit.by)) : texts.moving.past;
