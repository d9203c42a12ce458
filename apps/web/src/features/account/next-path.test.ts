import { describe, expect, it } from "vitest";
import { nextPath, withNext } from "./next-path.ts";

describe("nextPath", () => {
  it("keeps paths of this site with their query", () => {
    expect(nextPath("/book?serviceId=1&start=2026-11-28T09:00:00Z")).toBe(
      "/book?serviceId=1&start=2026-11-28T09:00:00Z",
    );
    expect(nextPath(["/desk", "/other"])).toBe("/desk");
  });

  it.each([
    "https://evil.test/",
    "//evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "/.//evil.test",
    "javascript:alert(1)",
    "desk",
    "",
    undefined,
  ])("refuses %j", (given) => {
    expect(nextPath(given)).toBe("/bookings");
  });

  it("survives the way through the address", () => {
    const next = "/book?serviceId=1&start=2026-11-28T09:00:00+01:00";
    const query = new URL(withNext("/sign-in", next), "http://x").searchParams;
    expect(nextPath(query.get("next"))).toBe(next);
  });
});
