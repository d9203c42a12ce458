import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendPageWhole } from "./web.ts";

const PAGE = `<!doctype html><script>alert(1)</script>${"<p>text</p>".repeat(500)}`;
let server: Server;
let url: string;

/** Stands where Next is: streams a page, sends its headers early, or answers with something else. */
beforeAll(async () => {
  server = createServer((req, res) => {
    sendPageWhole(req, res);
    if (req.url === "/json")
      return void res.setHeader("content-type", "application/json").end("{}");
    res.setHeader("content-type", "text/html; charset=utf-8");
    res.setHeader("vary", "rsc");
    res.setHeader(
      "cache-control",
      req.url?.startsWith("/public")
        ? "s-maxage=10, stale-while-revalidate=590"
        : "private, no-cache, no-store, max-age=0, must-revalidate",
    );
    res.setHeader("etag", '"of-next"');
    if (req.url === "/public-cookie") res.setHeader("set-cookie", "guest=1");
    if (req.url === "/public-missing") res.statusCode = 404;
    if (req.url === "/early") (res as unknown as { _implicitHeader(): void })._implicitHeader();
    res.flushHeaders();
    res.write(PAGE.slice(0, 100));
    res.write(Buffer.from(PAGE.slice(100)));
    res.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test.each(["/page", "/early"])("%s arrives whole, with the hash of its script", async (path) => {
  const response = await fetch(url + path);
  expect(await response.text()).toBe(PAGE);
  expect(response.headers.get("content-security-policy")).toContain(
    "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=",
  );
});

test("is compressed for those who understand it, and only for them", async () => {
  const plain = await fetch(`${url}/page`, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  const { request } = await import("node:http");
  const body = await new Promise<Buffer>((done) =>
    request(`${url}/page`, { headers: { "accept-encoding": "gzip" } }, (res) => {
      const chunks: Buffer[] = [];
      res
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => done(Buffer.concat(chunks)));
    }).end(),
  );
  expect(body.length).toBeLessThan(PAGE.length / 4);
  expect(gunzipSync(body).toString()).toBe(PAGE);
});

test("HEAD has the length and no body; other types pass as they are", async () => {
  const head = await fetch(`${url}/page`, {
    method: "HEAD",
    headers: { "accept-encoding": "identity" },
  });
  expect(Number(head.headers.get("content-length"))).toBe(Buffer.byteLength(PAGE));
  expect(await (await fetch(`${url}/json`)).json()).toEqual({});
});

test("what is the same for everybody may be shared, and costs no body when it has not changed", async () => {
  const first = await fetch(`${url}/public`);
  expect(first.headers.get("cache-control")).toBe(
    "public, max-age=0, s-maxage=10, stale-while-revalidate=590",
  );
  expect(first.headers.get("vary")).toBe("rsc, accept-encoding");
  const etag = first.headers.get("etag")!;
  expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
  const again = await fetch(`${url}/public`, { headers: { "if-none-match": `"x", ${etag}` } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  for (const name of ["etag", "cache-control", "vary", "content-security-policy"])
    expect(again.headers.get(name)).toBe(first.headers.get(name));
  const other = await fetch(`${url}/public`, { headers: { "if-none-match": 'W/"another"' } });
  expect(other.status).toBe(200);
  expect(await other.text()).toBe(PAGE);
});

test.each(["/page", "/public-cookie", "/public-missing"])(
  "%s is for its visitor and kept by nobody",
  async (path) => {
    const response = await fetch(url + path);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("etag")).toBeNull();
  },
);
