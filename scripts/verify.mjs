import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureRedis } from "./browsers.mjs";
import { guard, NODE, prepare, ROOT, run, say, step, Stop } from "./prepare.mjs";

const RUNS = 20;
const RACES = ["races.test.ts", "class-races.test.ts"].map(
  (file) => `services/bookings/src/${file}`,
);
const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");

const must = async (what, files, env = {}) => {
  const code = await run(NODE, [vitest, "run", "--project", "node", "--reporter=dot", ...files], {
    env,
  });
  if (code !== 0) throw new Stop(`${what} failed.`);
  say(`• ${what}: passed`);
};

/** `npm run verify`: what takes too long for every day. Its last result is kept in bench/results. */
guard(async () => {
  await prepare({ web: false });
  const env = { REDIS_SERVER_PATH: await ensureRedis() };
  const began = Date.now();
  await step("Open times at every clock change of every zone", async () => {
    if ((await run(NODE, ["services/bookings/src/dst-matrix.ts"])) !== 0)
      throw new Stop("Some open times are wrong, see docs/DST.md.");
  });
  await step("Properties of open times, 20,000 questions each", async () => {
    const script = "services/bookings/src/testing-slot-properties.ts";
    if ((await run(NODE, [script], { env: { PROPERTY_RUNS: "20000" } })) !== 0)
      throw new Stop("A property of open times does not hold, see above.");
  });
  await step("Schemas of Stripe's requests, made anew from its SDK", async () => {
    const script = "packages/sandbox/scripts/write-stripe-schemas.ts";
    if ((await run(NODE, [script, "--check"])) !== 0)
      throw new Stop(`The schemas are behind: run ${script}.`);
  });
  for (let n = 1; n <= RUNS; n++) await must(`Races, run ${n} of ${RUNS}`, RACES, env);
  await must("Killed 14 times in the middle of bookings", ["apps/server/src/crash.test.ts"], {
    ...env,
    CRASH_KILLS: "14",
  });
  await must(
    "A thousand searches against a plain scan",
    ["services/search/src/brute-force.test.ts"],
    {
      ...env,
      SEARCHES: "1000",
    },
  );
  await must(
    "Ten thousand movements of money",
    ["services/payments/src/money-conservation.test.ts"],
    { MONEY_OPERATIONS: "10000" },
  );
  const result = {
    date: new Date().toISOString(),
    raceRuns: RUNS,
    kills: 14,
    searches: 1_000,
    moneyOperations: 10_000,
    seconds: Math.round((Date.now() - began) / 1000),
  };
  writeFileSync(join(ROOT, "bench/results/verify.json"), `${JSON.stringify(result, null, 2)}\n`);
  say(`Everything held in ${result.seconds} s.`);
});
