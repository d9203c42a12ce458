import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 1 << 20;
const TAB = 9;
const NEWLINE = 10;

/** One line of a tab-separated file. Fields are decoded only when asked for. */
export interface Line {
  field(index: number): string;
  fieldLength(index: number): number;
}

/** Calls `each` for every line of a tab-separated file of up to 32 columns, holding one megabyte of it at a time. The line is valid during the call only. */
export const eachLine = (path: string, each: (line: Line) => void): void => {
  const file = openSync(path, "r");
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const ends = new Int32Array(33);
  let lineStart = 0;
  const startOf = (index: number): number => (index === 0 ? lineStart : ends[index - 1]! + 1);
  const line: Line = {
    field: (index) => chunk.toString("utf8", startOf(index), ends[index]!),
    fieldLength: (index) => ends[index]! - startOf(index),
  };
  try {
    let kept = 0;
    for (;;) {
      if (kept === chunk.length) chunk = Buffer.concat([chunk, Buffer.alloc(chunk.length)]);
      const read = readSync(file, chunk, kept, chunk.length - kept, null);
      const filled = kept + read;
      lineStart = 0;
      let column = 0;
      for (let at = 0; at < filled; at++) {
        const byte = chunk[at];
        if (byte !== TAB && byte !== NEWLINE) continue;
        if (column < 32) ends[column++] = at;
        if (byte === NEWLINE) {
          each(line);
          lineStart = at + 1;
          column = 0;
        }
      }
      chunk.copy(chunk, 0, lineStart, filled);
      kept = filled - lineStart;
      if (read === 0) return;
    }
  } finally {
    closeSync(file);
  }
};
