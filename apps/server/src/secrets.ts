import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "@loconomy/kit";
import { z } from "zod";

const Secrets = z.object({
  AUTH_SECRET: z.string().min(32),
  INTERNAL_SECRET: z.string().min(32),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
});
export type Secrets = z.infer<typeof Secrets>;

/**
 * Secrets that nobody set are made once and kept in the data folder, readable by its owner only. What is there is never written
 * again, and instances that start on one folder at the same time get the same.
 * @throws ConfigError when the file is there and holds something else.
 */
export const loadSecrets = async (dataDir: string): Promise<Secrets> => {
  const file = join(dataDir, "secrets.json");
  const kept = await read(file);
  const secrets = Secrets.safeParse({ ...made(), ...kept });
  if (!secrets.success) throw unusable(file);
  const isWhole = Object.keys(secrets.data).every((name) => kept && Object.hasOwn(kept, name));
  if (isWhole) return secrets.data;
  await mkdir(dataDir, { recursive: true });
  return (await keep(file, secrets.data, kept === undefined)) ? secrets.data : loadSecrets(dataDir);
};

const made = (): Secrets => {
  const random = (): string => randomBytes(32).toString("base64url");
  return {
    AUTH_SECRET: random(),
    INTERNAL_SECRET: random(),
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
  };
};

/** What the file holds; undefined when there is none. One that cannot be read is not taken for none: others would be made. */
const read = async (file: string): Promise<object | undefined> => {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return z.looseObject({}).parse(JSON.parse(text));
  } catch {
    throw unusable(file);
  }
};

const unusable = (file: string): ConfigError =>
  new ConfigError(
    `${file} is not what was written there. Bring it back from a backup; without it, delete it: everybody has to sign in again then, and calendar links that were given out end.`,
  );

/** Whole or not at all, also on a disk that is full; false when it is to be new and another instance was faster. */
const keep = async (file: string, secrets: Secrets, isNew: boolean): Promise<boolean> => {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    const handle = await open(unfinished, "wx", 0o600);
    try {
      await handle.writeFile(JSON.stringify(secrets, null, 2));
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!isNew) await rename(unfinished, file);
    else await link(unfinished, file);
    return true;
  } catch (error) {
    if (isNew && (error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
};
