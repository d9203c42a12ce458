import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing.ts";
import { clientAddress, networkOf } from "./address.ts";
import { newGuest, readGuest } from "./guest.ts";
import { mapOrigins } from "../config.ts";
import { pageCsp } from "./headers.ts";
import { describeApi } from "./openapi.ts";
import { mayWrite } from "./origin.ts";

describe("address", () => {
  test("without trusted proxies a forged header changes nothing", () => {
    fc.assert(
      fc.property(
        fc.string(),
        (forged) => clientAddress("203.0.113.5", forged, 0) === "203.0.113.5",
      ),
    );
  });
  test("behind proxies the entry they wrote counts, not what the client put before it", () => {
    expect(clientAddress("10.0.0.1", "6.6.6.6, 198.51.100.7", 1)).toBe("198.51.100.7");
    expect(clientAddress("10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2", 2)).toBe("198.51.100.7");
    expect(clientAddress("10.0.0.1", null, 1)).toBe("10.0.0.1");
  });
  test.each([
    ["198.51.100.7", "198.51.100.7"],
    ["::ffff:198.51.100.7", "198.51.100.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2::9", "2001:db8:1:2"],
    ["2001:0DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["::1", "0:0:0:0"],
    ["unknown", "unknown"],
    ["198.51.100.7:50123", "198.51.100.7"],
    ["[2001:db8:1:2::9]:50123", "2001:db8:1:2"],
    ["[2001:db8:1:2::9]", "2001:db8:1:2"],
  ])("%s is of the network %s: who has one address of IPv6 has 2^64", (address, network) =>
    expect(networkOf(address)).toBe(network),
  );
});

describe("guest cookie", () => {
  test("is read back, and not when forged", () => {
    const { id, setCookie } = newGuest("secret", true);
    const cookie = setCookie.split(";")[0]!;
    expect(readGuest(`a=b; ${cookie}`, "secret")).toBe(id);
    expect(readGuest(cookie, "other")).toBeNull();
    expect(readGuest(`${cookie}x`, "secret")).toBeNull();
    expect(readGuest("loconomy_guest=abc", "secret")).toBeNull();
    expect(setCookie).toContain("HttpOnly");
    expect(setCookie).toContain("Secure");
  });
});

describe("origin", () => {
  const request = (headers: Record<string, string>, method = "POST") =>
    new Request("http://localhost:3000/x", { method, headers });
  const allowed = new Set(["https://partner.example"]);
  test.each([
    ["a read", request({ cookie: "s=1", origin: "https://evil.example" }, "GET"), true],
    ["no cookie", request({ origin: "https://evil.example" }), true],
    [
      "our own page",
      request({ cookie: "s=1", origin: "http://localhost:3000", host: "localhost:3000" }),
      true,
    ],
    [
      "a named partner",
      request({ cookie: "s=1", origin: "https://partner.example", host: "localhost:3000" }),
      true,
    ],
    [
      "another site",
      request({ cookie: "s=1", origin: "https://evil.example", host: "localhost:3000" }),
      false,
    ],
    [
      "a sandboxed frame",
      request({ cookie: "s=1", origin: "null", host: "localhost:3000" }),
      false,
    ],
    ["no origin at all", request({ cookie: "s=1", host: "localhost:3000" }), false],
    [
      "same-origin by fetch metadata",
      request({ cookie: "s=1", "sec-fetch-site": "same-origin" }),
      true,
    ],
  ])("%s", (_name, given, expected) =>
    expect(mayWrite(given.method, (name) => given.headers.get(name) ?? undefined, allowed)).toBe(
      expected,
    ),
  );
});

test.each([
  ["http://localhost:3000", "loconomy.session_token"],
  ["https://shop.example", "__Secure-loconomy.session_token"],
])("the description of the API at %s names the session's cookie", async (url, name) => {
  expect(await describeApi(url)).toMatchObject({
    components: { securitySchemes: { session: { in: "cookie", name } } },
  });
});

test("a page's policy names exactly its inline scripts", () => {
  const csp = pageCsp(
    `<script>alert(1)</script><script src="/a.js"></script><script type="application/ld+json">{}</script>`,
  );
  expect(csp.match(/sha256-/g)).toHaveLength(1);
  expect(csp).not.toContain("script-src 'self' 'unsafe-inline'");
});

test("a page may ask the origins of a configured map style, and no others", () => {
  const config = {
    MAP_STYLE_URL: "https://tiles.example.com/styles/calm.json",
    MAP_ORIGINS: ["https://fonts.example.com", "https://tiles.example.com/planet"],
  };
  const csp = pageCsp("<p></p>", mapOrigins(config));
  expect(csp).toContain(
    "connect-src 'self' https://api.stripe.com https://tiles.example.com https://fonts.example.com;",
  );
  expect(pageCsp("<p></p>")).toContain("connect-src 'self' https://api.stripe.com;");
});

describe("over HTTP", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()));
  afterAll(() => server.stop());

  test("answers carry security headers and a request id", async () => {
    const { headers } = await server.visitor().call("GET", "/api/v1/categories");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("x-powered-by")).toBeNull();
  });

  test("connections are kept longer than a load balancer in front keeps them", async () => {
    const { headers } = await server.visitor().call("GET", "/api/v1/categories");
    expect(headers.get("keep-alive")).toBe("timeout=75");
  });

  test("a public read has an ETag and answers 304", async () => {
    const first = await server.visitor().call("GET", "/api/v1/categories");
    const again = await server.visitor().call("GET", "/api/v1/categories", undefined, {
      "if-none-match": first.headers.get("etag")!,
    });
    expect(again.status).toBe(304);
  });

  test("HEAD answers as GET does, without the body", async () => {
    const [head, get] = await Promise.all(
      ["HEAD", "GET"].map((method) => fetch(`${server.url}/api/v1/categories`, { method })),
    );
    expect([head!.status, await head!.text()]).toEqual([200, ""]);
    for (const name of ["etag", "content-type", "cache-control"])
      expect(head!.headers.get(name), name).toBe(get!.headers.get(name));
    expect((await fetch(`${server.url}/api/v1/me`, { method: "HEAD" })).status).toBe(401);
  });

  test("a path with a slash at its end is no route: no rule can be walked round by it", async () => {
    const user = await server.signUp("Slash Test");
    for (const [method, path] of [
      ["GET", "/api/v1/categories/"],
      ["GET", "/api/v1/categories//"],
      ["POST", "/api/v1/bookings/holds/"],
    ] as const) {
      const { status, body } = await user.call(method, path, method === "POST" ? {} : undefined, {
        "idempotency-key": "",
      });
      expect([status, body["code"]], path).toEqual([404, "not_found"]);
    }
  });

  test("errors are problem documents, with the id of the request", async () => {
    const { status, headers, body } = await server.visitor().call("GET", "/api/v1/nothing/here");
    expect(status).toBe(404);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(body).toMatchObject({ status: 404, code: "not_found", title: "Not found" });
    for (const path of [
      "/api/v1/nothing/here",
      "/api/v1/me",
      "/api/nothing",
      "/api/docs/nothing",
    ]) {
      const answer = await server.visitor().call("GET", path);
      expect(answer.body["requestId"], path).toBe(answer.headers.get("x-request-id"));
    }
  });

  test("a body over 1 MB is refused", async () => {
    const { status, body } = await server
      .visitor()
      .call("POST", "/api/v1/bookings/holds", JSON.stringify({ serviceId: "x".repeat(1_100_000) }));
    expect(status).toBe(413);
    expect(body["code"]).toBe("payload_too_large");
  });

  test("a write from another site with our cookie is refused", async () => {
    const user = await server.signUp("Origin Test");
    const { status, body } = await user.call(
      "PATCH",
      "/api/v1/me",
      { displayName: "Changed" },
      { origin: "https://evil.example" },
    );
    expect([status, body["code"]]).toEqual([403, "origin_refused"]);
  });

  test("an actor header from outside is nothing", async () => {
    const { status } = await server
      .visitor()
      .call("GET", "/api/v1/me", undefined, { "x-loconomy-actor": "x.y" });
    expect(status).toBe(401);
  });

  test("the description is valid OpenAPI 3.1 with every route", async () => {
    const { body } = await server
      .visitor()
      .call<{ openapi: string; paths: object }>("GET", "/api/openapi.json");
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths).length).toBeGreaterThan(30);
    expect((await server.visitor().call("GET", "/api/docs")).status).toBe(200);
  });

  test("the description tells of idempotency keys, of answers without a body, and of what is our fault", async () => {
    interface Operation {
      parameters?: Array<{ name: string; in: string; required: boolean }>;
      responses: Record<string, { content?: object }>;
    }
    const { body } = await server
      .visitor()
      .call<{ paths: Record<string, Record<string, Operation>> }>("GET", "/api/openapi.json");
    const keyOf = (path: string, method = "post") =>
      body.paths[path]![method]!.parameters?.find(({ name }) => name === "Idempotency-Key");
    for (const path of ["/bookings/holds", "/bookings/series", "/bookings/{id}/refund"])
      expect(keyOf(path), path).toMatchObject({ in: "header", required: true });
    expect(keyOf("/bookings/{id}/cancel")).toMatchObject({ in: "header", required: false });
    expect(keyOf("/me", "patch")).toBeUndefined();
    for (const operations of Object.values(body.paths))
      for (const { responses } of Object.values(operations)) {
        expect(responses["204"] ?? {}).not.toHaveProperty("content");
        expect(responses).toHaveProperty("5XX.content");
      }
  });

  describe("idempotency keys", () => {
    const hold = {
      serviceId: "0197a000-0000-7000-8000-000000000001",
      start: "2026-12-01T10:00:00Z",
    };
    test("are required where a repeat would book twice", async () => {
      const user = await server.signUp("Key Test");
      const { status, body } = await user.call("POST", "/api/v1/bookings/holds", hold, {
        "idempotency-key": "",
      });
      expect([status, body["code"]]).toEqual([400, "idempotency_key_required"]);
    });
    test("replay the first answer, refuse another body, and are per person", async () => {
      const user = await server.signUp("Key Owner");
      const key = { "idempotency-key": "k-1" };
      const first = await user.call("POST", "/api/v1/bookings/holds", hold, key);
      const again = await user.call("POST", "/api/v1/bookings/holds", hold, key);
      expect(again.headers.get("idempotency-replayed")).toBe("true");
      expect([again.status, again.body]).toEqual([first.status, first.body]);
      const other = await user.call(
        "POST",
        "/api/v1/bookings/holds",
        { ...hold, start: "2026-12-02T10:00:00Z" },
        key,
      );
      expect([other.status, other.body["code"]]).toEqual([422, "idempotency_key_reused"]);
      // Of people without any cookie nobody can tell which of them asks again.
      for (const path of ["/conversations", "/waitlist"]) {
        const nobody = await server.visitor().call("POST", `/api/v1${path}`, {}, key);
        expect([nobody.body["code"], nobody.headers.get("idempotency-replayed")]).toEqual([
          "invalid_request",
          null,
        ]);
      }
      const somebodyElse = await server.signUp("Key Stranger");
      expect(
        (await somebodyElse.call("POST", "/api/v1/bookings/holds", hold, key)).headers.get(
          "idempotency-replayed",
        ),
      ).toBeNull();
    });
  });
});

describe("rate limits", () => {
  test("the real limits bite, and a forged X-Forwarded-For does not help", async () => {
    const server = await startTestServer({ RATE_LIMITS: "standard" });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 25; i++) {
        const { status } = await server
          .visitor()
          .call(
            "POST",
            "/api/auth/sign-in/email",
            { email: "nobody@example.com", password: "wrong password" },
            { "x-forwarded-for": `198.51.100.${i}` },
          );
        statuses.push(status);
      }
      expect(statuses.slice(0, 20)).not.toContain(429);
      expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429]);
      const { headers } = await server.visitor().call("POST", "/api/auth/sign-in/email", {
        email: "a@example.com",
        password: "wrong password",
      });
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    } finally {
      await server.stop();
    }
  });

  test("the addresses of one IPv6 network count together", async () => {
    const server = await startTestServer({ RATE_LIMITS: "standard", TRUSTED_PROXIES: "1" });
    try {
      const guess = async (path: string, address: string) =>
        (
          await server.visitor().call(
            "POST",
            `/api/auth/${path}`,
            { email: "nobody@example.com" },
            {
              "x-forwarded-for": address,
            },
          )
        ).status;
      for (let i = 0; i < 20; i++)
        expect(await guess("change-password", `2001:db8:1:2::${i}`)).not.toBe(429);
      expect(await guess("sign-in/email", "2001:db8:1:2:ffff::1")).toBe(429);
      expect(await guess("sign-in/email", "2001:db8:1:3::1")).not.toBe(429);
    } finally {
      await server.stop();
    }
  });

  test("webhooks have a limit of their own: many come from few addresses", async () => {
    const server = await startTestServer({ RATE_LIMITS: "standard" });
    try {
      const answers = new Map<number, number>();
      const call = async (path: string) => {
        const { status } = await server.visitor().call("POST", path, {});
        answers.set(status, (answers.get(status) ?? 0) + 1);
      };
      for (let i = 0; i < 601; i++) await call("/api/v1/webhooks/stripe");
      expect([...answers]).toEqual([[400, 601]]);
      await call("/api/v1/conversations");
      expect(answers.get(429)).toBeUndefined();
    } finally {
      await server.stop();
    }
  });

  test("whoever leaves the guest cookie away cannot hold all times there are", async () => {
    const server = await startTestServer({ RATE_LIMITS: "standard" });
    try {
      const hold = async () =>
        (
          await server.visitor().call("POST", "/api/v1/bookings/holds", {
            serviceId: "0197a000-0000-7000-8000-000000000001",
            start: "2026-12-01T10:00:00Z",
          })
        ).status;
      for (let i = 0; i < 20; i++) expect(await hold()).toBe(404);
      expect(await hold()).toBe(429);
    } finally {
      await server.stop();
    }
  });

  test("production refuses the bench profile, the clock control and silent stand-ins", async () => {
    const { startServer } = await import("../server.ts");
    const production = { NODE_ENV: "production", PORT: "0", PUBLIC_URL: "https://example.com" };
    await expect(
      startServer({ ...production, STRIPE_SECRET_KEY: "sk_live_x", RATE_LIMITS: "bench" }),
    ).rejects.toThrow("RATE_LIMITS");
    await expect(
      startServer({ ...production, STRIPE_SECRET_KEY: "sk_live_x", CLOCK_CONTROL: "1" }),
    ).rejects.toThrow("CLOCK_CONTROL");
    await expect(startServer(production)).rejects.toThrow("SANDBOX=1");
  });
});
