import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hintCompilation } from "./compile-hints.ts";

it("marks the scripts of every page once, and no others", async () => {
  const dir = await mkdtemp(join(tmpdir(), "compile-hints-"));
  try {
    await mkdir(join(dir, "static"));
    for (const name of ["react", "page"]) await writeFile(join(dir, `static/${name}.js`), "run();");
    const manifest = JSON.stringify({ rootMainFiles: ["static/react.js"] });
    await writeFile(join(dir, "build-manifest.json"), manifest);
    await hintCompilation(dir);
    await hintCompilation(dir);
    const read = (name: string) => readFile(join(dir, `static/${name}.js`), "utf8");
    expect(await read("react")).toBe("//# allFunctionsCalledOnLoad\nrun();");
    expect(await read("page")).toBe("run();");
  } finally {
    await rm(dir, { recursive: true });
  }
});
