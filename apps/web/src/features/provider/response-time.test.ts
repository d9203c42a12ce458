import { describe, expect, it } from "vitest";
import { responseTime } from "./response-time.ts";

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
});
