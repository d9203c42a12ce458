import ICAL from "ical.js";

/**
 * What clocks show, as a number: the milliseconds from 1970 to that time if the clocks were those of UTC. So that days and hours can
 * be added to it without a zone.
 */
export type Wall = number;

/** The instant (epoch ms) at which clocks show a time: the first if it comes twice, moved on if it is skipped. */
export type ToInstant = (wall: Wall) => number;

export const wallOf = ({ year, month, day, hour, minute, second }: ICAL.Time): Wall =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/**
 * How a calendar means its times. A zone's name in the zone database counts first, because what calendars bring along about their
 * zones is often shortened; then what they bring along. Times without a zone, or with one that nobody knows, are those of
 * the calendar's own zone, or of `home`.
 */
export const createZones = (calendar: ICAL.Component, home: string) => {
  const known = new Map<string, ToInstant>();
  const floating = inZone(ianaName(textOf(calendar, "x-wr-timezone")) ?? home);

  const find = (tzid: string): ToInstant => {
    const zone = calendar.getTimeZoneByID(tzid);
    const name = ianaName(tzid) ?? ianaName(zone ? textOf(zone.component, "x-lic-location") : "");
    if (name) return inZone(name);
    return zone ? inOwnZone(zone) : floating;
  };

  return {
    /** `without`: how a time is meant that names no zone. */
    of: (property: ICAL.Property, time: ICAL.Time, without: ToInstant = floating): ToInstant => {
      if (time.zone === ICAL.Timezone.utcTimezone) return (wall) => wall;
      const tzid = property.getParameter("tzid");
      if (typeof tzid !== "string") return without;
      const found = known.get(tzid) ?? find(tzid);
      known.set(tzid, found);
      return found;
    },
    /** Days have no zone: they are those of whoever keeps the calendar. */
    ofDays: inZone(home),
  };
};
export type Zones = ReturnType<typeof createZones>;

const textOf = (component: ICAL.Component, name: string): string =>
  String(component.getFirstPropertyValue(name) ?? "");

/** `Europe/Berlin` in itself, in `/vendor.example/1/Europe/Berlin` and the like; undefined when there is none. */
const ianaName = (tzid: string): string | undefined => {
  const parts = tzid.split("/").filter(Boolean);
  return [parts, parts.slice(-3), parts.slice(-2)]
    .map((some) => some.join("/"))
    .find((name) => (name.includes("/") || name === "UTC") && isZone(name));
};

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const inZone =
  (zone: string): ToInstant =>
  (wall) =>
    Temporal.Instant.fromEpochMilliseconds(wall)
      .toZonedDateTimeISO("UTC")
      .toPlainDateTime()
      .toZonedDateTime(zone).epochMilliseconds;

const inOwnZone =
  (zone: ICAL.Timezone): ToInstant =>
  (wall) => {
    const time = ICAL.Time.fromJSDate(new Date(wall), true);
    time.zone = zone;
    return time.toUnixTime() * 1000;
  };
