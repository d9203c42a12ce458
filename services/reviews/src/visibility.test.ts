import fc from "fast-check";
import { expect, test } from "vitest";
import { shortName } from "./author-name.ts";
import { isDue, reviewUntil, seenBy, sideOf, windowState, type AuthorRole } from "./visibility.ts";

const done = "2026-03-20T10:00:00.000Z";

test("fourteen days of elapsed time, whatever the clocks on the wall do meanwhile", () => {
  expect(reviewUntil(done)?.toISOString()).toBe("2026-04-03T10:00:00.000Z");
  expect(reviewUntil(null)).toBeNull();
});

test("the last moment is still in time", () => {
  expect(windowState(null, new Date(done))).toBe("not_completed");
  expect(windowState(done, new Date("2026-04-03T10:00:00.000Z"))).toBe("open");
  expect(windowState(done, new Date("2026-04-03T10:00:00.001Z"))).toBe("over");
});

test("a booking has two sides, and nobody else", () => {
  const booking = { customerId: "c", providerUserId: "p" };
  expect([sideOf(booking, "c"), sideOf(booking, "p"), sideOf(booking, "x")]).toEqual([
    "customer",
    "provider",
    null,
  ]);
  expect(sideOf({ customerId: "c", providerUserId: "c" }, "c")).toBeNull();
});

const review = fc.record({
  authorRole: fc.constantFrom<AuthorRole>("customer", "provider"),
  publishedAt: fc.option(fc.date({ noInvalidDate: true })),
});

test("nobody ever sees the other's review before it is published", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(review, { selector: (r) => r.authorRole, maxLength: 2 }),
      fc.constantFrom<AuthorRole>("customer", "provider"),
      (reviews, side) => {
        const seen = seenBy(side, reviews);
        const other = reviews.find((r) => r.authorRole !== side);
        expect(seen.mine).toBe(reviews.find((r) => r.authorRole === side) ?? null);
        expect(seen.theirs).toBe(other?.publishedAt ? other : null);
        expect(seen.theirsIsWaiting).toBe(other !== undefined && other.publishedAt === null);
      },
    ),
  );
});

test("reviews are due together or at the end of the time", () => {
  const one = { publishDueAt: new Date(done) };
  expect(isDue([], new Date(done))).toBe(false);
  expect(isDue([one], new Date(Date.parse(done) - 1))).toBe(false);
  expect(isDue([one], new Date(done))).toBe(true);
  expect(isDue([one, one], new Date(0))).toBe(true);
});

test.each([
  ["Maria Silva", "Maria S."],
  ["  Maria   da Silva  costa ", "Maria C."],
  ["Cher", "Cher"],
  ["Anna éclair", "Anna É."],
  ["Jo 👩‍🔧", "Jo 👩‍🔧."],
])("%s is shown as %s", (name, shown) => {
  expect(shortName(name)).toBe(shown);
});
