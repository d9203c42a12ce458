import { gunzipSync } from "node:zlib";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFixture, type Fixture } from "../testing-fixture.ts";
import { startTestServer, type TestServer } from "../testing.ts";

let server: TestServer;
let fixture: Fixture;
beforeAll(async () => {
  server = await startTestServer({ METRICS_PORT: "0" });
  fixture = await createFixture(server);
});
afterAll(() => server.stop());

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Without a client that adds headers of its own or takes compression away. */
const get = (path: string, headers: Record<string, string> = {}, base = server.url) =>
  new Promise<Raw>((done, fail) => {
    request(new URL(path, base), { headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk: Buffer) => chunks.push(chunk));
      res.on("end", () =>
        done({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", fail)
      .end();
  });

/** What may differ: the moment, the request's name, and how the bytes travel. */
const essence = ({ status, headers, body }: Raw) => {
  const {
    date: _date,
    vary: _vary,
    connection: _connection,
    "keep-alive": _keepAlive,
    "x-request-id": _requestId,
    "content-length": _length,
    "transfer-encoding": _transfer,
    ...rest
  } = headers;
  const { requestId: _id, ...said } = JSON.parse(body.toString()) as Record<string, unknown>;
  return { status, headers: rest, body: said };
};

describe("public reads", () => {
  const paths = (f: Fixture) => [
    "/api/v1/categories",
    `/api/v1/providers/${f.providerId}`,
    `/api/v1/providers/${f.slug}`,
    `/api/v1/providers/${f.providerId}/services`,
    `/api/v1/providers/${f.providerId}/reviews?limit=2`,
    "/api/v1/places?q=Aust",
    "/api/v1/search/suggest?q=plum",
    `/api/v1/providers/${f.providerId}/slots?serviceId=${f.serviceId}&from=2026-12-01&to=2026-12-02`,
    `/api/v1/providers/${f.providerId}/slots?serviceId=${f.serviceId}&from=2026-12-02&to=2026-12-01`,
    "/api/v1/providers/nobody-of-this-name",
    `/api/v1/providers/${f.providerId}/reviews?cursor=nonsense`,
    `/api/v1/providers/${f.providerId}/reviews?limit=-1`,
    "/api/v1/providers/%00",
    "/api/v1/search/providers",
    "/api/v1/search/providers?near=Austin,%20TX&limit=abc",
  ];

  test("are the same for a page of another origin, which may not read them", async () => {
    for (const path of paths(fixture)) {
      const elsewhere = await get(path, { origin: "https://elsewhere.example" });
      const here = await get(path);
      expect(essence(here), path).toEqual(essence(elsewhere));
      expect(here.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(here.headers["content-length"]).toBe(String(here.body.length));
    }
  });

  test("give a person with a session their own view", async () => {
    await fixture.provider.call("PATCH", `/api/v1/providers/${fixture.providerId}`, {
      isActive: false,
    });
    const path = `/api/v1/providers/${fixture.providerId}`;
    expect((await get(path)).status).toBe(404);
    const own = await fixture.provider.call("GET", path);
    expect(own.status).toBe(200);
    // A cache on the way that others use too must not have it.
    expect(own.headers.get("cache-control")).toBe("private, max-age=0, must-revalidate");
    await fixture.provider.call("PATCH", path, { isActive: true });
    expect((await get(path)).headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
  });

  test("take no cursor of a time that the database does not know", async () => {
    const cursor = Buffer.from(
      JSON.stringify(["0000-01-01T00:00:00Z", fixture.providerId]),
    ).toString("base64url");
    const { status, body } = await get(
      `/api/v1/providers/${fixture.providerId}/reviews?cursor=${cursor}`,
    );
    expect([status, JSON.parse(body.toString())]).toMatchObject([400, { code: "invalid_request" }]);
  });

  test("show a held time to the browser that holds it, and to nobody without its cookie", async () => {
    const guest = server.visitor();
    const { start } = await fixture.hold(undefined, guest);
    const path = `/api/v1/providers/${fixture.providerId}/slots?serviceId=${fixture.serviceId}&from=${start}&to=${new Date(Date.parse(start) + 60_000).toISOString()}`;
    const mine = await guest.call<{ held: Array<{ start: string }> }>("GET", path);
    expect(mine.body.held).toMatchObject([{ start }]);
    expect(mine.headers.get("cache-control")).toBe("no-store");
    expect(mine.headers.get("etag")).toBeNull();
    // The first answer must not have been kept for those who come after.
    const others: Record<string, string>[] = [
      {},
      { cookie: "loconomy_guest=forged.one" },
      { origin: server.url },
    ];
    for (const headers of others)
      expect(essence(await get(path, headers))).toMatchObject({ status: 200, body: { held: [] } });
  });

  test("work a search out once for guests who ask the same at once, each with an id and coding of their own", async () => {
    const reads = async (): Promise<number> => {
      const text = await (await fetch(server.server.metricsUrl!)).text();
      const counts = text.matchAll(
        /loconomy_cache_reads_total\{cache="search\.briefly",[^}]*\} (\d+)/g,
      );
      return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    };
    const path = (lng: number) => `/api/v1/search/providers?lat=30.27&lng=${lng}`;
    const atFirst = await reads();
    await get(path(-97.75));
    const afterOne = await reads();
    const answers = await Promise.all(
      ["identity", "gzip", "identity", "gzip"].map((coding) =>
        get(path(-97.74), { "accept-encoding": coding }),
      ),
    );
    expect(afterOne).toBeGreaterThan(atFirst);
    expect((await reads()) - afterOne).toBe(afterOne - atFirst);
    const bodies = answers.map(({ headers, body }) =>
      String(headers["content-encoding"] === "gzip" ? gunzipSync(body) : body),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers["x-request-id"])).size).toBe(4);
    expect(answers.every(({ headers }) => headers["cache-control"] === "no-store")).toBe(true);
  });

  test("are compressed when they are long, under a weak tag that is known again", async () => {
    const path = `/api/v1/providers/${fixture.providerId}`;
    await fixture.provider.call("PATCH", path, { bio: "Twenty years of pipes. ".repeat(170) });
    const plain = await get(path);
    expect(plain.body.length).toBeGreaterThan(4096);
    const packed = await get(path, { "accept-encoding": "gzip, br" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    expect(packed.headers["etag"]).toBe(`W/${plain.headers["etag"]}`);
    const known = await get(path, { "if-none-match": String(packed.headers["etag"]) });
    expect([known.status, known.body.length]).toEqual([304, 0]);
  });

  test("count against the address's limit like any other request", async () => {
    const limited = await startTestServer({ RATE_LIMITS: "standard" });
    try {
      const answers = await Promise.all(
        Array.from({ length: 620 }, () => get("/api/v1/categories", {}, limited.url)),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(20);
      expect(Number(refused[0]!.headers["retry-after"])).toBeGreaterThan(0);
      expect(JSON.parse(refused[0]!.body.toString())).toMatchObject({ code: "rate_limited" });
    } finally {
      await limited.stop();
    }
  });
});

describe("bodies", () => {
  const post = async (body: BodyInit | undefined, headers: Record<string, string>) => {
    const answer = await fetch(`${server.url}/api/v1/bookings/holds`, {
      method: "POST",
      headers: { "idempotency-key": crypto.randomUUID(), ...headers },
      ...(body === undefined ? {} : { body }),
      duplex: "half",
    } as RequestInit);
    return { status: answer.status, ...((await answer.json()) as { code: string }) };
  };
  const bytes = (...parts: string[]) => new Blob(parts).stream();

  test.each([
    ["text", "{}", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    [
      "what is not JSON by its name",
      "{}",
      { "content-type": "application/json-patch+json" },
      415,
      "unsupported_media_type",
    ],
    ["a form", new URLSearchParams({ serviceId: "1" }), {}, 415, "unsupported_media_type"],
    ["half of JSON", '{"a":', { "content-type": "application/json" }, 400, "invalid_request"],
    ["none at all", undefined, { "content-type": "application/json" }, 400, "invalid_request"],
    ["an empty stream", bytes(), { "content-type": "application/json" }, 400, "invalid_request"],
  ] as const)("%s is refused with one clear answer", async (_what, body, headers, status, code) => {
    expect(await post(body, headers)).toMatchObject({ status, code });
  });

  test("JSON may come in pieces, with a byte order mark and any spelling of its type", async () => {
    const serviceId = "0197a000-0000-7000-8000-000000000001";
    const json = JSON.stringify({ serviceId, start: "2026-12-01T10:00:00Z" });
    const answer = await post(bytes("\uFEFF", json.slice(0, 10), json.slice(10)), {
      "content-type": "Application/JSON; charset=UTF-8",
    });
    expect(answer).toMatchObject({ status: 404, detail: "This service is not offered." });
  });
});

test("pages of the named origins may ask and read, also what they must ask for before", async () => {
  const origin = "https://partner.example";
  const partnered = await startTestServer({ CORS_ORIGINS: origin });
  try {
    const me = `${partnered.url}/api/v1/me`;
    const before = await fetch(me, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "PATCH" },
    });
    expect(before.status).toBe(204);
    expect(before.headers.get("access-control-allow-methods")).toContain("PATCH");
    const named = await fetch(me, { headers: { origin } });
    expect([named.status, named.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
    expect(named.headers.get("access-control-allow-credentials")).toBe("true");
    expect(named.headers.get("vary")).toContain("origin");
    const other = await fetch(me, { headers: { origin: "https://elsewhere.example" } });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
    expect(other.headers.get("vary")).toContain("origin");
  } finally {
    await partnered.stop();
  }
});
