import { describe, expect, it } from "vitest";
import { resultsHeading, shortPlace } from "./heading.ts";

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
