import { describe, expect, it } from "vitest";
import { monthWindow, slotsByDay } from "./open-times.ts";

describe("open times", () => {
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
