import ICAL from "ical.js";
import type { Interval } from "../intervals.ts";
import { wallOf, type ToInstant, type Wall, type Zones } from "./zones.ts";

const DAY_MS = 86_400_000;
/** A thousand years. */
const DAYS_MAX = 365_250;
/** No zone is further than this from UTC, and then some. */
const ZONE_MS_MAX = 2 * DAY_MS;

export interface Window {
  /** Epoch ms; occurrences that touch it are wanted. */
  from: number;
  to: number;
}

/** One time at which an event happens, by the start that its series gave it. */
export interface Occurrence extends Interval {
  wall: Wall;
}

/** How an event lies in time, wherever it begins. */
interface Shape {
  wall: Wall;
  isDay: boolean;
  toInstant: ToInstant;
  at(wall: Wall): Occurrence;
}

export const shapeOf = (event: ICAL.Component, zones: Zones): Shape => {
  const [property, start] = timeProperty(event, "dtstart");
  const wall = wallOf(start);
  if (start.isDate) {
    const days = Math.round(lengthInDays(event, wall));
    const toInstant = zones.ofDays;
    const at = (from: Wall) => ({
      wall: from,
      start: toInstant(from),
      end: toInstant(from + days * DAY_MS),
    });
    return { wall, isDay: true, toInstant, at };
  }
  const toInstant = zones.of(property, start);
  const { daysMs, ms } = lengthOf(event, zones, toInstant(wall));
  const at = (from: Wall) => ({
    wall: from,
    start: toInstant(from),
    end: toInstant(from + daysMs) + ms,
  });
  return { wall, isDay: false, toInstant, at };
};

const timeProperty = (event: ICAL.Component, name: string): [ICAL.Property, ICAL.Time] => {
  const property = event.getFirstProperty(name);
  const time = property?.getFirstValue();
  if (!property || !(time instanceof ICAL.Time)) throw new Error(`${name} is not a time`);
  return [property, time];
};

const lengthInDays = (event: ICAL.Component, wall: Wall): number => {
  if (event.hasProperty("dtend")) return (wallOf(timeProperty(event, "dtend")[1]) - wall) / DAY_MS;
  const duration = durationMs(event);
  return duration === undefined ? 1 : duration / DAY_MS;
};

/** Whole days of a length are days by the clocks, be they of 23 hours or of 25 (RFC 5545, 3.3.6); all else is elapsed time. */
const lengthOf = (
  event: ICAL.Component,
  zones: Zones,
  start: number,
): { daysMs: number; ms: number } => {
  if (event.hasProperty("dtend")) {
    const [property, end] = timeProperty(event, "dtend");
    return { daysMs: 0, ms: zones.of(property, end)(wallOf(end)) - start };
  }
  const ms = durationMs(event) ?? 0;
  const duration = event.getFirstPropertyValue("duration") as ICAL.Duration | null;
  const days = duration && !duration.isNegative ? duration.weeks * 7 + duration.days : 0;
  // So many that there is no such date.
  const daysMs = days > DAYS_MAX ? 0 : days * DAY_MS;
  return { daysMs, ms: ms - daysMs };
};

const durationMs = (event: ICAL.Component): number | undefined => {
  const duration = event.getFirstPropertyValue("duration");
  return duration instanceof ICAL.Duration ? duration.toSeconds() * 1000 : undefined;
};

/** Ends what has no end: told of every date that a rule gives, and of those that are wanted. Throws when it is enough. */
export interface Budget {
  step(): void;
  keep(): void;
}

/** When an event happens within the window: by its rules and extra dates, without the dates that it leaves out. */
export const occurrencesOf = (
  event: ICAL.Component,
  shape: Shape,
  zones: Zones,
  window: Window,
  budget: Budget,
): Occurrence[] => {
  const rules = event.getAllProperties("rrule");
  const found: Occurrence[] = rules.length === 0 ? [shape.at(shape.wall)] : [];
  for (const rule of rules)
    for (const one of byRule(rule, shape, window, budget)) {
      budget.keep();
      found.push(one);
    }
  for (const property of event.getAllProperties("rdate"))
    for (const value of property.getValues()) found.push(extraDate(property, value, shape, zones));
  const isLeftOut = exclusionOf(event, shape, zones);
  return found.filter((one) => one.end > window.from && one.start < window.to && !isLeftOut(one));
};

function* byRule(
  property: ICAL.Property,
  shape: Shape,
  { from, to }: Window,
  budget: Budget,
): Generator<Occurrence> {
  const given = property.getFirstValue();
  if (!(given instanceof ICAL.Recur)) throw new Error("a rule is not a rule");
  const isOver = endOf(given, shape);
  const rule = given.clone();
  // Judged here: it may be in another zone than the start.
  rule.until = null;
  const reach = shape.at(shape.wall);
  const margin = ZONE_MS_MAX + (reach.end - reach.start);
  const dates = rule.iterator(floating(shape));
  for (let date = dates.next(); date; date = dates.next()) {
    budget.step();
    const wall = wallOf(date);
    if (wall > to + ZONE_MS_MAX || isOver(wall)) return;
    if (wall > from - margin) yield shape.at(wall);
  }
}

/** Rules go by what clocks show, so they are asked without a zone. */
const floating = ({ wall, isDay }: Shape): ICAL.Time => {
  const time = ICAL.Time.fromJSDate(new Date(wall), true);
  time.zone = ICAL.Timezone.localTimezone;
  time.isDate = isDay;
  return time;
};

const endOf = ({ until }: ICAL.Recur, { isDay, toInstant }: Shape): ((wall: Wall) => boolean) => {
  if (!until) return () => false;
  const last = wallOf(until);
  // A day includes all of its times.
  if (until.isDate || isDay) return (wall) => Math.floor(wall / DAY_MS) > Math.floor(last / DAY_MS);
  return until.zone === ICAL.Timezone.utcTimezone
    ? (wall) => toInstant(wall) > last
    : (wall) => wall > last;
};

const extraDate = (
  property: ICAL.Property,
  value: unknown,
  shape: Shape,
  zones: Zones,
): Occurrence => {
  if (value instanceof ICAL.Period) {
    const start = zones.of(property, value.start)(wallOf(value.start));
    return {
      wall: wallOf(value.start),
      start,
      end: start + value.getDuration().toSeconds() * 1000,
    };
  }
  if (!(value instanceof ICAL.Time)) throw new Error("an extra date is not a date");
  const usual = shape.at(shape.wall);
  if (shape.isDay || value.isDate) return shape.at(wallOf(value));
  const start = zones.of(property, value)(wallOf(value));
  return { wall: wallOf(value), start, end: start + (usual.end - usual.start) };
};

const exclusionOf = (
  event: ICAL.Component,
  shape: Shape,
  zones: Zones,
): ((one: Occurrence) => boolean) => {
  const marks = event
    .getAllProperties("exdate")
    .flatMap((property) =>
      property.getValues().map((value) => markOf(property, value, shape, zones)),
    );
  const instants = new Set(marks.map((mark) => ("instant" in mark ? mark.instant : undefined)));
  const days = new Set(marks.map((mark) => ("day" in mark ? mark.day : undefined)));
  return ({ start, wall }) => instants.has(start) || days.has(Math.floor(wall / DAY_MS));
};

/** What names one occurrence of a series: the moment it was to begin, or the day. */
export type Mark = { instant: number } | { day: number };

export const markOf = (
  property: ICAL.Property,
  value: unknown,
  shape: Shape,
  zones: Zones,
): Mark => {
  if (!(value instanceof ICAL.Time)) throw new Error("a date is not a date");
  const wall = wallOf(value);
  return value.isDate || shape.isDay
    ? { day: Math.floor(wall / DAY_MS) }
    : { instant: zones.of(property, value, shape.toInstant)(wall) };
};

export const isMarked = (one: Occurrence, mark: Mark): boolean =>
  "day" in mark ? Math.floor(one.wall / DAY_MS) === mark.day : one.start === mark.instant;
