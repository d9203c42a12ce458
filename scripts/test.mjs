import { join } from "node:path";
import { ensureChromium, ensureRedis } from "./browsers.mjs";
import { guard, NODE, prepare, ROOT, run, say, step, Stop } from "./prepare.mjs";

const bin = (path) => join(ROOT, "node_modules", path);

const CHECKS = [
  ["Formatting", "oxfmt", ["--check", "."]],
  ["Lint", "oxlint", ["--quiet", "."]],
  ["Walls between packages", NODE, ["scripts/walls.ts"]],
  ["Unused files, exports and dependencies", NODE, [bin("knip/bin/knip.js"), "--no-progress"]],
  ["Types", NODE, [bin("typescript/bin/tsc"), "-p", "tsconfig.json"]],
  ["Types of the pages", NODE, [bin("typescript/bin/tsc"), "-p", "apps/web/tsconfig.json"]],
];

const check = (name, command, args) =>
  step(name, async () => {
    if ((await run(command, args)) !== 0) throw new Stop(`${name}: failed, see above.`);
  });

/** `npm test`: every check and every test, with what they need brought along. `npm test -- --quick` leaves the browser out. */
guard(async () => {
  const began = Date.now();
  const quick = process.argv.includes("--quick");
  await prepare({ web: !quick });
  const env = {};
  await step("Looking for redis-server", async () => (env.REDIS_SERVER_PATH = await ensureRedis()));
  if (!quick)
    await step("Looking for Chromium", async () => (env.CHROMIUM_PATH = await ensureChromium()));
  for (const [name, command, args] of CHECKS) await check(name, command, args);
  say("\nUnit and integration tests");
  if (
    (await run(NODE, [bin("vitest/vitest.mjs"), "run", "--reporter=dot"], { show: true, env })) !==
    0
  )
    throw new Stop("Tests failed.");
  if (!quick) {
    say("\nJourneys in the browser");
    if (
      (await run(
        NODE,
        [bin("@playwright/test/cli.js"), "test", "--config", "tests/e2e/playwright.config.ts"],
        { show: true, env },
      )) !== 0
    )
      throw new Stop("Browser tests failed.");
  }
  say(`\nEverything passed in ${Math.round((Date.now() - began) / 1000)} s.`);
});
