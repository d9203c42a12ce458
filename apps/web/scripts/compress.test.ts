import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { compressStatic } from "./compress.ts";

it("writes scripts and style sheets compressed beside themselves, but no small and no very large ones", async () => {
  const dir = await mkdtemp(join(tmpdir(), "compress-"));
  const chunks = join(dir, "static/chunks");
  const script = "run();".repeat(1_000);
  try {
    await mkdir(chunks, { recursive: true });
    for (const name of ["page.js", "page.css", "page.txt"])
      await writeFile(join(chunks, name), script);
    await writeFile(join(chunks, "small.js"), "run();");
    await writeFile(join(chunks, "map.js"), script.repeat(100));
    await compressStatic(dir);
    const written = (await readdir(chunks)).filter((name) => name.endsWith(".br"));
    expect(written.toSorted()).toEqual(["page.css.br", "page.js.br"]);
    const packed = await readFile(join(chunks, "page.js.br"));
    expect(brotliDecompressSync(packed).toString()).toBe(script);
  } finally {
    await rm(dir, { recursive: true });
  }
});
