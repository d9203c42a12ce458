import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "@loconomy/kit";
import { startMetricsServer } from "./metrics-server.ts";
import { startTestServer, type TestServer } from "./testing.ts";

let server: TestServer;
beforeAll(async () => void (server = await startTestServer({ METRICS_PORT: "0" })));
afterAll(() => server.stop());

test("metrics are read on a port of their own, and nowhere else", async () => {
  const answer = await fetch(server.server.metricsUrl!);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect(await answer.text()).toContain("process_cpu_seconds_total");
  expect((await fetch(new URL("/", server.server.metricsUrl))).status).toBe(404);
  expect((await fetch(server.server.metricsUrl!, { method: "POST" })).status).toBe(404);
  for (const path of ["/metrics", "/api/metrics", "/api/v1/metrics"])
    expect((await fetch(server.url + path)).status).toBe(404);
});

test("a port that is taken is told by the name of its setting", async () => {
  const port = Number(new URL(server.server.metricsUrl!).port);
  await expect(startMetricsServer(createMetrics(), { host: "127.0.0.1", port })).rejects.toThrow(
    `Port ${port} is taken by another program. Choose another for METRICS_PORT`,
  );
});
