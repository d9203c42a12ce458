import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { Agent, get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { eventually } from "./testing-fixture.ts";
import { startTestServer } from "./testing.ts";

test("who keeps a connection is answered on it once more, and told that it ends", async () => {
  const { server, stop } = await startTestServer();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (): Promise<IncomingMessage> => {
    const [answer] = await once(get(`${server.url}/healthz`, { agent }), "response");
    await once(answer.resume(), "end");
    return answer;
  };
  expect((await ask()).headers.connection).toBe("keep-alive");
  const stopping = stop();
  await sleep(50);
  const last = await ask();
  expect([last.statusCode, last.headers.connection]).toEqual([200, "close"]);
  await stopping;
  await expect(ask()).rejects.toThrow("ECONNREFUSED");
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s while it starts ends the start, and the database with it",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "loconomy-interrupted-"));
    await chmod(folder, 0o755);
    const lock = join(folder, "postgres", "postmaster.pid");
    const child = spawn(process.execPath, [resolve(import.meta.dirname, "main.ts")], {
      env: { ...process.env, DATABASE_URL: "", DATA_DIR: folder, PORT: "0", WEB: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    try {
      await eventually(async () => existsSync(lock), 30_000);
      const exit = once(child, "exit");
      child.kill(signal);
      expect(await exit).toEqual([0, null]);
      expect(said).not.toMatch(/is ready|could not start/);
      expect(existsSync(lock)).toBe(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
