import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets.ts";

let dataDir: string;
let file: string;
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "loconomy-secrets-")), "data");
  file = join(dataDir, "secrets.json");
});
afterEach(() => rm(join(dataDir, ".."), { recursive: true, force: true }));

test("made once, for their owner's eyes, and the same ever after", async () => {
  const secrets = await loadSecrets(dataDir);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await loadSecrets(dataDir)).toEqual(secrets);
});

test("a start that finds all of them writes nothing: on a disk that is full they would be lost", async () => {
  await loadSecrets(dataDir);
  const { ino, mtimeMs } = await stat(file);
  await loadSecrets(dataDir);
  expect(await stat(file)).toMatchObject({ ino, mtimeMs });
});

test("one that an older version did not know is added, the others stay", async () => {
  const { INTERNAL_SECRET: _gone, ...older } = await loadSecrets(dataDir);
  await writeFile(file, JSON.stringify(older));
  const secrets = await loadSecrets(dataDir);
  expect(secrets).toMatchObject(older);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(secrets);
});

test("instances that start at the same time have the same", async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => loadSecrets(dataDir)));
  expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
});

test.each(["", '{"AUTH', "null", "[]", '{"AUTH_SECRET":7}'])(
  "a file that holds %j is named and left as it is",
  async (text) => {
    await loadSecrets(dataDir);
    await writeFile(file, text);
    await expect(loadSecrets(dataDir)).rejects.toThrow(/secrets\.json is not what was written/);
    expect(await readFile(file, "utf8")).toBe(text);
  },
);
