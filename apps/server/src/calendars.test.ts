import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFixture, type Fixture } from "./testing-fixture.ts";
import { startTestServer, type TestServer } from "./testing.ts";

/** A calendar link as a calendar app meets it: over HTTP, without cookies. */
describe("a calendar link over HTTP", () => {
  let server: TestServer;
  let fixture: Fixture;
  let path: string;
  beforeAll(async () => {
    server = await startTestServer();
    fixture = await createFixture(server);
    await fixture.paidBooking();
    const { body } = await fixture.customer.call<{ url: string }>(
      "POST",
      "/api/v1/me/calendar-link",
    );
    path = new URL(body.url).pathname;
  }, 60_000);
  afterAll(() => server.stop());
  const get = (headers: Record<string, string> = {}) =>
    fixture.guest.call<{ text: string }>("GET", path, undefined, headers);

  test("answers a calendar, byte for byte as it was written", async () => {
    const { status, headers, body } = await get();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('inline; filename="loconomy.ics"');
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(body.text).toMatch(
      /^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:Tap repair[\s\S]*END:VCALENDAR\r\n$/,
    );
  });

  test("is not sent twice to who shows its tag, compressed or not", async () => {
    for (const encoding of ["identity", "gzip"]) {
      const first = await get({ "accept-encoding": encoding });
      const again = await get({
        "accept-encoding": encoding,
        "if-none-match": first.headers.get("etag")!,
      });
      expect([again.status, again.body.text]).toEqual([304, ""]);
      expect(again.headers.get("last-modified")).toBe(first.headers.get("last-modified"));
    }
  });

  test("one booking comes as a file", async () => {
    const bookingId = await fixture.paidBooking();
    const { status, headers } = await fixture.provider.call(
      "GET",
      `/api/v1/bookings/${bookingId}/calendar.ics`,
    );
    expect([status, headers.get("content-type"), headers.get("content-disposition")]).toEqual([
      200,
      "text/calendar; charset=utf-8",
      'attachment; filename="booking.ics"',
    ]);
  });

  test("the description of the API names it", async () => {
    const { body } = await fixture.guest.call<{
      paths: Record<string, { get: { responses: object } }>;
    }>("GET", "/api/openapi.json");
    expect(Object.keys(body.paths["/calendars/{file}"]!.get.responses)).toEqual(
      expect.arrayContaining(["200", "304"]),
    );
  });
});
