import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { busyOf, requireCalendar } from "./busy.ts";

const HOME = "Europe/Berlin";
const ours = new Set(["booking-0197a000-0000-7000-8000-000000000001@shop.example"]);
const DAY_MS = 86_400_000;

const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => [
  "BEGIN:VEVENT",
  ...(lines.some((line) => line.startsWith("UID")) ? [] : ["UID:1@elsewhere.example"]),
  ...lines,
  "END:VEVENT",
];
const read = (text: string, from = "2026-11-01", to = "2027-11-01", home = HOME) =>
  busyOf({ text, home, ours, from: Date.parse(from), to: Date.parse(to) });
/** As `start/end` in UTC, without seconds. */
const shown = (text: string, from?: string, to?: string, home?: string) =>
  read(text, from, to, home).busy.map(({ start, end }) =>
    [start, end].map((moment) => new Date(moment).toISOString().slice(0, 16)).join("/"),
  );

describe("one event", () => {
  test.each([
    ["in UTC", ["DTSTART:20261201T090000Z", "DTEND:20261201T100000Z"], "09:00", "10:00"],
    [
      "in a zone by its name",
      [
        "DTSTART;TZID=America/New_York:20261201T090000",
        "DTEND;TZID=America/New_York:20261201T100000",
      ],
      "14:00",
      "15:00",
    ],
    [
      "in a zone with a prefix",
      ["DTSTART;TZID=/vendor.example/20200101_1/America/New_York:20261201T090000", "DURATION:PT1H"],
      "14:00",
      "15:00",
    ],
    ["floating, at home", ["DTSTART:20261201T090000", "DTEND:20261201T100000"], "08:00", "09:00"],
    [
      "in a zone that nobody knows, at home",
      ["DTSTART;TZID=Nowhere:20261201T090000", "DURATION:PT1H"],
      "08:00",
      "09:00",
    ],
    [
      "that ends in another zone",
      ["DTSTART:20261201T090000Z", "DTEND;TZID=Asia/Tokyo:20261201T190000"],
      "09:00",
      "10:00",
    ],
    ["with a length in hours", ["DTSTART:20261201T090000Z", "DURATION:PT90M"], "09:00", "10:30"],
  ])("%s", (_name, lines, start, end) => {
    expect(shown(calendar(...event(...lines)))).toEqual([`2026-12-01T${start}/2026-12-01T${end}`]);
  });

  test("days of a length are days by the clocks, hours are hours", () => {
    const from = (zone: string, duration: string) =>
      shown(calendar(...event(`DTSTART${zone}:20270327T120000`, `DURATION:${duration}`)));
    const berlin = ";TZID=Europe/Berlin";
    expect(from(berlin, "P1D")).toEqual(["2027-03-27T11:00/2027-03-28T10:00"]);
    expect(from(berlin, "PT24H")).toEqual(["2027-03-27T11:00/2027-03-28T11:00"]);
    expect(from(berlin, "P1W")).toEqual(["2027-03-27T11:00/2027-04-03T10:00"]);
    expect(from(berlin, "P1DT1H")).toEqual(["2027-03-27T11:00/2027-03-28T11:00"]);
  });

  test.each(["P999999999W", `P${"9".repeat(400)}W`])(
    "that lasts %s ends where a year has no four digits any more",
    (duration) => {
      const text = calendar(...event("DTSTART:20261201T090000Z", `DURATION:${duration}`));
      expect(shown(text)).toEqual(["2026-12-01T09:00/+010000-01-01T00"]);
    },
  );

  test.each([
    ["one day", ["DTSTART;VALUE=DATE:20261201"], "2026-11-30T23:00/2026-12-01T23:00"],
    [
      "two days",
      ["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203"],
      "2026-11-30T23:00/2026-12-02T23:00",
    ],
    [
      "days by length",
      ["DTSTART;VALUE=DATE:20261201", "DURATION:P2D"],
      "2026-11-30T23:00/2026-12-02T23:00",
    ],
    ["a day of 23 hours", ["DTSTART;VALUE=DATE:20270328"], "2027-03-27T23:00/2027-03-28T22:00"],
  ])("all day, at home: %s", (_name, lines, expected) => {
    expect(shown(calendar(...event(...lines)))).toEqual([expected]);
  });

  test.each([
    ["marked as free", "TRANSP:TRANSPARENT"],
    ["called off", "STATUS:CANCELLED"],
    ["of our own", "UID:booking-0197a000-0000-7000-8000-000000000001@shop.example"],
  ])("%s takes no time", (_name, line) => {
    const lines = ["DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", line];
    expect(shown(calendar(...event(...lines)))).toEqual([]);
  });

  test("without a length takes no time, nor does what is over or too far ahead", () => {
    expect(shown(calendar(...event("DTSTART:20261201T090000Z")))).toEqual([]);
    const past = ["DTSTART:20261031T090000Z", "DTEND:20261031T100000Z"];
    const far = ["DTSTART:20271201T090000Z", "DTEND:20271201T100000Z"];
    expect(shown(calendar(...event(...past), ...event("UID:2", ...far)))).toEqual([]);
    const still = ["DTSTART:20261031T090000Z", "DTEND:20261101T100000Z"];
    expect(shown(calendar(...event(...still)))).toEqual(["2026-10-31T09:00/2026-11-01T10:00"]);
  });

  test("what overlaps or touches becomes one stretch", () => {
    const one = event("UID:1", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z");
    const two = event("UID:2", "DTSTART:20261201T093000Z", "DTEND:20261201T110000Z");
    const three = event("UID:3", "DTSTART:20261201T110000Z", "DTEND:20261201T120000Z");
    expect(shown(calendar(...two, ...one, ...three))).toEqual([
      "2026-12-01T09:00/2026-12-01T12:00",
    ]);
  });
});

describe("a zone that the calendar brings along", () => {
  const zone = [
    "BEGIN:VTIMEZONE",
    "TZID:W. Europe Standard Time",
    "BEGIN:STANDARD",
    "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
  ];
  const weekly = event(
    "DTSTART;TZID=W. Europe Standard Time:20270321T090000",
    "DTEND;TZID=W. Europe Standard Time:20270321T100000",
    "RRULE:FREQ=WEEKLY;COUNT=2",
  );

  test("is kept, over the changes of its clocks", () => {
    expect(shown(calendar(...zone, ...weekly), undefined, undefined, "America/New_York")).toEqual([
      "2027-03-21T08:00/2027-03-21T09:00",
      "2027-03-28T07:00/2027-03-28T08:00",
    ]);
  });

  test("is not believed where the zone database knows better", () => {
    const wrong = zone.map((line) => line.replace("W. Europe Standard Time", "Asia/Tokyo"));
    const lines = ["DTSTART;TZID=Asia/Tokyo:20261201T090000", "DURATION:PT1H"];
    expect(shown(calendar(...wrong, ...event(...lines)))).toEqual([
      "2026-12-01T00:00/2026-12-01T01:00",
    ]);
  });

  test("may name the real one; so may the whole calendar", () => {
    const named = zone.toSpliced(2, 0, "X-LIC-LOCATION:Asia/Tokyo");
    const lines = ["DTSTART;TZID=W. Europe Standard Time:20261201T090000", "DURATION:PT1H"];
    expect(shown(calendar(...named, ...event(...lines)))).toEqual([
      "2026-12-01T00:00/2026-12-01T01:00",
    ]);
    const floating = event("DTSTART:20261201T090000", "DURATION:PT1H");
    expect(shown(calendar("X-WR-TIMEZONE:Asia/Tokyo", ...floating))).toEqual([
      "2026-12-01T00:00/2026-12-01T01:00",
    ]);
  });
});

describe("an event that comes again", () => {
  const weekly = (...more: string[]) =>
    calendar(
      ...event(
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        "DTEND;TZID=Europe/Berlin:20261201T100000",
        ...more,
      ),
    );
  const days = (text: string) => shown(text).map((one) => one.slice(5, 16));

  test("keeps its wall time over every change of the clocks, in any zone", () => {
    const zones = [
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Pacific/Chatham",
      "America/Santiago",
      "Asia/Tokyo",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 363 }),
        (zone, hour, minute, day) => {
          const first = Temporal.PlainDateTime.from("2026-01-01")
            .add({ days: day })
            .with({ hour, minute });
          const wall = first.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
          const text = calendar(
            ...event(
              `DTSTART;TZID=${zone}:${wall}`,
              "DURATION:PT30M",
              "RRULE:FREQ=WEEKLY;COUNT=53",
            ),
          );
          const expected = Array.from(
            { length: 53 },
            (_, week) => first.add({ weeks: week }).toZonedDateTime(zone).epochMilliseconds,
          );
          const { busy } = read(text, "2025-12-01", "2028-12-01", "UTC");
          expect(busy.map(({ start }) => start)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    [
      "a number of times",
      "RRULE:FREQ=WEEKLY;COUNT=3",
      ["12-01T08:00", "12-08T08:00", "12-15T08:00"],
    ],
    [
      "until a moment, itself included",
      "RRULE:FREQ=WEEKLY;UNTIL=20261215T080000Z",
      ["12-01T08:00", "12-08T08:00", "12-15T08:00"],
    ],
    [
      "until shortly before",
      "RRULE:FREQ=WEEKLY;UNTIL=20261215T075959Z",
      ["12-01T08:00", "12-08T08:00"],
    ],
    [
      "until a day, itself included",
      "RRULE:FREQ=WEEKLY;UNTIL=20261215",
      ["12-01T08:00", "12-08T08:00", "12-15T08:00"],
    ],
    [
      "until a time without a zone",
      "RRULE:FREQ=WEEKLY;UNTIL=20261208T090000",
      ["12-01T08:00", "12-08T08:00"],
    ],
    ["every other week", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2", ["12-01T08:00", "12-15T08:00"]],
    [
      "on some days",
      "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3",
      ["12-01T08:00", "12-03T08:00", "12-08T08:00"],
    ],
    ["by day of the month", "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=2", ["12-01T08:00", "01-05T08:00"]],
  ])("%s", (_name, rule, expected) => {
    expect(days(weekly(rule))).toEqual(expected);
  });

  test("that began long ago is followed to today", () => {
    const text = calendar(
      ...event("DTSTART:19980105T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
    );
    expect(shown(text, "2026-12-01", "2026-12-15")).toEqual([
      "2026-12-07T09:00/2026-12-07T10:00",
      "2026-12-14T09:00/2026-12-14T10:00",
    ]);
  });

  test("leaves dates out: by moment in any zone, or by day", () => {
    const rule = "RRULE:FREQ=WEEKLY;COUNT=4";
    expect(
      days(
        weekly(
          rule,
          "EXDATE;TZID=Europe/Berlin:20261208T090000",
          "EXDATE:20261215T080000Z",
          "EXDATE;VALUE=DATE:20261222",
        ),
      ),
    ).toEqual(["12-01T08:00"]);
    expect(days(weekly(rule, "EXDATE;TZID=Europe/Berlin:20261215T090000,20261208T090000"))).toEqual(
      ["12-01T08:00", "12-22T08:00"],
    );
  });

  test("leaves out, and changes, dates that are named without a zone by the clocks of the series", () => {
    const lines = [
      "DTSTART;TZID=America/New_York:20261201T090000",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=3",
    ];
    expect(days(calendar(...event(...lines, "EXDATE:20261202T090000")))).toEqual([
      "12-01T14:00",
      "12-03T14:00",
    ]);
    const changed = event(
      "RECURRENCE-ID:20261202T090000",
      "DTSTART;TZID=America/New_York:20261202T100000",
      "DURATION:PT1H",
    );
    expect(days(calendar(...event(...lines), ...changed))).toEqual([
      "12-01T14:00",
      "12-02T15:00",
      "12-03T14:00",
    ]);
  });

  test("has extra dates, with or without a rule, and of another length", () => {
    expect(days(weekly("RDATE;TZID=Europe/Berlin:20261203T120000"))).toEqual([
      "12-01T08:00",
      "12-03T11:00",
    ]);
    expect(
      shown(weekly("RRULE:FREQ=WEEKLY;COUNT=1", "RDATE;VALUE=PERIOD:20261204T120000Z/PT3H")),
    ).toEqual(["2026-12-01T08:00/2026-12-01T09:00", "2026-12-04T12:00/2026-12-04T15:00"]);
  });

  test("all day", () => {
    const text = calendar(
      ...event(
        "DTSTART;VALUE=DATE:20270327",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;VALUE=DATE:20270329",
      ),
    );
    expect(shown(text)).toEqual(["2027-03-26T23:00/2027-03-28T22:00"]);
  });

  describe("changed here and there", () => {
    const series = [
      "DTSTART;TZID=Europe/Berlin:20261201T090000",
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;COUNT=4",
    ];
    const change = (id: string, ...lines: string[]) => event(`RECURRENCE-ID${id}`, ...lines);
    const second = ";TZID=Europe/Berlin:20261208T090000";

    test.each([
      [
        "moved",
        [second, "DTSTART;TZID=Europe/Berlin:20261209T150000", "DURATION:PT2H"],
        ["12-01T08:00", "12-09T14:00", "12-15T08:00", "12-22T08:00"],
      ],
      [
        "named in UTC",
        [":20261208T080000Z", "DTSTART:20261209T140000Z", "DURATION:PT2H"],
        ["12-01T08:00", "12-09T14:00", "12-15T08:00", "12-22T08:00"],
      ],
      [
        "named by its day",
        [";VALUE=DATE:20261208", "DTSTART:20261209T140000Z", "DURATION:PT2H"],
        ["12-01T08:00", "12-09T14:00", "12-15T08:00", "12-22T08:00"],
      ],
      [
        "called off",
        [second, "DTSTART;TZID=Europe/Berlin:20261208T090000", "STATUS:CANCELLED"],
        ["12-01T08:00", "12-15T08:00", "12-22T08:00"],
      ],
      [
        "made free",
        [
          second,
          "DTSTART;TZID=Europe/Berlin:20261208T090000",
          "DURATION:PT1H",
          "TRANSP:TRANSPARENT",
        ],
        ["12-01T08:00", "12-15T08:00", "12-22T08:00"],
      ],
      [
        "moved from there on",
        [
          `;RANGE=THISANDFUTURE${second}`,
          "DTSTART;TZID=Europe/Berlin:20261208T110000",
          "DURATION:PT1H",
        ],
        ["12-01T08:00", "12-08T10:00", "12-15T10:00", "12-22T10:00"],
      ],
    ] as const)("%s", (_name, [id, ...lines], expected) => {
      const text = calendar(...change(id, ...lines), ...event(...series));
      expect(days(text)).toEqual(expected);
    });

    test("a change of another event is not one of this", () => {
      const other = event(
        "UID:2",
        `RECURRENCE-ID${second}`,
        "DTSTART:20261208T200000Z",
        "DURATION:PT1H",
      );
      expect(days(calendar(...event(...series), ...other))).toEqual([
        "12-01T08:00",
        "12-08T08:00",
        "12-08T20:00",
        "12-15T08:00",
        "12-22T08:00",
      ]);
    });

    test("a changed occurrence alone, without its series, is an event", () => {
      expect(
        days(calendar(...change(second, "DTSTART:20261208T200000Z", "DURATION:PT1H"))),
      ).toEqual(["12-08T20:00"]);
    });
  });
});

describe("what makes no sense", () => {
  test.each([
    ["no start", ["SUMMARY:Nothing"]],
    ["a start that is no time", ["DTSTART:tomorrow", "DTEND:20261201T100000Z"]],
    ["a rule that is none", ["DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=SOMETIMES"]],
    ["a line that is none", ["DTSTART:20261201T090000Z", "DURATION:PT1H", "and now for something"]],
    [
      "a rule that contradicts itself",
      ["DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYMONTHDAY=1"],
    ],
    [
      "an exception that is no time",
      ["DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", "EXDATE:never"],
    ],
  ])("in one event is counted, and the rest is read: %s", (_name, lines) => {
    const fine = event("UID:2", "DTSTART:20261202T090000Z", "DURATION:PT1H");
    const text = calendar(...event(...lines), ...fine);
    expect(read(text)).toMatchObject({ events: 2, unread: 1 });
    expect(shown(text)).toEqual(["2026-12-02T09:00/2026-12-02T10:00"]);
  });

  test("an event that ends before it begins takes no time", () => {
    expect(shown(calendar(...event("DTSTART:20261201T090000Z", "DTEND:20261201T080000Z")))).toEqual(
      [],
    );
  });

  test.each([
    ["a line that is none", calendar("this is no line")],
    ["an end that is missing", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"],
  ])("in the whole is refused: %s", (_name, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "damaged" }));
  });

  test("too much is refused", () => {
    const many = Array.from({ length: 20_001 }, (_, n) =>
      event(`UID:${n}`, "DTSTART:20261201T090000Z"),
    );
    expect(() => read(calendar(...many.flat()))).toThrow(
      expect.objectContaining({ code: "too_many" }),
    );
    const often = event(
      "DTSTART:20261101T000000Z",
      "DURATION:PT1S",
      "RRULE:FREQ=MINUTELY;INTERVAL=3",
    );
    expect(() => read(calendar(...often))).toThrow(expect.objectContaining({ code: "too_many" }));
    const old = event("DTSTART:19700101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY");
    expect(() => read(calendar(...old))).toThrow(expect.objectContaining({ code: "too_slow" }));
  });
});

test("several calendars in one file are all read; what is no event is left aside", () => {
  const one = calendar(...event("DTSTART:20261201T090000Z", "DURATION:PT1H"));
  const two = calendar(
    "BEGIN:VTODO",
    "UID:t",
    "DTSTART:20261202T090000Z",
    "END:VTODO",
    ...event("DTSTART:20261203T090000Z", "DURATION:PT1H"),
  );
  expect(shown(one + two)).toEqual([
    "2026-12-01T09:00/2026-12-01T10:00",
    "2026-12-03T09:00/2026-12-03T10:00",
  ]);
});

describe("at first sight", () => {
  test.each([
    ["<!DOCTYPE html><html>", "text/html", "web_page"],
    ["\n  <html lang=en>", "text/calendar", "web_page"],
    ["Sign in to go on", "text/html; charset=utf-8", "web_page"],
    ["<?xml version='1.0'?><feed/>", "application/xml", "no_calendar"],
    ["{}", "application/json", "no_calendar"],
    ["BEGIN:VCARD", "text/vcard", "no_calendar"],
    ["", "text/html", "no_calendar"],
    ["\u0000\u0001", "", "no_calendar"],
  ])("%j as %s is %s", (text, contentType, code) => {
    expect(() => requireCalendar(text, contentType)).toThrow(expect.objectContaining({ code }));
  });

  test("a calendar is one whatever its type", () => {
    requireCalendar("\r\nbegin:vcalendar\r\n", "text/html");
  });
});

test("whatever a calendar is made of, reading it ends, with busy time that is sound or a reason", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "BEGIN:VEVENT",
      "END:VEVENT",
      "DTSTART:20261201T090000Z",
      "DTSTART;VALUE=DATE:20261201",
      "DTEND:20261201T100000",
      "DURATION:P1W",
      "DURATION:-PT1H",
      "RRULE:FREQ=DAILY",
      "RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO",
      "RDATE:20261205T090000Z",
      "EXDATE:20261201T090000Z",
      "RECURRENCE-ID:20261202T090000Z",
      "UID:1",
      "TRANSP:OPAQUE",
      " folded",
    ),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      try {
        const { busy } = read(calendar(...event(...lines)));
        for (const [index, { start, end }] of busy.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThan(busy[index - 1]?.end ?? -Infinity);
          expect(end - start).toBeLessThan(500 * DAY_MS);
        }
      } catch (error) {
        expect(error).toMatchObject({ name: "CalendarProblem" });
      }
    }),
    { numRuns: 300 },
  );
});
