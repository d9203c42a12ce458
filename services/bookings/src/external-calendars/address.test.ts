import { describe, expect, test } from "vitest";
import { readAddress, refusalOf, strictRules } from "./address.ts";

const rules = strictRules(["http://intranet.example:8080"]);
const judge = (text: string) => {
  const url = readAddress(text);
  return url && refusalOf(url, rules);
};

describe("an address of a calendar", () => {
  test.each([
    ["webcal://calendar.example/a.ics", "https://calendar.example/a.ics"],
    ["WEBCAL://calendar.example/a.ics", "https://calendar.example/a.ics"],
    ["webcals://calendar.example/a.ics", "https://calendar.example/a.ics"],
    ["  https://calendar.example:443/a?b=c#d ", "https://calendar.example/a?b=c"],
    ["https://kalender.münchen.example/ä", "https://kalender.xn--mnchen-3ya.example/%C3%A4"],
  ])("%s is read as %s", (text, href) => {
    expect(readAddress(text)?.href).toBe(href);
    expect(judge(text)).toBeUndefined();
  });

  test.each(["", "calendar", "calendar.example/a.ics", "https://", "http://[::1", "//x"])(
    "%j is none",
    (text) => {
      expect(readAddress(text)).toBeUndefined();
    },
  );

  test.each([
    "http://calendar.example/a.ics",
    "ftp://calendar.example/a.ics",
    "file:///etc/passwd",
    "data:text/calendar,BEGIN:VCALENDAR",
    "javascript:alert(1)",
    "https://calendar.example:8443/a.ics",
    "https://calendar.example:22/",
    "https://me:secret@calendar.example/a.ics",
    "https://calendar.example@127.0.0.1/",
  ])("%s is not allowed", (text) => {
    expect(judge(text)).toBe("refused_address");
  });

  test.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://0/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1]/",
    "https://127。0。0。1/",
    "https://①②⑦.0.0.1/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://x.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
  ])("%s leads inside", (text) => {
    expect(judge(text)).toBe("inside");
  });

  test("one's own network is read where it was named", () => {
    expect(judge("http://intranet.example:8080/a.ics")).toBeUndefined();
    expect(judge("http://intranet.example/a.ics")).toBe("refused_address");
    expect(judge("http://me:secret@intranet.example:8080/a.ics")).toBe("refused_address");
  });
});
