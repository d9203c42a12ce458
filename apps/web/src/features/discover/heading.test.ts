import type { SearchWidening } from "@loconomy/contracts";
import { describe, expect, it } from "vitest";
import { foundText, resultsHeading, shortPlace } from "./heading.ts";

describe("heading of the results", () => {
  it("leaves out the country", () => {
    expect(shortPlace("Austin, TX, United States")).toBe("Austin, TX");
    expect(shortPlace("Berlin, Germany")).toBe("Berlin");
    expect(shortPlace("Singapore")).toBe("Singapore");
  });

  it("says what and where", () => {
    expect(resultsHeading({ categoryName: "Plumbing", q: "tap" }, "Austin, TX")).toBe(
      "Plumbing near Austin, TX",
    );
    expect(resultsHeading({ q: "leaking tap" }, "Berlin")).toBe("“leaking tap” near Berlin");
    expect(resultsHeading({}, "Berlin")).toBe("Local services near Berlin");
    expect(resultsHeading({ categoryName: "Plumbing" }, null)).toBe("Plumbing");
    expect(resultsHeading({ q: "tap" }, "Berlin", true)).toBe("“tap” in this area");
  });
});

describe("how many were found", () => {
  const found = (
    shown: number,
    state: Parameters<typeof foundText>[0] = { date: "2026-11-28" },
    nextCursor: string | null = null,
    widen: SearchWidening[] = [],
  ) =>
    foundText(
      state,
      { items: Array(shown), nextCursor, widen, total: 154, totalIsExact: true },
      "within 5 mi",
    );

  it("is the total as long as nobody asks for a time", () => {
    expect(found(20, {}, "more")).toBe("154 providers within 5 mi");
  });

  it("are those shown when somebody does: of the others nobody knows", () => {
    expect(found(6)).toBe("6 providers within 5 mi have a time that fits");
    expect(found(1)).toBe("1 provider within 5 mi has a time that fits");
    expect(found(0)).toBe("Nobody within 5 mi has a time that fits");
    expect(found(20, { partOfDay: "morning" }, "more")).toBe(
      "20 providers within 5 mi have a time that fits, and there may be more",
    );
    expect(found(0, { durationMinutes: 90 }, "more")).toBe(
      "Nobody so far within 5 mi has a time that fits",
    );
  });

  it("goes on on later pages", () => {
    const later = { date: "2026-11-28", cursor: "later" };
    expect(found(1, later)).toBe("1 more provider within 5 mi has a time that fits");
    expect(found(0, later)).toBe("Nobody else within 5 mi has a time that fits");
    expect(found(0, later, "more")).toBe("Nobody else so far within 5 mi has a time that fits");
    const widen = [{ change: "time" as const, to: null, found: 9 }];
    expect(found(0, later, null, widen)).toBe("Nobody within 5 mi has a time that fits");
  });
});
