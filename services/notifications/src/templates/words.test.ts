import { expect, test } from "vitest";
import { durationWords, moneyWords, momentWords, rangeWords, zoneWords } from "./words.ts";

test.each([
  [6000, "USD", "$60"],
  [5950, "USD", "$59.50"],
  [6000, "JPY", "¥6,000"],
  [1250, "KWD", "KWD 1.250"],
  [12_345_600, "EUR", "€123,456"],
  [0, "GBP", "£0"],
])("%i %s is %s", (amount, currency, words) => {
  expect(moneyWords({ amount, currency }).replace(/\u00a0/g, " ")).toBe(words);
});

test.each([
  [
    "2026-11-28T08:00:00Z",
    "2026-11-28T09:30:00Z",
    "Europe/Berlin",
    "Sat 28 Nov, 9:00–10:30 AM (Berlin time)",
  ],
  [
    "2026-11-28T15:00:00Z",
    "2026-11-28T16:05:00Z",
    "America/Chicago",
    "Sat 28 Nov, 9:00–10:05 AM (Chicago time)",
  ],
  [
    "2026-11-28T15:00:00Z",
    "2026-11-28T16:00:00Z",
    "Asia/Kolkata",
    "Sat 28 Nov, 8:30–9:30 PM (Kolkata time)",
  ],
  [
    "2026-12-31T22:30:00Z",
    "2026-12-31T23:30:00Z",
    "Europe/Berlin",
    "Thu 31 Dec, 11:30 PM – Fri 1 Jan, 12:30 AM (Berlin time)",
  ],
  [
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "Europe/Berlin",
    "Sun 25 Oct, 2:30 AM (UTC+02:00)–2:30 AM (UTC+01:00) (Berlin time)",
  ],
  [
    "2026-11-28T10:00:00Z",
    "2026-11-28T11:00:00Z",
    "Pacific/Kiritimati",
    "Sun 29 Nov, 12:00–1:00 AM (Kiritimati time)",
  ],
])("%s to %s in %s", (start, end, zone, words) => {
  expect(rangeWords(start, end, zone)).toBe(words);
});

test("one moment, a zone, a length", () => {
  expect(momentWords("2026-07-01T07:05:00Z", "Europe/Berlin")).toBe(
    "Wed 1 Jul, 9:05 AM (Berlin time)",
  );
  expect(["America/Argentina/Buenos_Aires", "UTC", "America/New_York"].map(zoneWords)).toEqual([
    "Buenos Aires time",
    "UTC",
    "New York time",
  ]);
  expect([1, 45, 60, 90, 120, 150, 180].map(durationWords)).toEqual([
    "1 minute",
    "45 minutes",
    "60 minutes",
    "90 minutes",
    "2 hours",
    "150 minutes",
    "3 hours",
  ]);
});
