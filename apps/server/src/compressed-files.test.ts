import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressedFiles } from "./compressed-files.ts";

const SCRIPT = "run();".repeat(1_000);
const packed = brotliCompressSync(SCRIPT);
let dir: string;
let server: Server;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "compressed-"));
  const chunks = join(dir, "static/chunks");
  await mkdir(chunks, { recursive: true });
  await writeFile(join(chunks, "page.js"), SCRIPT);
  await writeFile(join(chunks, "page.js.br"), packed);
  await writeFile(join(chunks, "small.js"), "run();");
  await writeFile(join(chunks, "gone.js.br"), packed);
  const answered = compressedFiles(dir);
  await rm(join(chunks, "gone.js.br"));
  server = createServer(async (req, res) => {
    if (!(await answered(req, res))) res.setHeader("server", "Next").end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<{ response: IncomingMessage; body: Buffer }>((done, failed) => {
    const { port } = server.address() as AddressInfo;
    request({ port, host: "127.0.0.1", path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => done({ response, body: Buffer.concat(chunks) }));
    })
      .on("error", failed)
      .end();
  });

const BROTLI = { "accept-encoding": "gzip, deflate, br, zstd" };

test("a script comes as the build has compressed it, and may be kept for good", async () => {
  for (const _ of ["first", "again"]) {
    const { response, body } = await ask("/_next/static/chunks/page.js", BROTLI);
    expect(body.equals(packed)).toBe(true);
    expect(response.headers).toMatchObject({
      "content-type": "application/javascript; charset=UTF-8",
      "content-encoding": "br",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
  }
});

test.each([
  ["a client without Brotli", "page.js", { "accept-encoding": "gzip" }, "GET"],
  ["a client that names no encoding", "page.js", {}, "GET"],
  ["a question for the headers alone", "page.js", BROTLI, "HEAD"],
  ["a part of a file", "page.js", { ...BROTLI, range: "bytes=0-9" }, "GET"],
  ["a file that another build took away", "gone.js", BROTLI, "GET"],
  ["a file that is not compressed", "small.js", BROTLI, "GET"],
  ["the compressed file by its own name", "page.js.br", BROTLI, "GET"],
  ["a way out of the folder", "../page.js", BROTLI, "GET"],
])("%s is left to Next", async (_, name, headers, method) => {
  const { response } = await ask(`/_next/static/chunks/${name}`, headers, method);
  expect(response.headers["server"]).toBe("Next");
});
