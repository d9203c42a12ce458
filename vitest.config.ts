import { defineConfig } from "vitest/config";

/** One run, two kinds of tests: components in jsdom, everything else in Node against a real PostgreSQL. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["{packages,services,apps,scripts,bench}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/.next/**"],
          globalSetup: ["packages/testing/src/global-setup.ts"],
          isolate: false,
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "components",
          include: ["{packages/ui,apps/web}/src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["packages/testing/src/fresh-modules.ts"],
          isolate: false,
          maxWorkers: 2,
        },
        oxc: { jsx: { runtime: "automatic" } },
      },
    ],
  },
});
