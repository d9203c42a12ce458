import { expect, test } from "vitest";
import { readBusy } from "./read-busy.ts";

const question = {
  home: "Europe/Berlin",
  ours: new Set<string>(),
  from: Date.parse("2026-11-01"),
  to: Date.parse("2027-11-01"),
};
const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT", "END:VCALENDAR", ""].join(
    "\r\n",
  );

test("busy time comes back from the other thread", async () => {
  const text = calendar("DTSTART:20261201T090000", "DURATION:PT1H");
  const start = Date.parse("2026-12-01T08:00:00Z");
  expect(await readBusy({ ...question, text })).toEqual({
    busy: [{ start, end: start + 3_600_000 }],
    events: 1,
    unread: 0,
  });
});

test("so does the reason why there is none", async () => {
  await expect(readBusy({ ...question, text: "BEGIN:VCALENDAR" })).rejects.toMatchObject({
    name: "CalendarProblem",
    code: "damaged",
  });
});

/** A zone whose clocks change every second. */
const ODD_ZONE = [
  "BEGIN:VTIMEZONE",
  "TZID:Odd",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0100",
  "RRULE:FREQ=SECONDLY",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");

test.each([
  [
    "a zone",
    calendar("DTSTART;TZID=Odd:20261201T090000", "DURATION:PT1H").replace(
      "BEGIN:VEVENT",
      `${ODD_ZONE}\r\nBEGIN:VEVENT`,
    ),
  ],
  [
    "a rule that is never met",
    calendar(
      "DTSTART:20261201T090000",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
    ),
  ],
])(
  "a calendar that keeps its reader busy is given up, and this thread goes on meanwhile: %s",
  async (_name, text) => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await expect(readBusy({ ...question, text }, 1_000)).rejects.toMatchObject({
      code: "too_slow",
    });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  },
);
