import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

/** Where tools keep what they can make again. */
const FOLDER = join(import.meta.dirname, "../../../node_modules/.cache/loconomy");

/**
 * What `read` makes of some files, kept on disk until one of them or the code beside this file changes: reading it back takes a
 * twentieth of the time. Where nothing can be written it is read anew each time.
 * @param name of the file; old ones of the same name are removed.
 * @param read gives plain values and typed arrays, no functions.
 */
export const kept = <T>(
  name: string,
  sources: readonly string[],
  read: () => T,
  folder = FOLDER,
): T => {
  const file = `${name}-${versionOf(sources)}.bin`;
  try {
    return deserialize(readFileSync(join(folder, file))) as T;
  } catch {
    const made = read();
    keep(folder, name, file, made);
    return made;
  }
};

/** Installing a package again gives its files another time. */
const versionOf = (sources: readonly string[]): string => {
  const hash = createHash("sha256").update(process.version);
  for (const source of sources) {
    const { size, mtimeMs } = statSync(source);
    hash.update(`\n${source} ${size} ${mtimeMs}`);
  }
  for (const code of readdirSync(import.meta.dirname).toSorted())
    if (/(?<!\.test)\.ts$/.test(code)) hash.update(readFileSync(join(import.meta.dirname, code)));
  return hash.digest("hex").slice(0, 16);
};

const keep = (folder: string, name: string, file: string, made: unknown): void => {
  const unfinished = join(folder, `${file}.${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, serialize(made));
    // Others see the whole of it or nothing.
    renameSync(unfinished, join(folder, file));
    for (const other of readdirSync(folder))
      if (other.startsWith(`${name}-`) && other.endsWith(".bin") && other !== file)
        rmSync(join(folder, other), { force: true });
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished);
  }
};
