import { describe, expect, it } from "vitest";
import { policyLine } from "./policy-line.ts";

const chosen = {
  start: "2026-11-28T15:00:00Z",
  timeZone: "America/Chicago",
  now: Date.parse("2026-11-25T12:00:00Z"),
};

describe("policyLine", () => {
  it("is general without a time", () => {
    expect(policyLine("flexible")).toContain("24 hours before");
  });

  it("names the moment in the zone shown", () => {
    expect(policyLine("flexible", chosen)).toBe(
      "Cancel for free until Fri 27 Nov, 9:00 AM; after that half the price is kept.",
    );
    expect(policyLine("moderate", { ...chosen, timeZone: "Europe/Berlin" })).toContain(
      "Thu 26 Nov, 4:00 PM",
    );
  });

  it("does not promise a free cancellation whose moment has passed", () => {
    const late = { ...chosen, now: Date.parse("2026-11-28T10:00:00Z") };
    expect(policyLine("flexible", late)).toBe(policyLine("flexible"));
    expect(policyLine("strict", chosen)).toBe(
      "Cancel for half the price until Fri 27 Nov, 9:00 AM; after that the full price is kept.",
    );
  });
});
