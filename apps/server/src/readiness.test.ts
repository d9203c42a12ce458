import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { createTestDatabase } from "@loconomy/testing";
import { expect, test } from "vitest";
import { startTestServer } from "./testing.ts";

/** A way to PostgreSQL on which everything can be held up, as when its machine hangs. */
const createWay = async (port: number) => {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on("data", (chunk) => to.write(chunk)).on("close", () => to.destroy());
      from.on("error", () => {});
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    hold: () => ends.forEach((end) => end.pause()),
    release: () => ends.forEach((end) => end.resume()),
    close: () => server.close(),
  };
};

test("a database that hangs makes the server not ready, and ready again when it goes on", async () => {
  const database = await createTestDatabase();
  const url = new URL(database.connectionString);
  const way = await createWay(Number(url.port));
  const { server, stop } = await startTestServer({
    DATABASE_URL: `postgres://loconomy:loconomy@127.0.0.1:${way.port}${url.pathname}`,
  });
  const ready = async () =>
    (await fetch(`${server.url}/readyz`, { signal: AbortSignal.timeout(8_000) })).status;
  try {
    expect(await ready()).toBe(200);
    way.hold();
    expect(await ready()).toBe(503);
    way.release();
    await expect.poll(ready).toBe(200);
  } finally {
    way.release();
    await stop();
    way.close();
    await database.drop();
  }
}, 30_000);
