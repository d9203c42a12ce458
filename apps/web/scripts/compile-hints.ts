import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Tells V8 to compile a whole file while it is fetched, off the main thread: https://v8.dev/blog/explicit-compile-hints */
const HINT = "//# allFunctionsCalledOnLoad\n";

interface BuildManifest {
  rootMainFiles: string[];
}

/**
 * Marks the scripts that every page runs as it loads, React and Next's router, in a build of the pages. Without it the browser
 * compiles them function by function in one long task. Throws when there is no build in `distDir`.
 */
export const hintCompilation = async (distDir: string): Promise<void> => {
  const manifest = await readFile(join(distDir, "build-manifest.json"), "utf8");
  const { rootMainFiles } = JSON.parse(manifest) as BuildManifest;
  for (const name of rootMainFiles.filter((file) => file.endsWith(".js"))) {
    const path = join(distDir, name);
    const script = await readFile(path, "utf8");
    if (!script.startsWith(HINT)) await writeFile(path, HINT + script);
  }
};
