import ICAL from "ical.js";
import { mergeIntervals, type Interval } from "../intervals.ts";
import {
  isMarked,
  markOf,
  occurrencesOf,
  shapeOf,
  type Budget,
  type Mark,
  type Occurrence,
  type Window,
} from "./occurrences.ts";
import { CalendarProblem } from "./problem.ts";
import { createZones, wallOf, type Zones } from "./zones.ts";

const EVENTS_MAX = 20_000;
const OCCURRENCES_MAX = 100_000;
const STEPS_MAX = 500_000;
/** Where a year has no four digits any more. A length can go on further than the database has time. */
const TIME_MAX = Date.UTC(10_000, 0);

export interface BusyQuestion extends Window {
  /** An iCalendar file. */
  text: string;
  /** IANA zone of whoever keeps the calendar: for days, and for times without a zone. */
  home: string;
  /** UIDs of the provider's own bookings: come back through another calendar they are no news. */
  ours: ReadonlySet<string>;
}

export interface Busy {
  /** Sorted, apart from each other, epoch ms. */
  busy: Interval[];
  /** How many events were read, and how many could not be. */
  events: number;
  unread: number;
}

/** Refuses what is no calendar at first sight. @throws CalendarProblem */
export const requireCalendar = (text: string, contentType: string): void => {
  const begin = text.slice(0, 1_000).trimStart();
  if (/^BEGIN:VCALENDAR/i.test(begin)) return;
  const isPage = /^<(?:!doctype|html|head|body|script|meta|!--)/i.test(begin);
  throw new CalendarProblem(
    isPage || (begin !== "" && contentType.includes("text/html")) ? "web_page" : "no_calendar",
  );
};

/**
 * When somebody is busy by their calendar. What is marked as free or called off takes no time. An event that makes no sense
 * is counted and left out; a calendar that makes none, or too much of it, is refused.
 * @throws CalendarProblem
 */
export const busyOf = ({ text, home, ours, ...window }: BusyQuestion): Busy => {
  const found: Interval[] = [];
  const budget = createBudget();
  const { calendars, broken } = parse(text);
  let [events, unread] = [broken, broken];
  for (const calendar of calendars) {
    const zones = createZones(calendar, home);
    for (const series of seriesOf(calendar)) {
      if (ours.has(series.uid)) continue;
      events += series.events.length;
      if (events > EVENTS_MAX) throw new CalendarProblem("too_many");
      try {
        for (const one of busyOfSeries(series.events, zones, window, budget)) found.push(one);
      } catch (error) {
        if (error instanceof CalendarProblem) throw error;
        unread += series.events.length;
      }
    }
  }
  const busy = mergeIntervals(
    found.map(({ start, end }) => ({ start, end: Math.min(end, TIME_MAX) })),
  );
  return { busy, events, unread };
};

const createBudget = (): Budget => {
  let [steps, kept] = [0, 0];
  return {
    step: () => {
      if (++steps > STEPS_MAX) throw new CalendarProblem("too_slow");
    },
    keep: () => {
      if (++kept > OCCURRENCES_MAX) throw new CalendarProblem("too_many");
    },
  };
};

const EVENT = /^BEGIN:VEVENT\r?\n[\s\S]*?^END:VEVENT\r?\n/gim;

/** The calendars of a file. What breaks it is looked for in the events one by one, and left out. */
const parse = (text: string): { calendars: ICAL.Component[]; broken: number } => {
  try {
    return { calendars: componentsOf(text), broken: 0 };
  } catch (error) {
    const events: string[] = [];
    const frame = text.replace(EVENT, (event) => {
      events.push(event);
      return "";
    });
    try {
      return withEvents(componentsOf(frame), events);
    } catch {
      throw new CalendarProblem("damaged", error);
    }
  }
};

const withEvents = (calendars: ICAL.Component[], events: readonly string[]) => {
  let broken = 0;
  for (const event of events) {
    try {
      for (const component of componentsOf(event)) calendars[0]!.addSubcomponent(component);
    } catch {
      broken++;
    }
  }
  if (broken === events.length) throw new Error("no event can be read");
  return { calendars, broken };
};

const componentsOf = (text: string): ICAL.Component[] => {
  const parsed = ICAL.parse(text) as unknown[];
  // Several of them in one file come as a list.
  const all = Array.isArray(parsed[0]) ? parsed : [parsed];
  return all.map((one) => new ICAL.Component(one as never));
};

interface Series {
  uid: string;
  /** The event itself and its changed occurrences. */
  events: ICAL.Component[];
}

const seriesOf = (calendar: ICAL.Component): Series[] => {
  const series = new Map<string, Series>();
  calendar.getAllSubcomponents("vevent").forEach((event, index) => {
    const uid = String(event.getFirstPropertyValue("uid") ?? "");
    const key = uid || `without ${index}`;
    const known = series.get(key);
    if (known) known.events.push(event);
    else series.set(key, { uid, events: [event] });
  });
  return [...series.values()];
};

const takesTime = (event: ICAL.Component): boolean =>
  String(event.getFirstPropertyValue("transp")).toUpperCase() !== "TRANSPARENT" &&
  String(event.getFirstPropertyValue("status")).toUpperCase() !== "CANCELLED";

const busyOfSeries = (
  events: readonly ICAL.Component[],
  zones: Zones,
  window: Window,
  budget: Budget,
): Interval[] => {
  const changed = events.filter((event) => event.hasProperty("recurrence-id"));
  const changes = changed.map((event) => changeOf(event, zones));
  const busy: Interval[] = [];
  for (const event of events) {
    if (event.hasProperty("recurrence-id")) continue;
    const own = occurrencesOf(event, shapeOf(event, zones), zones, window, budget);
    for (const one of own) {
      const [first, ...rest] = changes.filter((change) => change.covers(one));
      // Of several changes that go on from a date, the last one counts.
      const change = rest.reduce((a, b) => (b.from >= a.from ? b : a), first!);
      if (!change) {
        if (takesTime(event)) busy.push(one);
      } else if (!change.isSingle && takesTime(change.event)) busy.push(change.moved(one));
    }
  }
  for (const change of changes) if (takesTime(change.event)) busy.push(change.itself);
  return busy.filter(({ start, end }) => end > start && end > window.from && start < window.to);
};

/** A changed occurrence, or, with RANGE=THISANDFUTURE, a change of all from one on. */
const changeOf = (event: ICAL.Component, zones: Zones) => {
  const shape = shapeOf(event, zones);
  const property = event.getFirstProperty("recurrence-id")!;
  const value = property.getFirstValue();
  const mark: Mark = markOf(property, value, shape, zones);
  const isSingle = property.getParameter("range") !== "THISANDFUTURE";
  const wall = wallOf(value as ICAL.Time);
  return {
    event,
    isSingle,
    from: isSingle ? Infinity : wall,
    itself: shape.at(shape.wall),
    covers: (one: Occurrence) => isMarked(one, mark) || (!isSingle && one.wall > wall),
    moved: (one: Occurrence) => shape.at(one.wall + (shape.wall - wall)),
  };
};
