import { expect, test } from "vitest";
import { answersIn } from "./message-answers.ts";

test.each([
  ["", ""],
  ["c", ""],
  ["p", ""],
  ["cp", "0-1"],
  ["ccp", "0-2"],
  ["cpp", "0-1"],
  ["pcpcc", "1-2"],
  ["ccppcp", "0-2 4-5"],
])("in %j are answered: %j", (senders, answers) => {
  const messages = [...senders].map((letter, n) => ({
    sender: letter === "c" ? ("customer" as const) : ("provider" as const),
    createdAt: String(n),
  }));
  expect(
    answersIn(messages)
      .map(({ askedAt, answeredAt }) => `${askedAt}-${answeredAt}`)
      .join(" "),
  ).toBe(answers);
});
