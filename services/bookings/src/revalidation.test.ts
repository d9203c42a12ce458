import { expect, test } from "vitest";
import { isFresh } from "./revalidation.ts";

const now = { etag: '"abc"', "last-modified": "Fri, 27 Nov 2026 10:00:00 GMT" };

test.each([
  [{}, false],
  [{ "if-none-match": '"abc"' }, true],
  [{ "if-none-match": 'W/"abc"' }, true],
  [{ "if-none-match": '"x", W/"abc"' }, true],
  [{ "if-none-match": "*" }, true],
  [{ "if-none-match": '"x"' }, false],
  [{ "if-none-match": "abc" }, false],
  [{ "if-modified-since": "Fri, 27 Nov 2026 10:00:00 GMT" }, true],
  [{ "if-modified-since": "Fri, 27 Nov 2026 09:59:59 GMT" }, false],
  [{ "if-modified-since": "yesterday" }, false],
  // The tag has the last word.
  [{ "if-none-match": '"x"', "if-modified-since": "Fri, 27 Nov 2026 10:00:00 GMT" }, false],
])("%o: fresh is %s", (asked, fresh) => {
  expect(isFresh(asked, now)).toBe(fresh);
});
