import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanInstants, timeSpan, timeSpanLabel } from "./time-span.ts";

describe("times of a day", () => {
  it("stand with the earlier first, and an end alone is open at the other", () => {
    expect(timeSpan("09:00", "12:00")).toBe("09:00-12:00");
    expect(timeSpan("12:00", "09:00")).toBe("09:00-12:00");
    expect(timeSpan("09:00", "")).toBe("09:00-");
    expect(timeSpan("", "12:00")).toBe("-12:00");
    expect(timeSpan("00:00", "12:00")).toBe("-12:00");
  });

  it("are none when they leave the whole day or nothing of it", () => {
    const none: [string, string][] = [
      ["", ""],
      ["00:00", "24:00"],
      ["09:00", "09:00"],
      ["24:00", ""],
      ["", "00:00"],
    ];
    for (const [from, before] of none) expect(timeSpan(from, before)).toBeUndefined();
  });

  it("are said in words", () => {
    expect(timeSpanLabel("09:00-12:00")).toBe("9:00 AM–12:00 PM");
    expect(timeSpanLabel("09:00-11:30")).toBe("9:00–11:30 AM");
    expect(timeSpanLabel("17:00-")).toBe("From 5:00 PM");
    expect(timeSpanLabel("-12:00")).toBe("Before 12:00 PM");
  });

  it("are those of the zone, whatever its clocks do", () => {
    expect(spanInstants("2026-11-28", "09:00-12:00", "America/Chicago")).toEqual({
      from: "2026-11-28T15:00:00Z",
      to: "2026-11-28T18:00:00Z",
    });
    expect(spanInstants("2026-11-28", "20:00-", "Asia/Kolkata")).toEqual({
      from: "2026-11-28T14:30:00Z",
      to: "2026-11-28T18:30:00Z",
    });
    // 2:00 to 3:00 does not exist on this day.
    expect(spanInstants("2026-03-08", "02:00-03:00", "America/Chicago")).toEqual({
      from: "2026-03-08T07:00:00Z",
      to: "2026-03-08T08:00:00Z",
    });
    // 1:00 to 2:00 comes twice on this one.
    expect(spanInstants("2026-11-01", "01:00-02:00", "America/Chicago")).toEqual({
      from: "2026-11-01T06:00:00Z",
      to: "2026-11-01T08:00:00Z",
    });
  });

  it("are never empty", () => {
    const time = fc.integer({ min: 0, max: 96 }).map((quarter) => {
      const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
      return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    });
    const day = fc.constantFrom("2026-03-08", "2026-11-01", "2026-03-29", "2026-04-05");
    const zone = fc.constantFrom("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe");
    fc.assert(
      fc.property(time, time, day, zone, (from, before, date, timeZone) => {
        const span = timeSpan(from, before);
        if (span === undefined) return;
        const instants = spanInstants(date, span, timeZone);
        expect(Date.parse(instants.from)).toBeLessThan(Date.parse(instants.to));
      }),
    );
  });
});
