import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createLog, folderFiles, openFiles, type Files } from "@loconomy/kit";
import { startTestS3, type TestS3 } from "@loconomy/testing";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { usePaymentsWorld } from "../testing.ts";
import { documentKey } from "./document-key.ts";
import { insertDocument } from "./document-store.ts";
import { keptDocument } from "./kept-document.ts";

const world = usePaymentsWorld();
let s3: TestS3;
const folder = join(inject("filesFolder"), randomUUID());
const lines: string[] = [];
const log = createLog("error", { write: (line) => void lines.push(line) });
const archive = async (files: Files) => ({
  db: await world.database.as("payments"),
  clock: world.harness.clock,
  files,
  log,
});
type Archive = Awaited<ReturnType<typeof archive>>;
let inFolder: Archive;
let inBucket: Archive;
beforeAll(async () => {
  s3 = await startTestS3();
  inFolder = await archive(folderFiles(folder));
  inBucket = await archive(await openFiles(s3.env, folder, log));
});
afterAll(() => s3.close());

const newKey = (): string =>
  documentKey("invoice", new Date("2026-12-31T23:59:59Z"), randomUUID(), ["with-card", "en-US"]);
const layout = (text: string) => () => Promise.resolve(new TextEncoder().encode(text));
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const rows = async (key: string) =>
  (
    await world.database.owner.pool.query<{ sha256: string; size: number }>(
      "select sha256, size from payments.documents where key = $1",
      [key],
    )
  ).rows;

test("a document is drawn once: another layout changes none that was handed out", async () => {
  for (const kept of [inFolder, inBucket]) {
    const key = newKey();
    expect(text(await keptDocument(kept, key, layout("old")))).toBe("old");
    expect(text(await keptDocument(kept, key, layout("new")))).toBe("old");
    expect(await rows(key)).toEqual([
      { sha256: "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4", size: 3 },
    ]);
  }
});

test("all who ask first get the same, whoever drew it", async () => {
  for (const kept of [inFolder, inBucket]) {
    const key = newKey();
    const got = await Promise.all(
      Array.from({ length: 12 }, (_, n) => keptDocument(kept, key, layout(`drawn by ${n}`))),
    );
    expect(new Set(got.map(text)).size).toBe(1);
    expect(text(await keptDocument(kept, key, layout("later")))).toBe(text(got[0]!));
    expect(await rows(key)).toHaveLength(1);
  }
});

test("what a crash left between file and row is handed out as it is", async () => {
  const key = newKey();
  await inFolder.files.put(key, await layout("before the crash")(), "application/pdf");
  expect(text(await keptDocument(inFolder, key, layout("after")))).toBe("before the crash");
  expect(text(await keptDocument(inFolder, key, layout("later")))).toBe("before the crash");
});

test("a file that is not what was kept is never handed out, and an error in the log", async () => {
  const key = newKey();
  await keptDocument(inFolder, key, layout("right"));
  for (const damaged of ["wrong", "righ", ""]) {
    await writeFile(join(folder, key), damaged);
    const read = keptDocument(inFolder, key, layout("right"));
    await expect(read).rejects.toMatchObject({
      code: "service_unavailable",
      message: expect.stringContaining("damaged"),
    });
    expect(lines.at(-1)).toContain(key);
  }
});

test("a file that was lost comes back when it is the same to the byte, and else not at all", async () => {
  const key = newKey();
  await keptDocument(inFolder, key, layout("right"));
  await rm(join(folder, key));
  await expect(keptDocument(inFolder, key, layout("another layout"))).rejects.toMatchObject({
    code: "service_unavailable",
  });
  expect(text(await keptDocument(inFolder, key, layout("right")))).toBe("right");
  expect(text(await keptDocument(inFolder, key, layout("another layout")))).toBe("right");
});

test("while the bucket does not answer nothing is written down, and nothing else handed out", async () => {
  const key = newKey();
  const down = () => void (s3.faults = ["busy", "busy", "busy"]);
  down();
  await expect(keptDocument(inBucket, key, layout("first"))).rejects.toMatchObject({
    code: "service_unavailable",
  });
  expect(await rows(key)).toEqual([]);
  await keptDocument(inBucket, key, layout("second"));
  down();
  await expect(keptDocument(inBucket, key, layout("second"))).rejects.toMatchObject({
    code: "service_unavailable",
  });
  expect(text(await keptDocument(inBucket, key, layout("third")))).toBe("second");
});

test("the database keeps what is written down of a document", async () => {
  const key = newKey();
  await keptDocument(inFolder, key, layout("right"));
  for (const sql of [
    "update payments.documents set sha256 = repeat('0', 64)",
    "delete from payments.documents",
    "truncate payments.documents",
  ])
    await expect(world.database.owner.pool.query(sql)).rejects.toThrow(/not changed/);
  const other = { key, sha256: "0".repeat(64), size: 1, keptAt: new Date() };
  expect((await insertDocument(inFolder.db, other)).sha256).not.toBe(other.sha256);
});
