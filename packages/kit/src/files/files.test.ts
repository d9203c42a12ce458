import { randomUUID } from "node:crypto";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startTestS3, type TestS3 } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createLog } from "../log.ts";
import { openFiles, type Files } from "./files.ts";
import { folderFiles } from "./folder-files.ts";
import { s3Files } from "./s3-files.ts";

const folderOf = (): string => join(inject("filesFolder"), randomUUID());
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (kept: Uint8Array | null) => kept && new TextDecoder().decode(kept);
const newKey = (): string => `invoice/2026/${randomUUID()}/customer.en-US.pdf`;

let s3: TestS3;
beforeAll(async () => void (s3 = await startTestS3()));
beforeEach(() => {
  s3.faults = [];
  s3.requests = [];
});
afterAll(() => s3.close());

const settings = () => ({
  bucket: s3.env.S3_BUCKET,
  region: s3.env.S3_REGION,
  endpoint: s3.env.S3_ENDPOINT,
  accessKeyId: s3.env.S3_ACCESS_KEY_ID,
  secretAccessKey: s3.env.S3_SECRET_ACCESS_KEY,
});

describe.each<[string, () => Files]>([
  ["a folder", () => folderFiles(folderOf())],
  ["a bucket", () => s3Files(settings())],
])("%s", (_name, create) => {
  test("keeps what is put there first, whatever comes later", async () => {
    const [files, key] = [create(), newKey()];
    expect(await files.get(key)).toBeNull();
    expect(await files.put(key, bytes("first"), "text/plain")).toBe(true);
    expect(await files.put(key, bytes("second"), "text/plain")).toBe(false);
    expect(text(await files.get(key))).toBe("first");
  });

  test("of twenty who write at once one wins, and all read what that one wrote", async () => {
    const [files, key] = [create(), newKey()];
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, n) => files.put(key, bytes(`writer ${n}`), "text/plain")),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(text(await files.get(key))).toBe(`writer ${won.indexOf(true)}`);
  });

  test.each(["", "../secrets.json", "a/../../b", "/etc/passwd", ".unfinished/a", "a//b", "a\0b"])(
    "refuses %j as a key",
    async (key) => {
      const files = create();
      await expect(files.put(key, bytes("x"), "text/plain")).rejects.toThrow("no key");
      await expect(files.get(key)).rejects.toThrow("no key");
    },
  );
});

test("what a crash left half-written in the folder is never read, and does not stand in the way", async () => {
  const [folder, key] = [folderOf(), newKey()];
  await mkdir(join(folder, ".unfinished"), { recursive: true });
  await writeFile(join(folder, ".unfinished", randomUUID()), "hal");
  const files = folderFiles(folder);
  expect(await files.get(key)).toBeNull();
  expect(await files.put(key, bytes("whole"), "text/plain")).toBe(true);
  expect(text(await files.get(key))).toBe("whole");
  expect(await readdir(join(folder, ".unfinished"))).toHaveLength(1);
  expect((await stat(join(folder, key))).mode & 0o077).toBe(0);
});

test("the bucket is told the type, and asked by path", async () => {
  const key = newKey();
  await s3Files(settings()).put(key, bytes("%PDF"), "application/pdf");
  expect(s3.objects.get(key)).toMatchObject({ type: "application/pdf" });
  expect(s3.requests).toEqual([`PUT /papers/${key}`]);
});

test("a bucket that is busy for a moment, or takes another one's write just now, is asked again", async () => {
  const [files, key] = [s3Files(settings()), newKey()];
  s3.faults = ["busy", "conflict"];
  expect(await files.put(key, bytes("x"), "text/plain")).toBe(true);
  expect(s3.requests).toHaveLength(3);
  s3.faults = ["busy"];
  expect(text(await files.get(key))).toBe("x");
});

test("a write whose answer was lost is not taken for another one's", async () => {
  const [files, key] = [s3Files(settings(), 50), newKey()];
  await files.put(key, bytes("x"), "text/plain");
  s3.faults = ["hang"];
  expect(await files.put(key, bytes("x"), "text/plain")).toBe(false);
  expect(text(await files.get(key))).toBe("x");
});

test.each(["hang", "cut"] as const)(
  "a bucket whose answers %s is waited for not for long",
  async (fault) => {
    const [files, key] = [s3Files(settings(), 50), newKey()];
    await files.put(key, bytes("some bytes"), "text/plain");
    s3.faults = [fault, fault, fault];
    await expect(files.get(key)).rejects.toMatchObject({ code: "service_unavailable" });
  },
);

test("what the bucket refuses is no missing file", async () => {
  s3.faults = ["denied"];
  const failed = s3Files(settings()).get(newKey());
  await expect(failed).rejects.toMatchObject({
    code: "service_unavailable",
    cause: { name: "AccessDenied" },
  });
});

describe("at the start", () => {
  const lines: string[] = [];
  const log = createLog("error", { write: (line) => void lines.push(line) });
  const open = (env: Record<string, string | undefined>) => openFiles(env, folderOf(), log);

  test("a bucket that works is opened, however often; without one it is the folder", async () => {
    for (const _ of [1, 2]) {
      const [files, key] = [await open(s3.env), newKey()];
      await files.put(key, bytes("x"), "text/plain");
      expect(s3.objects.has(key)).toBe(true);
    }
    s3.requests = [];
    expect(await (await open({ S3_BUCKET: "" })).get(newKey())).toBeNull();
    expect(s3.requests).toEqual([]);
  });

  test.each([
    [{ S3_BUCKET: "b" }, "S3_REGION: is needed with S3_BUCKET"],
    [{ S3_REGION: "r" }, "S3_BUCKET: is needed with S3_REGION"],
    [{ S3_ENDPOINT: "https://s3.test" }, "S3_BUCKET: is needed with S3_ENDPOINT"],
    [{ S3_BUCKET: "b", S3_REGION: "r", S3_ACCESS_KEY_ID: "k" }, "S3_SECRET_ACCESS_KEY: is needed"],
    [{ S3_BUCKET: "b", S3_REGION: "r", S3_SECRET_ACCESS_KEY: "s" }, "S3_ACCESS_KEY_ID: is needed"],
    [{ S3_BUCKET: "b", S3_REGION: "r", S3_ENDPOINT: "minio" }, "S3_ENDPOINT: must look like"],
  ])("settings that are half there are named: %j", async (env, message) => {
    await expect(open(env)).rejects.toThrow(message);
  });

  test.each([
    [{ S3_BUCKET: "another" }, "there is no such bucket"],
    [{ S3_ACCESS_KEY_ID: "AKIAOTHER" }, "S3_ACCESS_KEY_ID is not known"],
    [{ S3_SECRET_ACCESS_KEY: "wrong" }, "S3_SECRET_ACCESS_KEY does not belong"],
    [{ S3_REGION: "us-east-1" }, "another region"],
  ])("a bucket that refuses them says which: %j", async (wrong, message) => {
    const failed = open({ ...s3.env, ...wrong });
    await expect(failed).rejects.toMatchObject({ name: "ConfigError" });
    await expect(failed).rejects.toThrow(message);
  });

  test("a key that may not write, and a bucket that writes over what it keeps, are refused", async () => {
    s3.faults = ["denied"];
    await expect(open(s3.env)).rejects.toThrow("s3:PutObject");
    s3.overwrites = true;
    await expect(open(s3.env)).rejects.toThrow("If-None-Match");
    s3.overwrites = false;
  });

  test("a bucket that does not answer is an error in the log, and no reason not to start", async () => {
    s3.faults = ["busy", "busy", "busy"];
    await expect(open(s3.env)).resolves.toBeDefined();
    expect(lines.at(-1)).toContain('the bucket \\"papers\\" does not answer');
  });
});
