import ICAL from "ical.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bookingUid, calendarFile, type CalendarEntry } from "./index.ts";

const HOUR_MS = 3_600_000;
const origin = "https://shop.example";
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  bookingId: "0197a000-0000-7000-8000-000000000001",
  sequence: 2,
  status: "confirmed",
  start: new Date("2026-12-01T09:00:00Z"),
  end: new Date("2026-12-01T10:30:00Z"),
  timeZone: "Europe/Berlin",
  summary: "Window cleaning for Maria Silva",
  description: "Ring twice.",
  location: "Torstraße 12, 10119 Berlin",
  url: "https://shop.example/bookings/1",
  changedAt: new Date("2026-11-26T17:00:00Z"),
  ...more,
});

const read = (file: string) => new ICAL.Component(ICAL.parse(file));
const eventsOf = (file: string) => read(file).getAllSubcomponents("vevent");
const instantOf = (event: ICAL.Component, property: string): number =>
  (event.getFirstPropertyValue(property) as ICAL.Time).toUnixTime() * 1000;

describe("a parser that knows nothing of us reads back what was written", () => {
  const ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Sao_Paulo",
    "America/Santiago",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Gaza",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "America/Adak",
    "Antarctica/Troll",
  ];

  test("the instants, in every zone, at any time", () => {
    const minute = fc.integer({
      min: Date.UTC(2020, 0) / 60_000,
      max: Date.UTC(2036, 0) / 60_000,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(fc.tuple(minute, fc.integer({ min: 5, max: 1_440 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (timeZone, times) => {
          const entries = times.map(([at, minutes]) =>
            entry({
              timeZone,
              start: new Date(at * 60_000),
              end: new Date((at + minutes) * 60_000),
            }),
          );
          const events = eventsOf(calendarFile(entries, { origin }));
          expect(
            events.map((event) => [instantOf(event, "dtstart"), instantOf(event, "dtend")]),
          ).toEqual(entries.map(({ start, end }) => [start.getTime(), end.getTime()]));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(ZONES)("%s: every half hour around each change of its clocks", (timeZone) => {
    const entries: CalendarEntry[] = [];
    let at = Temporal.Instant.from("2026-01-01T00:00Z").toZonedDateTimeISO(timeZone);
    for (let change = at; entries.length < 200;) {
      const next = change.getTimeZoneTransition("next");
      if (!next) break;
      change = next;
      for (let half = -6; half <= 6; half++) {
        const start = new Date(change.epochMilliseconds + (half * HOUR_MS) / 2);
        entries.push(entry({ timeZone, start, end: new Date(start.getTime() + HOUR_MS) }));
      }
    }
    const events = eventsOf(calendarFile(entries, { origin }));
    expect(events.map((event) => [instantOf(event, "dtstart"), instantOf(event, "dtend")])).toEqual(
      entries.map(({ start, end }) => [start.getTime(), end.getTime()]),
    );
  });

  test("texts, whatever is in them", () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 300 })
      .map((value) => value.replace(/[\p{Cc}\p{Cs}]/gu, "\n").replace(/^\s+|\s+$/g, ""));
    fc.assert(
      fc.property(text, text, text, (summary, description, location) => {
        const file = calendarFile([entry({ summary, description, location })], { origin });
        const [event] = eventsOf(file);
        const value = (name: string) => event!.getFirstPropertyValue(name) ?? "";
        expect([value("summary"), value("description"), value("location")]).toEqual([
          summary,
          description,
          location,
        ]);
        for (const line of file.split("\r\n"))
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe("the form", () => {
  const file = calendarFile([entry()], { origin, name: "Bright Windows", refreshMinutes: 30 });

  test("its own properties come first, then the zone with its real changes, then the booking", () => {
    expect(file.split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Loconomy//Bookings//EN",
      "NAME:Bright Windows",
      "X-WR-CALNAME:Bright Windows",
      "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
      "X-PUBLISHED-TTL:PT30M",
      "BEGIN:VTIMEZONE",
      "TZID:Europe/Berlin",
      "BEGIN:STANDARD",
      "DTSTART:20261025T030000",
      "TZOFFSETFROM:+0200",
      "TZOFFSETTO:+0100",
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:20270328T020000",
      "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0200",
      "END:DAYLIGHT",
      "BEGIN:STANDARD",
      "DTSTART:20271031T030000",
      "TZOFFSETFROM:+0200",
      "TZOFFSETTO:+0100",
      "END:STANDARD",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "UID:booking-0197a000-0000-7000-8000-000000000001@shop.example",
      "SEQUENCE:2",
      "DTSTAMP:20261126T170000Z",
      "DTSTART;TZID=Europe/Berlin:20261201T100000",
      "DTEND;TZID=Europe/Berlin:20261201T113000",
      "SUMMARY:Window cleaning for Maria Silva",
      "TRANSP:OPAQUE",
      "LOCATION:Torstraße 12\\, 10119 Berlin",
      "DESCRIPTION:Ring twice.",
      "URL;VALUE=URI:https://shop.example/bookings/1",
      "STATUS:CONFIRMED",
      "LAST-MODIFIED:20261126T170000Z",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  test("a time that the clocks show twice is written in UTC", () => {
    for (const [start, end] of [
      ["2026-10-25T00:30:00Z", "2026-10-25T03:30:00Z"],
      ["2026-10-25T01:30:00Z", "2026-10-25T03:30:00Z"],
    ]) {
      const file = calendarFile([entry({ start: new Date(start!), end: new Date(end!) })], {
        origin,
      });
      expect(file).toContain(`DTSTART:${start!.replace(/[-:]/g, "")}`);
    }
  });

  test("a time in UTC needs no zone", () => {
    const file = calendarFile([entry({ timeZone: "UTC" })], { origin });
    expect(file).toContain("DTSTART:20261201T090000Z");
    expect(file).not.toContain("VTIMEZONE");
  });

  test("what is off is told as such and takes no time", () => {
    const [event] = eventsOf(
      calendarFile([entry({ status: "cancelled", sequence: 5 })], { origin }),
    );
    expect(
      ["status", "transp", "sequence"].map((name) => event!.getFirstPropertyValue(name)),
    ).toEqual(["CANCELLED", "TRANSPARENT", 5]);
  });

  test("a name cannot pass for a component", () => {
    const file = calendarFile([entry()], { origin, name: "BEGIN:VEVENT" });
    expect(read(file).getFirstPropertyValue("x-wr-calname")).toBe("BEGIN:VEVENT");
  });

  test("a calendar without entries is still a calendar", () => {
    const calendar = read(calendarFile([], { origin }));
    expect(calendar.name).toBe("vcalendar");
    expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(["vtimezone"]);
  });
});

test("a booking has one UID on its site, whatever the port", () => {
  const uid = bookingUid("0197a000-0000-7000-8000-000000000001", origin);
  expect(uid).toBe("booking-0197a000-0000-7000-8000-000000000001@shop.example");
  expect(bookingUid("0197a000-0000-7000-8000-000000000001", "https://shop.example:8443")).toBe(uid);
});
