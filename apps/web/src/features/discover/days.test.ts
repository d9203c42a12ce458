import { describe, expect, it } from "vitest";
import { nextDays } from "./days.ts";

describe("nextDays", () => {
  const now = Temporal.Instant.from("2026-11-28T03:30:00Z");

  it("counts on the calendar of the place, not of the server", () => {
    expect(nextDays(now, "America/Chicago", 1)).toEqual([{ value: "2026-11-27", label: "Today" }]);
    expect(nextDays(now, "Europe/Berlin", 1)).toEqual([{ value: "2026-11-28", label: "Today" }]);
  });

  it("names today and tomorrow, and the others by weekday", () => {
    expect(nextDays(now, "America/Chicago", 4).map((day) => day.label)).toEqual([
      "Today",
      "Tomorrow",
      "Sun 29 Nov",
      "Mon 30 Nov",
    ]);
  });

  it("goes day by day over a change of clocks", () => {
    const days = nextDays(Temporal.Instant.from("2026-10-24T22:30:00Z"), "Europe/Berlin", 3);
    expect(days.map((day) => day.value)).toEqual(["2026-10-25", "2026-10-26", "2026-10-27"]);
  });
});
