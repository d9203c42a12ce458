import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { query } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

const BASE = 1_000;
interface Question {
  bits: string;
  first: number;
  length: number;
  run: number;
}

/** Bits in long and short stretches. */
const arbitraryBits = fc
  .array(fc.record({ bit: fc.constantFrom("0", "1"), length: fc.integer({ min: 1, max: 40 }) }), {
    maxLength: 20,
  })
  .map((parts) => parts.map(({ bit, length }) => bit.repeat(length)).join(""));
const arbitraryQuestions = fc.array(
  fc.record({
    bits: arbitraryBits,
    first: fc.integer({ min: BASE - 50, max: BASE + 450 }),
    length: fc.integer({ min: -5, max: 450 }),
    run: fc.integer({ min: 1, max: 50 }),
  }),
  { minLength: 50, maxLength: 50 },
);

const isOpen = ({ bits }: Question, quarter: number): boolean =>
  quarter >= BASE && (bits[quarter - BASE] ?? bits.at(-1)) === "1";
const beginsAt = (question: Question, quarter: number): boolean =>
  Array.from({ length: question.run }, (_, at) => quarter + at).every((each) =>
    isOpen(question, each),
  );
const starts = (question: Question, from: number, until: number): number[] =>
  Array.from({ length: Math.max(0, until - from) }, (_, at) => from + at).filter((quarter) =>
    beginsAt(question, quarter),
  );

const ask = (questions: readonly Question[]) =>
  query<{ within: boolean; first: number | null }>(
    database.owner,
    `select search.run_within(bits::bit varying, $2, first, first + length, run) as within,
            search.first_open(bits::bit varying, $2, first, run) as first
       from rows from (json_to_recordset($1::json) as (bits text, first int, length int, run int))
              with ordinality as q (bits, first, length, run, n)
      order by n`,
    [JSON.stringify(questions), BASE],
  );

test("runs are found as by trying every quarter, and where no more is known there may be one", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestions, async (questions) => {
      const answers = await ask(questions);
      questions.forEach((question, index) => {
        const { first, length, run, bits } = question;
        const tried = starts(question, first, first + length).length > 0;
        const { within } = answers[index]!;
        // Past its end the last bit stands for all; close before it the answer may be yes too often.
        const reachesEnd = bits.endsWith("1") && first + length + run - 1 > BASE + bits.length;
        if (!reachesEnd) expect(within).toBe(tried);
        else if (tried) expect(within).toBe(true);
      });
    }),
    { numRuns: 20 },
  );
});

test("the first run is the first that trying finds", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestions, async (questions) => {
      const answers = await ask(questions);
      questions.forEach((question, index) => {
        const { first, bits, run } = question;
        const end = BASE + bits.length;
        const [tried] = starts(question, first, Math.max(first, end) + 1);
        const found = answers[index]!.first;
        if (!bits.endsWith("1")) expect(found).toBe(tried ?? null);
        // Never later than the first, and no earlier than what reaches into what is not known.
        else expect(found === tried || (found! <= tried! && found! + run > end)).toBe(true);
      });
    }),
    { numRuns: 20 },
  );
});

test("an empty window has no run, and no bits are never open", async () => {
  const none = { first: BASE, length: 96, run: 1 };
  expect(
    await ask([
      { ...none, bits: "" },
      { ...none, bits: "1111", length: 0, run: 4 },
      { ...none, bits: "0110", run: 3 },
    ]),
  ).toEqual([
    { within: false, first: null },
    { within: false, first: BASE },
    { within: false, first: null },
  ]);
});
