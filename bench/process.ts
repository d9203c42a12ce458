import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { request as get } from "undici";

export const ROOT = resolve(import.meta.dirname, "..");

export interface Running {
  url: string;
  child: ChildProcess;
  readyMs: number;
  stop(): Promise<void>;
}

const READY_MS_MAX = 120_000;

/** Starts a Node program and waits until `path` answers 200. What it logs goes into `logFile`, or nowhere. */
export const launch = async (
  script: string,
  port: number,
  path: string,
  env: Record<string, string>,
  logFile?: string,
): Promise<Running> => {
  const began = performance.now();
  const log = logFile === undefined ? "ignore" : openSync(logFile, "a");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), ...env },
    stdio: ["ignore", log, "inherit"],
  });
  if (log !== "ignore") closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  while (performance.now() - began < READY_MS_MAX) {
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
  throw new Error(`${script} was not ready after ${READY_MS_MAX} ms`);
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

const round = (ms: number): number => Math.round(ms * 10) / 10;

/** The 50th, 95th and 99th percentile of durations in milliseconds. */
export const percentiles = (durations: readonly number[]) => {
  const sorted = durations.toSorted((a, b) => a - b);
  return {
    p50Ms: round(percentile(sorted, 0.5)),
    p95Ms: round(percentile(sorted, 0.95)),
    p99Ms: round(percentile(sorted, 0.99)),
  };
};

/**
 * Runs `work` with so many workers until it has been done `times` times; answers the rate and the latencies. The next one begins
 * only when one is done, so the machine is always full.
 */
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
  return { perSecond: Math.round(times / seconds), ...percentiles(latencies) };
};

/**
 * Begins `work` `times` times, so often a second as people would who know nothing of each other, whether or not what came before
 * is done; `random` (0 to 1) tells the gaps. Latencies count from when each was to begin.
 */
export const arrivals = async (
  times: number,
  perSecond: number,
  random: () => number,
  work: (n: number) => Promise<void>,
) => {
  const latencies: number[] = [];
  const running: Promise<void>[] = [];
  const began = performance.now();
  let due = began;
  for (let n = 0; n < times; n++) {
    due += (-Math.log(1 - random()) / perSecond) * 1000;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    const at = due;
    running.push(work(n).then(() => void latencies.push(performance.now() - at)));
  }
  await Promise.all(running);
  const seconds = (performance.now() - began) / 1000;
  return { perSecond: Math.round(times / seconds), ...percentiles(latencies) };
};

/** A GET whose whole body is read; anything but 200 is an error. */
export const request = async (url: string): Promise<void> => {
  const { statusCode, body } = await get(url);
  if (statusCode === 200) await body.arrayBuffer();
  else throw new Error(`${url} answered ${statusCode}: ${await body.text()}`);
};
