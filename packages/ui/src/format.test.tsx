import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayIn,
  formatCount,
  formatDay,
  formatDistance,
  formatDuration,
  formatSlot,
  formatTime,
  plural,
  zoneLabel,
} from "./format.ts";

it("says how long a service takes", () => {
  expect([45, 60, 90].map(formatDuration)).toEqual(["45 min", "1 h", "1 h 30 min"]);
});

describe("formatDistance", () => {
  it("uses miles in the United States", () => {
    expect(formatDistance(1609.344 * 1.24)).toBe("1.2 mi");
    expect(formatDistance(1609.344 * 23.4)).toBe("23 mi");
    expect(formatDistance(10)).toBe("0.1 mi");
  });
  it("uses meters and kilometers elsewhere", () => {
    expect(formatDistance(430, "en-GB")).toBe("450 m");
    expect(formatDistance(1240, "en-GB")).toBe("1.2 km");
    expect(formatDistance(1240, "de-DE")).toMatch(/^1,2\skm$/);
  });
});

describe("times", () => {
  const start = "2026-11-28T08:00:00Z";
  const end = "2026-11-28T09:30:00Z";

  it("writes a slot in the place's own time", () => {
    expect(formatSlot(start, end, "Europe/Berlin", "en-GB")).toBe(
      "Sat 28 Nov, 9:00–10:30 (Berlin time)",
    );
    expect(formatSlot(start, end, "Europe/Berlin")).toBe("Sat 28 Nov, 9:00–10:30 AM (Berlin time)");
  });
  it("says both halves of the day when a slot crosses noon", () => {
    expect(formatSlot("2026-11-28T10:30:00Z", "2026-11-28T12:00:00Z", "Europe/Berlin")).toContain(
      "11:30 AM–1:00 PM",
    );
  });
  it("reads the day in the zone, and a calendar day without one", () => {
    expect(formatDay("2026-11-28T23:30:00Z", "Europe/Berlin")).toBe("Sun 29 Nov");
    expect(formatDay("2026-11-28", "America/Los_Angeles")).toBe("Sat 28 Nov");
    expect(formatDay("2026-11-28", "UTC", "en-US", { weekday: "long", year: true })).toBe(
      "Saturday 28 November 2026",
    );
  });
  it("uses a plain space before AM and PM", () => {
    expect(formatTime(start, "Europe/Berlin")).toBe("9:00 AM");
    expect(formatTime(start, "Europe/Berlin", "en-GB")).toBe("9:00");
  });
  it("names the zone by its city", () => {
    expect(zoneLabel("America/New_York")).toBe("New York time");
    expect(zoneLabel("Etc/UTC")).toBe("UTC");
  });
});

describe("formatCount", () => {
  it.each([0, 7, 999, 1000, 1_234_567, -5])("writes %d as Intl does", (n) => {
    expect(formatCount(n)).toBe(new Intl.NumberFormat("en-US").format(n));
  });

  it("groups as the locale does", () => {
    expect(formatCount(1200, "de-DE")).toBe("1.200");
  });
});

describe("plural", () => {
  it("agrees with the count", () => {
    expect(plural(1, "review", "reviews")).toBe("1 review");
    expect(plural(0, "review", "reviews")).toBe("0 reviews");
    expect(plural(1200, "review", "reviews")).toBe("1,200 reviews");
  });
});

describe("the day of an instant", () => {
  it("puts an instant on the day of the zone that is shown", () => {
    expect(dayIn("2026-11-28T03:30:00Z", "America/Chicago")).toBe("2026-11-27");
    expect(dayIn("2026-11-28T03:30:00Z", "Pacific/Kiritimati")).toBe("2026-11-28");
  });

  it("agrees with Temporal everywhere, also when clocks change", () => {
    const zones = fc.constantFrom(
      "America/St_Johns",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Europe/Berlin",
      "Pacific/Apia",
    );
    const instants = fc.date({
      min: new Date("2020-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, zones, (date, zone) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(date.getTime())
          .toZonedDateTimeISO(zone)
          .toPlainDate()
          .toString();
        expect(dayIn(date, zone)).toBe(expected);
      }),
    );
  });
});
