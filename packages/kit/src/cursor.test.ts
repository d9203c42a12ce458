import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, toPage } from "./index.ts";

const Keys = z.tuple([z.string(), z.number().int(), z.uuid()]);
const keys = fc.tuple(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.uuid());

test("what goes in comes out, and it may stand in a URL", () => {
  fc.assert(
    fc.property(keys, (given) => {
      const cursor = encodeCursor(given);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(decodeCursor(Keys, cursor)).toEqual(given);
    }),
  );
});

test("none is none", () => {
  expect(decodeCursor(Keys, undefined)).toBeUndefined();
});

const refused = (cursor: string) => {
  try {
    decodeCursor(Keys, cursor);
  } catch (error) {
    return error;
  }
  return undefined;
};

test.each([
  "",
  "%",
  "bnVsbA",
  "e30",
  encodeCursor(["a", 1]),
  encodeCursor(["a", "1; drop table", "x"]),
])("one that is not ours is refused (%s)", (cursor) => {
  expect(refused(cursor)).toMatchObject({
    code: "invalid_request",
    status: 400,
    data: { errors: [{ path: "cursor" }] },
  });
});

test("any text gives either keys of the right shape or a refusal", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(refused(text)).toMatchObject({ status: 400 });
    }),
  );
});

test("pages cover all rows once, and only the last has no cursor", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 10 }), (count, limit) => {
      const rows = Array.from({ length: count }, (_, n) => ({ n }));
      const seen: number[] = [];
      let cursor: string | null | undefined;
      let pages = 0;
      do {
        pages++;
        const after = decodeCursor(z.number(), cursor ?? undefined) ?? -1;
        const page = toPage(
          rows.filter((row) => row.n > after).slice(0, limit + 1),
          limit,
          (row) => row.n,
          (row) => row.n,
        );
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(rows.map((row) => row.n));
      expect(pages).toBe(Math.max(1, Math.ceil(count / limit)));
    }),
  );
});
