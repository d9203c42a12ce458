import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { LookupFunction, AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { strictRules } from "./address.ts";
import { fetchCalendarText, type FetchRules, type Validators } from "./fetch-text.ts";

const NOTHING: Validators = { etag: null, lastModified: null };
const FILE = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

/** For tests only; nobody signed it. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGim+iFF30I75Xhx0
u4XW/1gqh0bL66Dct7H6CR7unqihRANCAASl/XEaIbsNv9BNVKvftMMo7qNINeul
IFTPcPtiLX1KYlkhaH/ZEOUzRUKwwi2lQCiDLqvOqBbr6Ssr+LI2eKts
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUNIGuCisHbmyjXWAk5GZCQ6z8/HkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzEwNTEwNVoYDzIxMjYxMTAz
MTA1MTA1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASl/XEaIbsNv9BNVKvftMMo7qNINeulIFTPcPtiLX1KYlkhaH/ZEOUz
RUKwwi2lQCiDLqvOqBbr6Ssr+LI2eKtso1MwUTAdBgNVHQ4EFgQUnLOKB1s3jck2
3pj+S04Ut7AUlzkwHwYDVR0jBBgwFoAUnLOKB1s3jck23pj+S04Ut7AUlzkwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAxDDhUVgVpln/a/xxam9Dc
8ooLHxIpcu81BBWpJYXUgAIgXB8Jq3vtlmpbRYMjWa4EKZDpdK1fUc4Q3ZyMkFJ4
EnU=
-----END CERTIFICATE-----`,
};

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    }),
  );
});

const serve = async (answer: RequestListener, host = "127.0.0.1"): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
};

/** Reads from a server of the test, whose origin is trusted, as from one's own network. */
const read = (url: string, more: Partial<FetchRules> = {}, known = NOTHING) =>
  fetchCalendarText(url, known, {
    ...strictRules([new URL(url).origin]),
    timeoutMs: 5_000,
    ...more,
  });

describe("what an address answers", () => {
  test.each([
    ["as it is", undefined, (text: string) => Buffer.from(text)],
    ["gzip", "gzip", gzipSync],
    ["deflate", "deflate", deflateSync],
    ["br", "br", brotliCompressSync],
  ] as const)("is read %s, with what its copy is known by", async (_name, encoding, pack) => {
    const url = await serve((_request, response) =>
      response
        .writeHead(200, {
          "content-type": "text/calendar",
          etag: '"1"',
          "last-modified": "Fri, 27 Nov 2026 10:00:00 GMT",
          ...(encoding ? { "content-encoding": encoding } : {}),
        })
        .end(pack(`\uFEFF${FILE}`)),
    );
    expect(await read(url)).toEqual({
      text: FILE,
      contentType: "text/calendar",
      etag: '"1"',
      lastModified: "Fri, 27 Nov 2026 10:00:00 GMT",
    });
  });

  test("is not read again while it is the same", async () => {
    const asked: unknown[] = [];
    const url = await serve(({ headers }, response) => {
      asked.push([headers["if-none-match"], headers["if-modified-since"]]);
      response.writeHead(304).end();
    });
    const known = { etag: '"1"', lastModified: "Fri, 27 Nov 2026 10:00:00 GMT" };
    expect(await read(url, {}, known)).toBeNull();
    expect(asked).toEqual([['"1"', "Fri, 27 Nov 2026 10:00:00 GMT"]]);
    // Nobody asked for it: then it is nothing that can be read.
    await expect(read(url)).rejects.toMatchObject({ code: "status" });
  });

  test.each([
    [401, "not_public"],
    [403, "not_public"],
    [404, "gone"],
    [410, "gone"],
    [429, "status"],
    [500, "status"],
    [204, "status"],
    [302, "status"],
  ])("a status of %i is %s", async (status, code) => {
    const url = await serve((_request, response) => response.writeHead(status).end());
    await expect(read(url)).rejects.toMatchObject({ code });
  });
});

describe("what has no end is cut", () => {
  const pour: RequestListener = (_request, response) => {
    const piece = Buffer.alloc(64 * 1024, "x");
    const go = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on("drain", go);
    go();
  };

  test("an endless body", async () => {
    await expect(read(await serve(pour))).rejects.toMatchObject({ code: "too_large" });
  });

  test("a small body that unpacks to a large one", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    const url = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    await expect(read(url)).rejects.toMatchObject({ code: "too_large" });
  });

  test("a packed body that unpacks to nothing for ever", async () => {
    // Members of a gzip file may follow each other, and may be empty.
    const empty = Buffer.concat(Array.from({ length: 4_000 }, () => gzipSync("")));
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const go = () => {
        while (!response.destroyed && response.write(empty));
      };
      response.on("drain", go);
      go();
    });
    await expect(read(url)).rejects.toMatchObject({ code: "too_large" });
  });

  test("a server that says nothing, or a byte now and then", async () => {
    const silent = await serve(() => {});
    await expect(read(silent, { timeoutMs: 200 })).rejects.toMatchObject({ code: "time" });
    const drip = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    await expect(read(drip, { timeoutMs: 200 })).rejects.toMatchObject({ code: "time" });
  });

  test("one redirect after the other; three are followed", async () => {
    let left = 3;
    const url = await serve((_request, response) =>
      left-- > 0 ? response.writeHead(302, { location: "/next" }).end() : response.end(FILE),
    );
    expect(await read(url)).toMatchObject({ text: FILE });
    left = 4;
    await expect(read(url)).rejects.toMatchObject({ code: "redirects" });
  });
});

describe("what is packed wrongly or breaks off is told", () => {
  test.each(["gzip", "br", "deflate", "zip"])("%s", async (encoding) => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end("not packed at all"),
    );
    await expect(read(url)).rejects.toMatchObject({ code: "damaged" });
  });

  test("a certificate that nobody vouches for, and a server without any", async () => {
    const server = createTlsServer(SELF_SIGNED, (_request, response) => response.end(FILE));
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    await expect(
      read(`https://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ).rejects.toMatchObject({ code: "certificate" });
    const plain = await serve((_request, response) => response.end(FILE));
    await expect(read(plain.replace("http:", "https:"))).rejects.toMatchObject({
      code: "unreachable",
    });
  });

  test("a connection that ends early, and a server that is away", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("BEGIN", () => response.destroy());
    });
    await expect(read(url)).rejects.toMatchObject({ code: "unreachable" });
    await expect(read("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("nothing inside is asked", () => {
  /** A server inside; how often it was asked must stay 0. */
  const inside = async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked++;
      response.end(FILE);
    }, "127.0.0.2");
    return { url, asked: () => asked };
  };
  const redirecting = (location: string) =>
    serve((_request, response) => response.writeHead(302, { location }).end());

  test("by a redirect, whatever the notation", async () => {
    const { url, asked } = await inside();
    const { port } = new URL(url);
    for (const [location, code] of [
      [url, "inside"],
      [`https://127.0.0.2:${port}/`, "inside"],
      [`https://2130706434:${port}/`, "inside"],
      [`https://0x7f.2:${port}/`, "inside"],
      [`https://0177.0.0.2:${port}/`, "inside"],
      [`https://[::ffff:127.0.0.2]:${port}/`, "inside"],
      [`//localhost:${port}/`, "inside"],
      ["https://169.254.169.254/latest/meta-data/", "inside"],
      ["http://calendar.example/", "refused_address"],
      ["https://me:secret@calendar.example/", "refused_address"],
      ["file:///etc/passwd", "refused_address"],
      ["http://[", "refused_address"],
    ] as const)
      await expect(read(await redirecting(location)), location).rejects.toMatchObject({ code });
    expect(asked()).toBe(0);
  });

  /** As on the open internet, but for the port and the encryption: only 127.0.0.1 counts as public. */
  const open = (url: string, lookup: LookupFunction): FetchRules => ({
    ports: { "http:": [new URL(url).port] },
    trustedOrigins: new Set(),
    isPublic: (address) => address === "127.0.0.1",
    lookup,
    timeoutMs: 5_000,
  });
  const naming =
    (names: (hostname: string) => string[]): LookupFunction =>
    (hostname, _options, callback) =>
      callback(null, names(hostname).map((address) => ({ address, family: 4 })) as never, 0);

  test("by a name that leads inside, or does so among others", async () => {
    const { url, asked } = await inside();
    const { port } = new URL(url);
    for (const addresses of [["127.0.0.2"], ["127.0.0.1", "127.0.0.2"], ["10.0.0.1"], []]) {
      const rules = open(
        url,
        naming(() => addresses),
      );
      await expect(
        fetchCalendarText(`http://calendar.example:${port}/`, NOTHING, rules),
      ).rejects.toMatchObject({ code: "inside" });
    }
    expect(asked()).toBe(0);
  });

  test("by a name that changes its address once it was checked", async () => {
    const { url: innerUrl, asked } = await inside();
    const { port } = new URL(innerUrl);
    const outside = createServer((_request, response) => response.end(FILE));
    servers.push(outside);
    await new Promise<void>((listening) => outside.listen(Number(port), "127.0.0.1", listening));
    let lookups = 0;
    const changing = naming(() => [lookups++ === 0 ? "127.0.0.1" : "127.0.0.2"]);
    const url = `http://calendar.example:${port}/`;
    // The one address that was checked is the one that is connected to.
    expect(await fetchCalendarText(url, NOTHING, open(innerUrl, changing))).toMatchObject({
      text: FILE,
    });
    expect(lookups).toBe(1);
    // And the next time its new address is checked.
    await expect(fetchCalendarText(url, NOTHING, open(innerUrl, changing))).rejects.toMatchObject({
      code: "inside",
    });
    expect(asked()).toBe(0);
  });

  test("by a redirect to a name that leads inside", async () => {
    const { url: innerUrl, asked } = await inside();
    const { port } = new URL(innerUrl);
    const outside = createServer((_request, response) =>
      response.writeHead(302, { location: `http://inner.example:${port}/` }).end(),
    );
    servers.push(outside);
    await new Promise<void>((listening) => outside.listen(Number(port), "127.0.0.1", listening));
    const rules = open(
      innerUrl,
      naming((hostname) => [hostname === "inner.example" ? "127.0.0.2" : "127.0.0.1"]),
    );
    await expect(
      fetchCalendarText(`http://calendar.example:${port}/`, NOTHING, rules),
    ).rejects.toMatchObject({ code: "inside" });
    expect(asked()).toBe(0);
  });
});
