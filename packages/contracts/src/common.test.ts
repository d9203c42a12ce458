import { describe, expect, test } from "vitest";
import { RequiredText, Text } from "./common.ts";

describe("what a person typed", () => {
  test.each([
    ["  Ada  ", "Ada"],
    ["two\nlines\tand a tab\r\n", "two\nlines\tand a tab"],
    ["😀 שלום 日本", "😀 שלום 日本"],
    ["", ""],
  ])("%j is %j", (typed, text) => expect(Text(100).parse(typed)).toBe(text));

  test.each([
    ["NUL", "a\0b"],
    ["an escape", "a\u001bb"],
    // The database would keep another sign in its place, or take nothing at all.
    ["half of a pair of code units", "a\ud83db"],
    ["the other half", "\ude00"],
    ["a sign that turns what follows around", "Ada \u202egpj.exe"],
  ])("%s is refused, with a reason for people", (_what, typed) =>
    expect(Text(100).safeParse(typed).error?.issues).toMatchObject([
      { message: "must not contain control or broken characters" },
    ]),
  );

  test("what must not be empty is more than space", () => {
    for (const nothing of ["", " \n ", "\u200b", "\u2060 \u00a0"])
      expect(RequiredText(100).safeParse(nothing).error?.issues).toMatchObject([
        { message: "must not be empty" },
      ]);
    expect(RequiredText(100).parse(" x ")).toBe("x");
  });
});
