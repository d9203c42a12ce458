import { expect, it } from "vitest";
import { mergeMetadata } from "./metadata.ts";

it("merges metadata: empty values and an empty whole remove", () => {
  expect(mergeMetadata({ a: "1", b: "2" }, { b: "", c: "3" })).toEqual({ a: "1", c: "3" });
  expect(mergeMetadata({ a: "1" }, "")).toEqual({});
  expect(mergeMetadata({ a: "1" }, undefined)).toEqual({ a: "1" });
});
