import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** A statement as a server ran it, with the values that it ran with. */
export interface Statement {
  text: string;
  values: Array<string | null>;
  /** Settings of PostgreSQL that it ran with, beside those of its connection; as JSON, empty when there were none. */
  settings: string;
}

const MARK = "@@entry@@ ";
/** No work of a request: the queue and the relay. */
const LEFT_OUT = /\b(graphile_worker|platform)\.|^(begin|commit)$/;
const SETTINGS = /^select count\(set_config/;

/**
 * What each piece of work makes the server ask the database, in order, read from the database's log. Works on the embedded
 * server only, whose log lies in its data folder.
 */
export const captureStatements = async (
  owner: pg.Pool,
  logFile: string,
  times: number,
  work: (n: number) => Promise<unknown>,
): Promise<Statement[][]> => {
  await set(owner, "log_line_prefix", MARK);
  await set(owner, "log_min_duration_statement", "0");
  const captured: Statement[][] = [];
  try {
    // Each of the server's connections has to have read the new settings.
    await sleep(500);
    for (let n = 0; n < times; n++) {
      const from = statSync(logFile).size;
      await work(n);
      captured.push(parse(readFrom(logFile, from)));
    }
  } finally {
    await owner.query("alter system reset log_min_duration_statement");
    await owner.query("alter system reset log_line_prefix");
    await owner.query("select pg_reload_conf()");
  }
  if (captured.every((statements) => statements.length === 0))
    throw new Error("the database's log shows no statement of the server");
  return captured;
};

const set = async (owner: pg.Pool, name: string, value: string): Promise<void> => {
  await owner.query(`alter system set ${name} = '${value}'`);
  await owner.query("select pg_reload_conf()");
};

const readFrom = (file: string, from: number): string => {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(statSync(file).size - from);
    readSync(descriptor, bytes, 0, bytes.length, from);
    return bytes.toString("utf8");
  } finally {
    closeSync(descriptor);
  }
};

/** Statements in a piece of the log. */
const parse = (log: string): Statement[] => {
  const statements: Statement[] = [];
  let last: Statement | undefined;
  for (const entry of log.split(MARK)) {
    const executed = /^LOG: {2}duration: [\d.]+ ms {2}execute [^:]+: ([\s\S]*)$/.exec(entry);
    const detail = /^DETAIL: {2}[Pp]arameters: ([\s\S]*)$/.exec(entry);
    if (detail && last) last.values = valuesOf(detail[1]!.replaceAll("\n\t", "\n"));
    // What follows a message about anything else belongs to that.
    last = executed
      ? { text: executed[1]!.replaceAll("\n\t", "\n").trim(), values: [], settings: "" }
      : undefined;
    if (last) statements.push(last);
  }
  for (const [n, { text, values }] of statements.entries())
    if (SETTINGS.test(text) && statements[n + 1]) statements[n + 1]!.settings = values[0] ?? "";
  return statements.filter(({ text }) => !LEFT_OUT.test(text) && !SETTINGS.test(text));
};

/** "$1 = 'it''s', $2 = NULL" */
const valuesOf = (parameters: string): Array<string | null> =>
  [...parameters.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map((match) =>
    match[1] === undefined ? null : match[1].replaceAll("''", "'"),
  );
