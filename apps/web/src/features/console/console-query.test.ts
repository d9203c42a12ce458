import { expect, it } from "vitest";
import { consoleHref, consoleQuery } from "./console-query.ts";

it("reads what it writes", () => {
  const query = { view: "bookings" as const, q: "", status: "pending" as const, cursor: "abc=" };
  const { searchParams } = new URL(consoleHref(query), "http://x");
  expect(consoleQuery(Object.fromEntries(searchParams))).toEqual(query);
});

it("leaves out what makes no sense", () => {
  expect(consoleQuery({ view: "secrets", status: "gone", q: ["a", "b"] })).toEqual({
    view: "users",
    q: "",
    status: undefined,
    cursor: undefined,
  });
});
