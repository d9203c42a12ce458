/** The walls: who may import whom. `scripts/walls.ts` checks them and that they still catch a planted violation. */
const service = "^services/([^/]+)/";
const feature = "^apps/web/src/features/([^/]+)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "contracts-stand-alone", comment: "The shared language depends on zod and @orpc/contract only.", severity: "error",
      from: { path: "^packages/contracts/" }, to: { pathNot: ["^packages/contracts/", "node_modules/zod/", "node_modules/@orpc/contract/"] } },
    { name: "kit-knows-no-service", severity: "error", from: { path: "^packages/kit/src", pathNot: "\\.test\\.ts$" }, to: { path: ["^services/", "^apps/", "^packages/(ui|sandbox|testing)/"] } },
    { name: "service-imports-no-service", comment: "Other services are reached through their typed client.", severity: "error",
      from: { path: service }, to: { path: "^services/", pathNot: "^services/$1/" } },
    { name: "service-stands-on-kit-and-contracts", severity: "error",
      from: { path: "^services/", pathNot: "(\\.test\\.ts|testing[^/]*\\.ts)$" }, to: { path: ["^apps/", "^packages/(ui|sandbox|testing)/"] } },
    { name: "ui-stands-alone", severity: "error", from: { path: "^packages/ui/" }, to: { path: ["^apps/", "^services/", "^packages/(?!ui/)"] } },
    { name: "sandbox-knows-no-service", severity: "error", from: { path: "^packages/sandbox/" }, to: { path: ["^apps/", "^services/", "^packages/(ui|contracts)/"] } },
    { name: "pages-talk-through-the-api", comment: "Pages know the contract and the parts, nothing behind them.", severity: "error",
      from: { path: "^apps/web/" }, to: { path: ["^apps/server/", "^services/", "^packages/(kit|sandbox|testing)/"] } },
    { name: "feature-imports-no-feature", severity: "error", from: { path: feature }, to: { path: "^apps/web/src/features/", pathNot: "^apps/web/src/features/($1|shell|map)/" } },
    { name: "no-cycles", comment: "Types may refer to each other; code may not.", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "not-to-tests", severity: "error", from: { pathNot: "\\.test\\.tsx?$" }, to: { path: "\\.test\\.tsx?$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["\\.next/", "/generated/", "\\.css$"] },
    parser: "swc",
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"], extensions: [".ts", ".tsx", ".js", ".mjs", ".json"] },
  },
};
