import { expect, it } from "vitest";
import { isBeingRead } from "./being-read.ts";

const read = { id: "a", state: "ok", lastFetchedAt: "2026-11-27T10:00:00Z" } as const;

it("is so while a calendar is new", () => {
  expect(isBeingRead({ ...read, state: "waiting", lastFetchedAt: null }, {})).toBe(true);
  expect(isBeingRead(read, {})).toBe(false);
});

it("is so from asking until it has been read since", () => {
  const asked = { a: "2026-11-27T10:00:00Z" };
  expect(isBeingRead(read, asked)).toBe(true);
  expect(isBeingRead({ ...read, lastFetchedAt: "2026-11-27T10:05:00Z" }, asked)).toBe(false);
  expect(isBeingRead({ ...read, id: "b" }, asked)).toBe(false);
});
