import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machine, ROOT } from "./process.ts";

/**
 * `node bench/fresh-clone.ts`: what a newcomer waits for. Clones the committed state into an empty folder, types
 * `npm start` there, and measures until the first page answers, then what lies on the disk. Packages come from the
 * registry or npm's cache, whichever npm chooses. Writes `bench/results/fresh-clone.json`.
 */
const PORT = 4320;
const TIMEOUT_MS = 15 * 60_000;

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "loconomy-clone-"));
  // PostgreSQL runs as another user when this is root, who must be able to enter.
  execFileSync("chmod", ["755", folder]);
  const clone = join(folder, "loconomy");
  try {
    const began = performance.now();
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", ROOT, clone]);
    const clonedMs = performance.now() - began;
    const steps: string[] = [];
    const npm = spawn("npm", ["start"], {
      cwd: clone,
      env: { ...process.env, PORT: String(PORT) },
      stdio: ["ignore", "pipe", "inherit"],
      // A group of its own, so that all of it can be told to stop, as Ctrl-C does.
      detached: true,
    });
    npm.stdout.on("data", (chunk: Buffer) => steps.push(chunk.toString()));
    const ended = new Promise<void>((done) => npm.once("close", () => done()));
    await firstPage(() => npm.exitCode);
    const firstPageMs = Math.round(performance.now() - began);
    process.kill(-npm.pid!, "SIGINT");
    await ended;
    const diskMb = Number(execFileSync("du", ["-sm", clone]).toString().split("\t")[0]);
    const result = {
      machine: machine(),
      commit: execFileSync("git", ["-C", clone, "rev-parse", "--short", "HEAD"]).toString().trim(),
      clonedMs: Math.round(clonedMs),
      firstPageMs,
      steps: steps.join("").match(/• .*/g) ?? [],
      diskMb,
    };
    writeFileSync(
      join(ROOT, "bench/results/fresh-clone.json"),
      `${JSON.stringify(result, null, 2)}\n`,
    );
    console.log(result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const firstPage = async (exitCode: () => number | null): Promise<void> => {
  const began = performance.now();
  while (performance.now() - began < TIMEOUT_MS) {
    if (exitCode() !== null) throw new Error(`npm start ended with ${exitCode()}`);
    const isThere = await fetch(`http://127.0.0.1:${PORT}/`).then(
      async (response) => response.ok && (await response.text()).includes("<h1"),
      () => false,
    );
    if (isThere) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`no page after ${TIMEOUT_MS} ms`);
};

await main();
