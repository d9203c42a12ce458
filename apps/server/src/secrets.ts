import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Secrets {
  AUTH_SECRET: string;
  INTERNAL_SECRET: string;
  STRIPE_WEBHOOK_SECRET: string;
}

/** Secrets that nobody set are made once and kept in the data folder, readable by its owner only. */
export const loadSecrets = async (dataDir: string): Promise<Secrets> => {
  const file = join(dataDir, "secrets.json");
  const kept = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Partial<Secrets>;
  const random = (): string => randomBytes(32).toString("base64url");
  const secrets: Secrets = {
    AUTH_SECRET: random(),
    INTERNAL_SECRET: random(),
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    ...kept,
  };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
};
