import { expect, test } from "vitest";
import type { Match } from "./matches.ts";
import type { Found } from "./results.ts";
import { throughWindows } from "./windows.ts";

const match = (chord: number): Match => ({ id: `p${chord}`, chord }) as Match;
const NEAREST = [1, 2, 3, 4].map(match);

/** The next page of at most `limit` of them, in windows of `size`. */
const page = (size: number, limit: number) =>
  throughWindows(
    {
      size,
      load: async ({ limit: most }) => NEAREST.slice(0, most),
      take: async (matches, _after, most) => ({
        found: matches.slice(0, most).map((one) => ({ match: one }) as Found),
        last: matches.length > most ? [matches[most - 1]!.chord, 0, ""] : null,
        asked: most,
      }),
    },
    null,
    limit,
    10,
  );

test("a first window that holds everybody tells how many there are, whatever the page shows of them", async () => {
  expect(await page(4, 2)).toMatchObject({ all: 4, next: { keys: [2, 0, ""] } });
  expect(await page(4, 4)).toMatchObject({ all: 4, next: null });
  expect(await page(3, 2)).toMatchObject({ all: null, next: { keys: [2, 0, ""] } });
});
