import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import config from "../.dependency-cruiser.js";

/** Far fewer than there are: a checker that cannot read the code would otherwise find nothing wrong with it. */
const MODULES_MIN = 150;
const PLANTED = "services/reviews/src/planted-violation.ts";

const check = async (folders: string[]): Promise<ICruiseResult> => {
  const { output } = await cruise(folders, { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true });
  return output as ICruiseResult;
};

const plantedIsCaught = async (): Promise<boolean> => {
  mkdirSync(dirname(PLANTED), { recursive: true });
  writeFileSync(PLANTED, 'export { createUsers } from "@loconomy/users";\n');
  try {
    const { summary } = await check([PLANTED]);
    return summary.violations.some((violation) => violation.rule.name === "service-imports-no-service");
  } finally {
    rmSync(PLANTED);
  }
};

const { summary } = await check(["apps", "packages", "services"]);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
if (summary.totalCruised < MODULES_MIN) console.error(`Only ${summary.totalCruised} modules could be read.`);
const caught = await plantedIsCaught();
if (!caught) console.error("A planted import of one service by another was not caught.");
process.exit(summary.error > 0 || summary.totalCruised < MODULES_MIN || !caught ? 1 : 0);
