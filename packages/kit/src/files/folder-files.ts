import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Files } from "./files.ts";
import { checkKey } from "./key.ts";

/** Where files lie until they are whole; no key begins with a dot. */
const UNFINISHED = ".unfinished";

/** Files in a folder, which is made with the first of them; readable by its owner only. */
export const folderFiles = (folder: string): Files => {
  const root = resolve(folder);
  return {
    put: async (key, bytes) => {
      checkKey(key);
      const place = join(root, key);
      const unfinished = join(root, UNFINISHED, randomUUID());
      for (const path of [place, unfinished])
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await write(unfinished, bytes);
        // A link is there at once or not at all, and never takes the place of another, which a rename would.
        await link(unfinished, place);
      } catch (error) {
        if (isError(error, "EEXIST")) return false;
        throw error;
      } finally {
        await rm(unfinished, { force: true });
      }
      for (let path = dirname(place); path !== dirname(root); path = dirname(path))
        await sync(path);
      await sync(dirname(root));
      return true;
    },
    get: async (key) => {
      checkKey(key);
      try {
        return new Uint8Array(await readFile(join(root, key)));
      } catch (error) {
        if (isError(error, "ENOENT")) return null;
        throw error;
      }
    },
  };
};

const isError = (error: unknown, code: string): boolean =>
  (error as NodeJS.ErrnoException).code === code;

const write = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Makes the names in a folder last through a loss of power. Windows opens no folders, and writes names down by itself. */
const sync = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
