import { expect, test } from "vitest";
import { createMetrics } from "./index.ts";

const lines = async (metrics: ReturnType<typeof createMetrics>) =>
  (await metrics.read()).body.split("\n").filter((line) => line && !line.startsWith("#"));

test("counts, levels and times are read in Prometheus' format", async () => {
  const metrics = createMetrics();
  metrics
    .counter({ name: "loconomy_reads_total", help: "Reads.", labelNames: ["result"] })
    .inc({ result: "hit" }, 2);
  metrics.gauge({ name: "loconomy_lag_seconds", help: "Lag." }).set(0.5);
  metrics
    .histogram({ name: "loconomy_wait_seconds", help: "Waits.", buckets: [0.1, 1] })
    .observe(0.3);
  expect((await metrics.read()).contentType).toContain("text/plain");
  expect(await lines(metrics)).toEqual([
    'loconomy_reads_total{result="hit"} 2',
    "loconomy_lag_seconds 0.5",
    'loconomy_wait_seconds_bucket{le="0.1"} 0',
    'loconomy_wait_seconds_bucket{le="1"} 1',
    'loconomy_wait_seconds_bucket{le="+Inf"} 1',
    "loconomy_wait_seconds_sum 0.3",
    "loconomy_wait_seconds_count 1",
  ]);
});

test("a level may be asked for when it is read", async () => {
  const metrics = createMetrics();
  let waiting = 1;
  metrics.gauge({
    name: "loconomy_waiting",
    help: "Waiting.",
    collect() {
      this.set(waiting);
    },
  });
  waiting = 7;
  expect(await lines(metrics)).toEqual(["loconomy_waiting 7"]);
});

test("who asks twice for a name counts on; another process' worth of metrics knows nothing of it", async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  const reads = { name: "loconomy_reads_total", help: "Reads." };
  one.counter(reads).inc();
  one.counter(reads).inc();
  other.counter(reads).inc();
  expect(await lines(one)).toEqual(["loconomy_reads_total 2"]);
  expect(await lines(other)).toEqual(["loconomy_reads_total 1"]);
});

test("those of the process are there when asked for", async () => {
  expect(await lines(createMetrics())).toEqual([]);
  expect((await createMetrics({ ofProcess: true }).read()).body).toContain(
    "process_resident_memory_bytes",
  );
});

test("a level that cannot be asked for is left out, the others are read", async () => {
  const metrics = createMetrics();
  let isAway = false;
  metrics.counter({ name: "loconomy_reads_total", help: "Reads." }).inc();
  const jobs = metrics.gauge({
    name: "loconomy_jobs",
    help: "Jobs.",
    labelNames: ["service"],
    collect: async () => {
      if (isAway) throw new Error("no database");
      jobs.set({ service: "search" }, 3);
    },
  });
  expect(await lines(metrics)).toContain('loconomy_jobs{service="search"} 3');
  isAway = true;
  expect(await lines(metrics)).toEqual(["loconomy_reads_total 1"]);
});
