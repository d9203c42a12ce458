import { expect, test } from "vitest";
import { BoxText, parseBox } from "@loconomy/contracts";

test.each([
  ["-97.9,30.1,-97.5,30.5", { west: -97.9, south: 30.1, east: -97.5, north: 30.5 }],
  [" 170 , -20, -170, +10.25", { west: 170, south: -20, east: -170, north: 10.25 }],
  ["-180,-90,180,90", { west: -180, south: -90, east: 180, north: 90 }],
])("%j is a box", (text, box) => {
  expect(BoxText.safeParse(text).success).toBe(true);
  expect(parseBox(text)).toEqual(box);
});

test.each([
  ["", "west,south,east,north"],
  ["1,2,3", "west,south,east,north"],
  ["1,2,3,4,5", "west,south,east,north"],
  ["1,2,3,NaN", "west,south,east,north"],
  ["1,2,3,Infinity", "west,south,east,north"],
  ["1,2,3,1e2", "west,south,east,north"],
  ["1,2,3,0x4", "west,south,east,north"],
  ["1,,3,4", "west,south,east,north"],
  ["-181,2,3,4", "-180 and 180"],
  ["1,2,180.001,4", "-180 and 180"],
  ["1,-91,3,4", "-90 and 90"],
  ["1,2,3,90.5", "-90 and 90"],
  ["1,4,3,2", "below north"],
  ["1,2,3,2", "below north"],
  ["1,2,1,4", "must differ"],
  ["9".repeat(200), "120"],
])("%j is refused", (text, says) => {
  const { error } = BoxText.safeParse(text);
  expect(error?.issues[0]?.message).toContain(says);
});
