import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFixture, type Fixture } from "./testing-fixture.ts";
import { allRoutes, type RouteOfContract } from "./testing-routes.ts";
import { startTestServer, type TestServer } from "./testing.ts";

/** Whatever is thrown at any route: one clear 4xx problem document, never a 5xx, and nothing half done. */
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const HOSTILE = [
  "\u0000",
  "a\u0000b",
  "😀".repeat(50),
  "\u202Eevil\u202C",
  "'; drop table bookings; --",
  "%_'\"\\",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "x".repeat(20_000),
  "-1",
  "1e308",
  "NaN",
  "0197a000-0000-7000-8000-000000000001",
];
const FIELDS = [
  "serviceId",
  "start",
  "end",
  "holdId",
  "address",
  "notes",
  "displayName",
  "phone",
  "businessName",
  "bio",
  "categoryId",
  "position",
  "serviceRadiusKm",
  "currency",
  "timeZone",
  "cancellationPolicy",
  "name",
  "url",
  "description",
  "priceAmount",
  "durationMinutes",
  "location",
  "isInstant",
  "weekly",
  "exceptions",
  "stepMinutes",
  "bufferBeforeMinutes",
  "noticeMinutes",
  "horizonDays",
  "rating",
  "content",
  "title",
  "amount",
  "reason",
  "absent",
  "locationLabel",
  "languages",
  "country",
  "region",
  "ratePpm",
  "isInclusive",
  "validFrom",
  "validUntil",
  "plan",
  "feeBps",
  "code",
  "off",
  "minimums",
  "categoryIds",
  "usesMax",
  "usesPerCustomer",
  "bookingId",
  "text",
  "upTo",
];
const QUERY = [
  "q",
  "near",
  "lat",
  "lng",
  "radiusKm",
  "category",
  "minRating",
  "minPrice",
  "maxPrice",
  "box",
  "instant",
  "languages",
  "durationMinutes",
  "date",
  "partOfDay",
  "from",
  "to",
  "sort",
  "cursor",
  "limit",
  "serviceId",
  "timeZone",
  "status",
  "as",
  "order",
  "verified",
];
const VALUES: unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e18,
  "",
  "x",
  [],
  {},
  [[[]]],
  ...HOSTILE.slice(0, 6),
  "America/Nowhere",
  "GMT+1",
  "2026-02-30T00:00:00Z",
  "9999-12-31T23:59:59Z",
];

const BODIES: Array<[string, string]> = [
  ["no JSON", "{not json"],
  ["an array", "[]"],
  ["a string", '"text"'],
  ["null", "null"],
  ["deep nesting", nested(5_000)],
  [
    "wide",
    JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_v, i) => [`k${i}`, i]))),
  ],
  ["a prototype", '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'],
];

describe("bad input", () => {
  let server: TestServer;
  let fixture: Fixture;
  let bookingId: string;
  beforeAll(async () => {
    server = await startTestServer();
    fixture = await createFixture(server);
    bookingId = await fixture.paidBooking();
  }, 60_000);
  afterAll(() => server.stop());

  const call = async (
    route: RouteOfContract,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ) => {
    // The provider is let in nearly everywhere, so that the input is what is refused; the operator where only they are.
    const who =
      route.path.startsWith("/admin") || route.path.endsWith("/refund")
        ? fixture.admin
        : ["bookings.createBooking", "bookings.applyCoupon"].includes(route.name)
          ? fixture.customer
          : fixture.provider;
    const answer = await who.call(route.method, `/api/v1${path}`, body, headers);
    const shown = `${route.method} ${path.slice(0, 120)} ${body?.slice(0, 120) ?? ""} → ${JSON.stringify(answer.body).slice(0, 300)}`;
    expect(answer.status, shown).toBeLessThan(500);
    if (answer.status >= 400) {
      expect(answer.headers.get("content-type"), shown).toContain("application/problem+json");
      expect(answer.body, shown).toMatchObject({
        status: answer.status,
        code: expect.any(String),
        title: expect.any(String),
      });
    }
    return answer;
  };
  const real = (route: RouteOfContract): string =>
    route.path
      .replace("{idOrSlug}", fixture.slug)
      .replace(
        "{id}",
        /^\/(bookings|conversations)\/\{id\}/.test(route.path) ? bookingId : fixture.providerId,
      )
      .replace("{serviceId}", fixture.requestServiceId)
      .replace("{timeOffId}", bookingId)
      .replace("{calendarId}", bookingId);

  test.each(allRoutes().map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s",
    async (_name, route) => {
      if (route.path.includes("{"))
        for (const value of HOSTILE.slice(0, 12))
          await call(
            route,
            route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(value.slice(0, 1_500))),
            route.method === "GET" ? undefined : "{}",
          );
      if (route.method === "GET") {
        for (const name of QUERY)
          for (const value of HOSTILE)
            await call(
              route,
              `${real(route)}?${name}=${encodeURIComponent(value.slice(0, 3_000))}`,
            );
        await call(route, `${real(route)}?a[b][c][d][e]=1&limit[]=2&limit[]=3`);
        return;
      }
      // Changing this route's own thing is fine; what is refused must be refused in order.
      if (route.method === "DELETE") return;
      for (const [, body] of BODIES) await call(route, real(route), body);
      await call(route, real(route), "a=1&b=2", {
        "content-type": "application/x-www-form-urlencoded",
      });
      await call(route, real(route), "{}", { "content-type": "text/plain" });
      for (const value of VALUES)
        await call(
          route,
          real(route),
          JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, value]))),
        );
    },
  );

  test("10 MB are refused by size, with a length and without", async () => {
    const url = `${server.url}/api/v1/bookings/holds`;
    const body = JSON.stringify({ serviceId: "x".repeat(10_000_000) });
    const headers = { "content-type": "application/json", "idempotency-key": "big" };
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(413);
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64_000));
        if (--chunks === 0) controller.close();
      },
    });
    let chunks = 160;
    const streamed = await fetch(url, {
      method: "POST",
      headers,
      body: stream,
      duplex: "half",
    } as RequestInit).then(
      (response) => response.status,
      () => 413,
    );
    expect(streamed).toBe(413);
  });

  test("the password routes answer 4xx as well", async () => {
    for (const path of [
      "sign-in/email",
      "sign-up/email",
      "request-password-reset",
      "reset-password",
    ])
      for (const [, body] of BODIES)
        expect(
          (await server.visitor().call("POST", `/api/auth/${path}`, body)).status,
          `${path} ${body.slice(0, 50)}`,
        ).toBeLessThan(500);
  });

  test("a sensible call still works afterwards", async () => {
    expect((await fixture.customer.call("GET", `/api/v1/bookings/${bookingId}`)).status).toBe(200);
  });
});
