import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn, monthWindow, slotsByDay } from "./open-times.ts";

describe("open times", () => {
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

  it("asks for the rest of this month, and for whole later ones", () => {
    expect(monthWindow("2026-11", "2026-11-23")).toEqual({ from: "2026-11-23", to: "2026-11-30" });
    expect(monthWindow("2027-02", "2026-11-23")).toEqual({ from: "2027-02-01", to: "2027-02-28" });
  });

  it("groups slots by day in order", () => {
    const slots = ["2026-11-28T03:30:00Z", "2026-11-28T15:00:00Z"].map((start) => ({
      start,
      end: start,
      day: start.slice(0, 10),
      spotsLeft: 1,
    }));
    expect([...slotsByDay(slots, "America/Chicago").keys()]).toEqual(["2026-11-27", "2026-11-28"]);
    expect([...slotsByDay(slots, "UTC").keys()]).toEqual(["2026-11-28"]);
  });
});
