import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  addMonthsToDay,
  lastDay,
  weekday,
  weeksLeftIn,
  weeksOf,
} from "./calendar-day.ts";

describe("calendar days", () => {
  it("crosses months, years and leap days", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
    expect(lastDay("2026-02")).toBe("2026-02-28");
  });
  it("keeps to the last day of a shorter month", () => {
    expect(addMonthsToDay("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonthsToDay("2026-03-15", -1)).toBe("2026-02-15");
  });
  it("lays a month out in six weeks", () => {
    expect(weekday("2026-11-29")).toBe(7);
    const weeks = weeksOf("2026-11", 1);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.[6]).toBe("2026-11-01");
    expect(weeks[0]?.[5]).toBeNull();
    expect(weeksOf("2026-11", 7)[0]?.[0]).toBe("2026-11-01");
  });
  it("counts the weeks that a month has left", () => {
    expect(weeksLeftIn("2026-11-01")).toBe(5);
    expect(weeksLeftIn("2026-11-27")).toBe(2);
    expect(weeksLeftIn("2026-11-27", "en-GB")).toBe(2);
    expect(weeksLeftIn("2026-11-29", "en-GB")).toBe(2);
    expect(weeksLeftIn("2026-11-29")).toBe(1);
  });
});
