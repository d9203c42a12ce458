import { describe, expect, it } from "vitest";
import { policyText } from "./policy.ts";

const free = { until: "2026-11-27T09:00:00Z", keepPercent: 0 };
const start = "2026-11-28T09:00:00Z";

describe("policyText", () => {
  it("names the date in the given zone and what comes after", () => {
    const terms = { name: "flexible" as const, steps: [free, { until: start, keepPercent: 50 }] };
    expect(policyText(terms, "Europe/Berlin")).toBe("Free until Fri 27 Nov, 10:00 AM, then 50%");
  });

  it("tells every step of a strict policy", () => {
    const half = { until: "2026-11-27T12:00:00Z", keepPercent: 50 };
    const terms = {
      name: "strict" as const,
      steps: [free, half, { until: start, keepPercent: 100 }],
    };
    expect(policyText(terms, "UTC")).toBe(
      "Free until Fri 27 Nov, 9:00 AM, then 50% until Fri 27 Nov, 12:00 PM, then no refund",
    );
  });

  it("says plainly what canceling costs when the free time is over", () => {
    const only = (keepPercent: number) =>
      policyText({ name: "strict", steps: [{ until: start, keepPercent }] }, "UTC");
    expect(only(50)).toBe("Canceling costs 50% of the price");
    expect(only(100)).toBe("No refund when you cancel");
    expect(only(0)).toBe("Free until the start");
  });
});
