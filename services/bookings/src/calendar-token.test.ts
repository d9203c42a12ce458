import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { calendarToken, isTokenOf, linkIdOf } from "./calendar-token.ts";

const SERVER = "the server's secret, long enough for it";
const link = { id: randomUUID(), secret: "a".repeat(43) };
const token = calendarToken(SERVER, link);

test("a token names its link, is the same every time, and fits an address", () => {
  expect(token).toMatch(/^[\w-]{64}$/);
  expect(calendarToken(SERVER, link)).toBe(token);
  expect(linkIdOf(token)).toBe(link.id);
  expect(isTokenOf(token, SERVER, link)).toBe(true);
});

test("it takes the link's secret, its id and the server's secret", () => {
  const others = [
    calendarToken(SERVER, { ...link, secret: "b".repeat(43) }),
    calendarToken(SERVER, { ...link, id: randomUUID() }),
    calendarToken("another secret, also long enough", link),
  ];
  for (const other of others) expect(isTokenOf(other, SERVER, link)).toBe(false);
});

test.each(["", "x", token.slice(1), `${token}A`, token.replace(/.$/, "="), "ä".repeat(64)])(
  "%j is no token",
  (text) => {
    expect(linkIdOf(text)).toBeUndefined();
    expect(isTokenOf(text, SERVER, link)).toBe(false);
  },
);
