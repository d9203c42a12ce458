import fc from "fast-check";
import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

/** RFC 4180, read strictly. */
const parse = (text: string): string[][] => {
  const rows: string[][] = [];
  let at = 1;
  let row: string[] = [];
  while (at < text.length) {
    let value = "";
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        value += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else while (!/[,\r]/.test(text[at]!)) value += text[at++];
    row.push(value);
    if (text[at] === ",") at++;
    else {
      expect(text.slice(at, at + 2)).toBe("\r\n");
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
};

test("commas, quotes and line breaks are quoted, lines end as RFC 4180 wants", () => {
  expect(
    csvText([
      ["a", 'say "hi"'],
      ["1,5", "two\nlines"],
    ]),
  ).toBe('\ufeffa,"say ""hi"""\r\n"1,5","two\nlines"\r\n');
});

test.each(['=HYPERLINK("http://x")', "+1-2", "-cmd", "@SUM(A1)", "\t=1", "-1.5.2"])(
  "%j stays a text",
  (value) => {
    expect(parse(csvText([[value]]))).toEqual([[`'${value}`]]);
  },
);

test.each(["-12.50", "0.05", "42"])("%s stays a number", (value) => {
  expect(csvText([[value]])).toBe(`\ufeff${value}\r\n`);
});

test("whatever is written can be read again, and nothing of it is a formula", () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'=+-@,"\r\n a1') }));
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns })));
  fc.assert(
    fc.property(tables, (rows) => {
      const read = parse(csvText(rows));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const [i, row] of read.entries())
        for (const [j, value] of row.entries()) {
          expect([rows[i]![j], `'${rows[i]![j]}`]).toContain(value);
          expect(/^[=+@\t\r\n]|^-(?!\d+(\.\d+)?$)/.test(value)).toBe(false);
        }
    }),
  );
});
