import { describe, expect, it } from "vitest";
import { duration, responseTime } from "./response-time.ts";

describe("times in words", () => {
  it("says how fast a provider answers, never too good", () => {
    expect([3, 62, 91, 600, 4000].map(responseTime)).toEqual([
      "Usually answers within 5 minutes",
      "Usually answers within 65 minutes",
      "Usually answers within 2 hours",
      "Usually answers within 10 hours",
      "Usually answers within 3 days",
    ]);
  });

  it("says how long a service takes", () => {
    expect([45, 60, 90].map(duration)).toEqual(["45 min", "1 h", "1 h 30 min"]);
  });
});
