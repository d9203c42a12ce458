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

test("our own sentences are shown as they are, a wrong DATABASE_URL by name, the unknown not at all", () => {
  expect(explain(new ConfigError("PORT must be a number."))).toBe("PORT must be a number.");
  expect(
    explain(Object.assign(new Error('database "x" does not exist'), { code: "3D000" })),
  ).toContain("DATABASE_URL");
  expect(explain(new Error("a bug"))).toBeUndefined();
});
