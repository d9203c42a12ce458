import type { NextConfig } from "next";
import { resolve } from "node:path";

const config: NextConfig = {
  transpilePackages: ["@loconomy/ui", "@loconomy/contracts"],
  // One type check for the whole repository runs in `npm test`; the build does not repeat it.
  typescript: { ignoreBuildErrors: true },
  compiler: {
    // Imported when it is needed: where pages only run, Next finds no TypeScript beside its configuration.
    runAfterProductionCompile: async ({ distDir }) => {
      const { hintCompilation } = await import("./scripts/compile-hints.ts");
      const { compressStatic } = await import("./scripts/compress.ts");
      await hintCompilation(distDir);
      await compressStatic(distDir);
    },
  },
  poweredByHeader: false,
  reactStrictMode: true,
  rewrites: async () => [{ source: "/sitemap.xml", destination: "/sitemap/index" }],
  // A shared cache may show a page for so many seconds while it asks for the next one, not for a year.
  expireTime: 600,
  experimental: {
    // Pages that are kept belong to the database they were made from, so they are kept in memory and not beside the build.
    isrFlushToDisk: false,
  },
  turbopack: { root: resolve(import.meta.dirname, "../..") },
  outputFileTracingRoot: resolve(import.meta.dirname, "../.."),
};

export default config;
