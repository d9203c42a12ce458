import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");

export interface Running {
  url: string;
  child: ChildProcess;
  readyMs: number;
  stop(): Promise<void>;
}

/** Starts a Node program and waits until `path` answers 200. */
export const launch = async (
  script: string,
  port: number,
  path: string,
  env: Record<string, string>,
  timeoutMs = 120_000,
): Promise<Running> => {
  const began = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  while (performance.now() - began < timeoutMs) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    const ok = await fetch(url + path).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) {
      const stop = () =>
        new Promise<void>((done) => (child.once("exit", () => done()), child.kill("SIGTERM")));
      return { url, child, readyMs: Math.round(performance.now() - began), stop };
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`${script} was not ready after ${timeoutMs} ms`);
};

/** Proportional set size in MB of a process and, with `database`, of every PostgreSQL process of that data folder's server. */
export const memoryMb = (pid: number, postmaster?: number): number => {
  const pids = [pid, ...(postmaster ? [postmaster, ...childrenOf(postmaster)] : [])];
  return Math.round(pids.reduce((sum, id) => sum + pssKb(id), 0) / 1024);
};

const pssKb = (pid: number): number => {
  try {
    return Number(
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
};

/** CPU seconds that processes have used so far, in user and kernel mode; read from `/proc`, so on Linux only. */
const cpuSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
      // utime, stime, and those of children that have ended, in ticks of 10 ms.
      return sum + fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / 100;
    } catch {
      return sum;
    }
  }, 0);

/** What a server and its PostgreSQL have used of the processor so far, in seconds. */
export const cpuUsed = (pid: number, postmaster: number) => ({
  server: cpuSeconds([pid]),
  database: cpuSeconds([postmaster, ...childrenOf(postmaster)]),
});

const childrenOf = (parent: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) ===
          parent
        );
      } catch {
        return false;
      }
    });

export const machine = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
  date: new Date().toISOString(),
});

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Runs `work` with so many workers until it has been done `times` times; answers the rate and the latencies. */
export const load = async (
  times: number,
  concurrency: number,
  work: (n: number) => Promise<void>,
) => {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let n = next++; n < times; n = next++) {
        const at = performance.now();
        await work(n);
        latencies.push(performance.now() - at);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return {
    perSecond: Math.round(times / seconds),
    p50Ms: round(percentile(latencies, 0.5)),
    p95Ms: round(percentile(latencies, 0.95)),
    p99Ms: round(percentile(latencies, 0.99)),
  };
};
