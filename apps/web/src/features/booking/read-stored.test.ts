import { expect, test } from "vitest";
import { readStored } from "./read-stored.ts";

interface Kept {
  id: string;
  isOld?: boolean;
}
const read = (stored: string | null) =>
  readStored<Kept>(stored, { id: "string", isOld: "boolean?" });

test("what fits is read, what may be missing may be missing", () => {
  expect(read('{"id":"a"}')).toEqual({ id: "a" });
  expect(read('{"id":"a","isOld":true}')).toEqual({ id: "a", isOld: true });
});

test.each([
  null,
  "",
  "null",
  "{",
  "[]",
  "7",
  '{"id":7}',
  '{"isOld":true}',
  '{"id":"a","isOld":"yes"}',
])("%s is nothing", (stored) => expect(read(stored)).toBeNull());
