import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run, ROOT, Stop } from "./prepare.mjs";

const onPath = (name) => {
  const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
  return found.status === 0 ? found.stdout.trim() : undefined;
};

const isRootOnDebian = () => process.getuid?.() === 0 && existsSync("/etc/debian_version");
let listsAreFresh = false;

/** Installs a Debian package; false where that is not possible. A daemon in it is kept from starting by itself. */
const apt = async (name) => {
  if (!isRootOnDebian()) return false;
  if (!listsAreFresh) await run("apt-get", ["update", "-qq"]);
  listsAreFresh = true;
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  return (
    (await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], { env })) === 0
  );
};

const systemChromium = () =>
  process.env.CHROMIUM_PATH ||
  ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .map(onPath)
    .find(Boolean);

const downloadedChromium = async () => {
  const { chromium } = await import(join(ROOT, "node_modules/@playwright/test/index.mjs"));
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
};

/** Path of a Chromium: one that is there, else Playwright's download, else Debian's. */
export const ensureChromium = async () => {
  const there = systemChromium() ?? (await downloadedChromium());
  if (there) return there;
  const download = spawnSync(
    "node",
    [join(ROOT, "node_modules/@playwright/test/cli.js"), "install", "chromium-headless-shell"],
    { stdio: "ignore", timeout: 300_000 },
  );
  const fetched = download.status === 0 ? await downloadedChromium() : undefined;
  if (fetched) return fetched;
  if (await apt("chromium")) return systemChromium();
  throw new Stop(
    "The browser tests need Chromium, and it could neither be found, downloaded nor installed. Type this once, then run npm test again:\n\n  sudo apt-get install -y chromium\n",
  );
};

/** Path of a redis-server: one that is there, else Debian's. */
export const ensureRedis = async () => {
  const there = onPath("redis-server");
  if (there) return there;
  if (await apt("redis-server")) return onPath("redis-server");
  throw new Stop(
    "The tests need redis-server, and it could neither be found nor installed. Type this once, then run npm test again:\n\n  sudo apt-get install -y redis-server\n",
  );
};
