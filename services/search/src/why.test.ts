import { expect, test } from "vitest";
import { why, type WhyFacts } from "./why.ts";

/** A Friday, 6:00 in Chicago. */
const now = new Date("2026-11-27T12:00:00Z");
const facts: WhyFacts = {
  distanceMeters: 1_290,
  country: "US",
  firstStart: "2026-11-28T15:00:00Z",
  timeZone: "America/Chicago",
  rating: 4.9,
  ratingCount: 120,
  words: 0,
  reliability: 0.95,
  keptCount: 0,
  brokenCount: 0,
  instant: false,
  responseMinutes: null,
  verified: false,
  listedDays: 400,
  spoken: [],
};

test.each<[Partial<WhyFacts>, string]>([
  [{}, "0.8 mi away · free Sat 9:00 AM · 4.9 from 120"],
  [{ country: "DE" }, "1.3 km away · free Sat 9:00 AM · 4.9 from 120"],
  [{ country: null }, "1.3 km away · free Sat 9:00 AM · 4.9 from 120"],
  [{ timeZone: "Asia/Kathmandu" }, "0.8 mi away · free Sat 8:45 PM · 4.9 from 120"],
  [{ timeZone: "Pacific/Kiritimati" }, "0.8 mi away · free Sun 5:00 AM · 4.9 from 120"],
  [{ firstStart: undefined }, "0.8 mi away · 4.9 from 120"],
  [{ ratingCount: 0 }, "0.8 mi away · free Sat 9:00 AM"],
  [{ distanceMeters: 0 }, "0.1 mi away · free Sat 9:00 AM · 4.9 from 120"],
  [{ distanceMeters: 40_000, country: "FR" }, "40 km away · free Sat 9:00 AM · 4.9 from 120"],
  [{ distanceMeters: 9_960, country: "FR" }, "10 km away · free Sat 9:00 AM · 4.9 from 120"],
])("%j reads %s", (change, text) => expect(why({ ...facts, ...change }, now)).toBe(text));

test.each<[string, string]>([
  ["2026-11-27T21:30:00Z", "free Fri 3:30 PM"],
  ["2026-12-04T05:59:00Z", "free Thu 11:59 PM"],
  ["2026-12-04T06:00:00Z", "free 4 Dec 12:00 AM"],
  ["2027-03-14T08:00:00Z", "free 14 Mar 3:00 AM"],
])("within a week the weekday says it, later the date: %s is %s", (firstStart, text) =>
  expect(why({ ...facts, firstStart, ratingCount: 0 }, now)).toBe(`0.8 mi away · ${text}`),
);

const plain = { firstStart: undefined, ratingCount: 0 };

test.each<[string, Partial<WhyFacts>, string]>([
  ["a short time to answer", { responseMinutes: 10 }, "answers in 10 min"],
  ["no answer is needed", { responseMinutes: 10, instant: true }, ""],
  ["a long time to answer", { responseMinutes: 90 }, ""],
  ["many jobs kept", { keptCount: 98, brokenCount: 2, reliability: 0.975 }, "kept 98 % of jobs"],
  ["nearly all kept", { keptCount: 999, brokenCount: 1, reliability: 0.998 }, "kept 99 % of jobs"],
  ["all kept", { keptCount: 40, reliability: 0.983 }, "kept all 40 jobs"],
  ["few jobs", { keptCount: 19, reliability: 0.974 }, ""],
  ["many broken", { keptCount: 90, brokenCount: 10, reliability: 0.908 }, ""],
  ["a newcomer", { listedDays: 3 }, "new here"],
  ["a newcomer with ten reviews", { listedDays: 3, ratingCount: 10, rating: 3 }, ""],
  ["few stars", { ratingCount: 100, rating: 3.9 }, ""],
  ["a language asked for", { spoken: ["de"] }, "speaks German"],
  ["an unnamed language", { spoken: ["qaa"] }, "speaks qaa"],
])("of %s it says what is true and nothing else", (_what, change, text) =>
  expect(why({ ...facts, ...plain, ...change }, now)).toBe(
    text ? `0.8 mi away · ${text}` : "0.8 mi away",
  ),
);

test("the two reasons that bring most are named, and a language that was asked for always is", () => {
  const many = { responseMinutes: 5, keptCount: 60, reliability: 0.9875 };
  expect(why({ ...facts, ...many }, now)).toBe("0.8 mi away · free Sat 9:00 AM · 4.9 from 120");
  expect(why({ ...facts, ...many, rating: 4.5 }, now)).toBe(
    "0.8 mi away · free Sat 9:00 AM · answers in 5 min",
  );
  expect(why({ ...facts, ...many, firstStart: undefined }, now)).toBe(
    "0.8 mi away · 4.9 from 120 · answers in 5 min",
  );
  expect(why({ ...facts, ...many, spoken: ["de", "fr"] }, now)).toBe(
    "0.8 mi away · speaks German · free Sat 9:00 AM",
  );
});
