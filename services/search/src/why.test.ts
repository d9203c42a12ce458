import { expect, test } from "vitest";
import { why } from "./why.ts";

const reasons = {
  distanceMeters: 1_290,
  country: "US",
  firstStart: "2026-11-28T15:00:00Z",
  timeZone: "America/Chicago",
  rating: 4.9,
  ratingCount: 120,
};

test.each([
  [{}, "0.8 mi away · free Sat 9:00 · 4.9 from 120"],
  [{ country: "DE" }, "1.3 km away · free Sat 9:00 · 4.9 from 120"],
  [{ country: null }, "1.3 km away · free Sat 9:00 · 4.9 from 120"],
  [{ timeZone: "Asia/Kathmandu" }, "0.8 mi away · free Sat 20:45 · 4.9 from 120"],
  [{ timeZone: "Pacific/Kiritimati" }, "0.8 mi away · free Sun 5:00 · 4.9 from 120"],
  [{ firstStart: undefined }, "0.8 mi away · 4.9 from 120"],
  [{ ratingCount: 0 }, "0.8 mi away · free Sat 9:00"],
  [{ distanceMeters: 0 }, "0.1 mi away · free Sat 9:00 · 4.9 from 120"],
  [{ distanceMeters: 40_000, country: "FR" }, "40 km away · free Sat 9:00 · 4.9 from 120"],
  [{ distanceMeters: 9_960, country: "FR" }, "10 km away · free Sat 9:00 · 4.9 from 120"],
])("%j reads %s", (change, text) => expect(why({ ...reasons, ...change })).toBe(text));
