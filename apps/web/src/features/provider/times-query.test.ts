import { describe, expect, it } from "vitest";
import { readTimesQuery, timesHref } from "./times-query.ts";

describe("the address of the page of open times", () => {
  it("comes back as it was; a day stands for its month", () => {
    const query = {
      serviceId: "s1",
      day: "2026-12-03",
      month: "2026-12",
      zone: "Europe/Berlin",
      place: { lat: 30.27, lng: -97.74, label: "Austin" },
    };
    const href = timesHref("maple", query);
    expect(href).toBe(
      "/providers/maple/times?serviceId=s1&day=2026-12-03&zone=Europe%2FBerlin&lat=30.27&lng=-97.74&place=Austin",
    );
    const params = Object.fromEntries(new URL(href, "http://localhost").searchParams);
    expect(readTimesQuery(params)).toEqual(query);
  });

  it("leaves out what makes no sense", () => {
    const nothing = {
      serviceId: undefined,
      day: undefined,
      month: undefined,
      zone: undefined,
      place: undefined,
    };
    expect(readTimesQuery({})).toEqual(nothing);
    expect(
      readTimesQuery({ serviceId: ["a", "b"], day: "2026-13-40", month: "2026-13", zone: "Mars" }),
    ).toEqual(nothing);
  });
});
