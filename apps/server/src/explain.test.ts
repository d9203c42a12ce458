import { mkdir } from "node:fs/promises";
import { ConfigError, EmbeddedPostgresError } from "@loconomy/kit";
import { createTestDatabase } from "@loconomy/testing";
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

test("a full disk is called so, whoever met it", async () => {
  const database = await createTestDatabase();
  const refused = await database.owner.pool
    .query(
      `do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`,
    )
    .catch((error: Error) => error);
  await database.drop();
  const initdb = new EmbeddedPostgresError(
    "The database folder could not be created.\nFATAL: could not write: No space left on device",
  );
  for (const error of [
    refused as Error,
    Object.assign(new Error("write failed"), { code: "ENOSPC" }),
    initdb,
    new Error("demo data", { cause: refused }),
  ])
    expect(explain(error)).toContain("The disk is full");
});

test("our own sentences are shown as they are, a folder that may not be written by name, the unknown not at all", async () => {
  const folder = await mkdir("/dev/null/data", { recursive: true }).catch((error: Error) => error);
  expect(explain(folder as Error)).toMatch(/^\/dev\/null\/data cannot be used: .*DATA_DIR=/);
  expect(explain(new ConfigError("PORT must be a number."))).toBe("PORT must be a number.");
  expect(explain(new Error("a bug"))).toBeUndefined();
});
