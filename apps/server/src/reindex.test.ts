import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "@loconomy/testing";
import { reindex } from "./reindex.ts";
import { createFixture, eventually, type Fixture } from "./testing-fixture.ts";
import { startTestServer, type TestServer } from "./testing.ts";

let server: TestServer;
let fixture: Fixture;
beforeAll(async () => {
  server = await startTestServer();
  fixture = await createFixture(server);
}, 60_000);
afterAll(() => server.stop());

const rows = async (): Promise<{ listings: number; open: number }> =>
  (
    await server.database.owner.pool.query<{ listings: number; open: number }>(
      `select (select count(*)::int from search.listings where provider_id = $1) as listings,
              (select count(*)::int from search.open_times where provider_id = $1) as open`,
      [fixture.providerId],
    )
  ).rows[0]!;

test("the running server builds the index anew, and the command waits for it", async () => {
  await eventually(async () => (await rows()).open === 1);
  await server.database.owner.pool.query("delete from search.listings");
  await server.database.owner.pool.query("delete from search.open_times");
  const { providers } = await reindex(server.database.owner);
  expect(providers).toBeGreaterThan(0);
  expect(await rows()).toEqual({ listings: 1, open: 1 });
});

test("without a server it says so instead of waiting for ever", async () => {
  const alone = await createTestDatabase();
  await expect(reindex(alone.owner, 200)).rejects.toThrow("No server has taken the work yet");
  await alone.drop();
});
