import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Plain JavaScript: this runs on whatever Node (20.19 or later) starts it, before anything is installed. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const NODE_MIN = [20, 19];

/** The pinned Node that everything else runs on; it comes from npm like any other dependency. */
export const NODE = join(
  ROOT,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

export class Stop extends Error {}

export const say = (text) => process.stdout.write(`${text}\n`);

export const environment = () => ({
  ...process.env,
  PATH: `${join(ROOT, "node_modules", ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
  // Generating the client wants to find an engine that it never runs; this keeps it from downloading one.
  PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, "scripts", "no-schema-engine.sh"),
});

/**
 * Runs a command, which ends when this process is to; its output is shown only when it fails (or always with `show`). Resolves with the
 * exit code.
 */
export const run = (command, args, { cwd = ROOT, show = false, env = {} } = {}) =>
  new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment(), ...env },
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    // The terminal sends Ctrl-C to both; whoever stops a service tells only this process.
    const end = () => child.kill("SIGTERM");
    process.once("SIGTERM", end);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      process.off("SIGTERM", end);
      if (code !== 0 && !show) process.stderr.write(output);
      done(code ?? 1);
    });
  });

/** One step with its name, its time, and one clear end. */
export const step = async (name, work) => {
  const began = Date.now();
  process.stdout.write(`• ${name} … `);
  const note = await work();
  say(`${note ?? "done"} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
};

const must = async (failure, command, args, options) => {
  if ((await run(command, args, options)) !== 0) throw new Stop(failure);
};

const hashOf = (paths) => {
  const hash = createHash("sha256");
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (!/^(node_modules|\.next|generated|next-env\.d\.ts|.*\.test\.tsx?)$/.test(name))
          visit(join(path, name));
    } else hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  };
  for (const path of paths) visit(join(ROOT, path));
  return hash.digest("hex");
};

/** Runs `work` unless it already ran for exactly these files. */
const unlessDone = async (name, paths, marker, work) => {
  const file = join(ROOT, marker);
  const hash = hashOf(paths);
  if (existsSync(file) && readFileSync(file, "utf8") === hash) return;
  await step(name, work);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
};

const checkNode = () => {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]))
    throw new Stop(
      `Node ${process.versions.node} is too old to start with. Install Node ${NODE_MIN.join(".")} or later from https://nodejs.org and try again.`,
    );
};

/** Installs, generates and builds what is missing or has changed since the last time. */
export const prepare = async ({ web = true } = {}) => {
  checkNode();
  await unlessDone(
    "Installing dependencies",
    ["package-lock.json"],
    "node_modules/.loconomy-installed",
    () =>
      must(
        "Installing failed. If the disk is full, free 2 GB; if the npm registry cannot be reached, check the network or proxy; then start again.",
        "npm",
        ["ci", "--no-progress", "--no-audit", "--no-fund", "--loglevel=error"],
      ),
  );
  if (!existsSync(NODE))
    throw new Stop("The pinned Node runtime is missing. Delete node_modules and start again.");
  const models = readdirSync(join(ROOT, "services")).map((name) =>
    name.endsWith(".prisma") ? `services/${name}` : `services/${name}/schema.prisma`,
  );
  await unlessDone(
    "Generating the database client",
    [...models, "package-lock.json"],
    "packages/kit/generated/.source-hash",
    () =>
      must("The database client could not be generated.", NODE, [
        join(ROOT, "node_modules/prisma/build/index.js"),
        "generate",
      ]),
  );
  await unlessDone(
    "Writing the browser's contract",
    ["packages/contracts/src", "apps/web/scripts/write-contract.ts"],
    "apps/web/generated/.source-hash",
    () => must("The contract could not be written.", NODE, ["apps/web/scripts/write-contract.ts"]),
  );
  if (!web) return;
  await unlessDone(
    "Building the pages",
    ["apps/web", "packages/ui", "packages/contracts/src", "package-lock.json"],
    "apps/web/.next/.source-hash",
    () =>
      must(
        "The pages could not be built.",
        NODE,
        [join(ROOT, "node_modules/next/dist/bin/next"), "build"],
        { cwd: join(ROOT, "apps/web") },
      ),
  );
};

/** Runs `main`; failures that a person can mend are shown as one sentence. */
export const guard = (main) =>
  main().catch((error) => {
    const full =
      error?.code === "ENOSPC" ? "The disk is full. Free 2 GB and start again." : undefined;
    process.stderr.write(`\n${full ?? (error instanceof Stop ? error.message : error?.stack)}\n`);
    process.exitCode = 1;
  });
