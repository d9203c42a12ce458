import { describe, expect, it } from "vitest";
import { instantAt } from "./zone-time.ts";

describe("instantAt", () => {
  it.each([
    ["an ordinary day", "2026-11-28", "09:00", "Europe/Berlin", "2026-11-28T08:00:00.000Z"],
    ["summer", "2026-07-01", "09:00", "America/Chicago", "2026-07-01T14:00:00.000Z"],
    ["a half-hour zone", "2026-11-28", "09:00", "Asia/Kolkata", "2026-11-28T03:30:00.000Z"],
    [
      "beyond the date line",
      "2026-11-28",
      "00:00",
      "Pacific/Kiritimati",
      "2026-11-27T10:00:00.000Z",
    ],
    ["a time that is skipped", "2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["a time that comes twice", "2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ])("%s", (_, day, time, zone, instant) => expect(instantAt(day, time, zone)).toBe(instant));
});
