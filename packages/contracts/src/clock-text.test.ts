import { expect, test } from "vitest";
import { clockText } from "./clock-text.ts";

test.each([
  [0, 0, "12:00 AM"],
  [9, 5, "9:05 AM"],
  [12, 30, "12:30 PM"],
  [23, 59, "11:59 PM"],
])("%i:%i is %s", (hour, minute, text) => expect(clockText(hour, minute)).toBe(text));
