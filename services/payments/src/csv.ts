const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A spreadsheet would take such a text for a formula and run it; in front of an apostrophe it stays a text. */
const harmless = (value: string): string =>
  /^[=+\-@\t\r\n]/.test(value) && !NUMBER.test(value) ? `'${value}` : value;

const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/**
 * Rows as CSV by RFC 4180, with the mark by which spreadsheets know UTF-8. Texts that a spreadsheet would run as formulas are
 * made harmless; decimal numbers stay numbers.
 */
export const csvText = (rows: ReadonlyArray<readonly string[]>): string =>
  `\ufeff${rows.map((row) => `${row.map((value) => quoted(harmless(value))).join(",")}\r\n`).join("")}`;
