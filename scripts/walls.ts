import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  cruise,
  type IConfiguration,
  type ICruiseOptions,
  type ICruiseResult,
} from "dependency-cruiser";

const service = "^services/([^/]+)/";
/** How an amount is written is the same for all. */
const money = "^packages/contracts/src/money\\.ts$";
const feature = "^apps/web/src/features/([^/]+)/";

/** The walls: who may import whom. */
const walls = {
  forbidden: [
    {
      name: "contracts-stand-alone",
      comment: "The shared language depends on zod and @orpc/contract only.",
      severity: "error" as const,
      from: { path: "^packages/contracts/", pathNot: "\\.test\\.ts$" },
      to: {
        pathNot: ["^packages/contracts/", "node_modules/zod/", "node_modules/@orpc/contract/"],
      },
    },
    {
      name: "kit-knows-no-service",
      severity: "error" as const,
      from: { path: "^packages/kit/src", pathNot: "\\.test\\.ts$" },
      to: { path: ["^services/", "^apps/", "^packages/(ui|sandbox|testing)/"] },
    },
    {
      name: "service-imports-no-service",
      comment: "Other services are reached through their typed client.",
      severity: "error" as const,
      from: { path: service },
      to: { path: "^services/", pathNot: "^services/$1/" },
    },
    {
      name: "service-stands-on-kit-and-contracts",
      severity: "error" as const,
      from: { path: "^services/", pathNot: "(\\.test\\.ts|testing[^/]*\\.ts)$" },
      to: { path: ["^apps/", "^packages/(ui|sandbox|testing)/"] },
    },
    {
      name: "ui-stands-alone",
      severity: "error" as const,
      from: { path: "^packages/ui/" },
      to: { path: ["^apps/", "^services/", "^packages/(?!ui/)"], pathNot: money },
    },
    {
      name: "sandbox-knows-no-service",
      severity: "error" as const,
      from: { path: "^packages/sandbox/" },
      to: { path: ["^apps/", "^services/", "^packages/(ui|contracts)/"], pathNot: money },
    },
    {
      name: "pages-talk-through-the-api",
      comment: "Pages know the contract and the parts, nothing behind them.",
      severity: "error" as const,
      from: { path: "^apps/web/" },
      to: { path: ["^apps/server/", "^services/", "^packages/(kit|sandbox|testing)/"] },
    },
    {
      name: "feature-imports-no-feature",
      severity: "error" as const,
      from: { path: feature },
      to: { path: "^apps/web/src/features/", pathNot: "^apps/web/src/features/($1|shell|map)/" },
    },
    {
      name: "no-cycles",
      comment: "Types may refer to each other; code may not.",
      severity: "error" as const,
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "not-to-tests",
      severity: "error" as const,
      from: { pathNot: "\\.test\\.tsx?$" },
      to: { path: "\\.test\\.tsx?$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["\\.next/", "/generated/", "\\.css$"] },
    parser: "swc",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  },
} satisfies IConfiguration;

/** Far fewer than there are: a checker that cannot read the code would otherwise find nothing wrong with it. */
const MODULES_MIN = 150;
const PLANTED = "services/reviews/src/planted-violation.ts";

const check = async (folders: string[]): Promise<ICruiseResult> => {
  const { output } = await cruise(folders, {
    ...walls.options,
    ruleSet: { forbidden: walls.forbidden },
    validate: true,
  } as ICruiseOptions);
  return output as ICruiseResult;
};

const plantedIsCaught = async (): Promise<boolean> => {
  mkdirSync(dirname(PLANTED), { recursive: true });
  writeFileSync(PLANTED, 'export { createUsers } from "@loconomy/users";\n');
  try {
    const { summary } = await check([PLANTED]);
    return summary.violations.some(
      (violation) => violation.rule.name === "service-imports-no-service",
    );
  } finally {
    rmSync(PLANTED);
  }
};

const { summary } = await check(["apps", "packages", "services"]);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
if (summary.totalCruised < MODULES_MIN)
  console.error(`Only ${summary.totalCruised} modules could be read.`);
const caught = await plantedIsCaught();
if (!caught) console.error("A planted import of one service by another was not caught.");
process.exit(summary.error > 0 || summary.totalCruised < MODULES_MIN || !caught ? 1 : 0);
