import { afterAll, beforeAll, expect, test } from "vitest";
import { createFixture, type Fixture } from "./testing-fixture.ts";
import { startTestServer, type TestServer } from "./testing.ts";

const PEOPLE = 200;
const HOUR_MS = 3_600_000;
let server: TestServer;
let fixture: Fixture;
let day: number;
beforeAll(async () => {
  server = await startTestServer();
  fixture = await createFixture(server);
  day = Math.ceil((Date.now() + 26 * HOUR_MS) / HOUR_MS) * HOUR_MS;
}, 60_000);
afterAll(() => server.stop());

/** 200 guests ask at the same moment, each for what `wish` says; answers how often each status and code came back. */
const race = async (
  wish: (n: number) => { serviceId: string; startMs: number },
): Promise<Record<string, number>> => {
  const answers = await Promise.all(
    Array.from({ length: PEOPLE }, (_v, n) => {
      const { serviceId, startMs } = wish(n);
      return server.visitor().call("POST", "/api/v1/bookings/holds", {
        serviceId,
        start: new Date(startMs).toISOString(),
      });
    }),
  );
  const tally: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = status === 201 ? "201" : `${status} ${String(body["code"])}`;
    tally[key] = (tally[key] ?? 0) + 1;
  }
  return tally;
};

/** What the database says: claims of the provider that touch the time. */
const claims = async (fromMs: number, toMs: number): Promise<number> => {
  const { rows } = await server.database.owner.pool.query<{ n: number }>(
    "select count(*)::int as n from bookings.time_claims where provider_id = $1 and period && tstzrange($2, $3)",
    [fixture.providerId, new Date(fromMs), new Date(toMs)],
  );
  return rows[0]!.n;
};

test("one time, 200 guests: one gets it, 199 are told that it is taken", async () => {
  expect(await race(() => ({ serviceId: fixture.serviceId, startMs: day }))).toEqual({
    "201": 1,
    "409 slot_taken": PEOPLE - 1,
  });
  expect(await claims(day, day + HOUR_MS)).toBe(1);
});

test("overlapping times: claims never overlap, and nobody is told anything but yes or taken", async () => {
  const start = day + 4 * HOUR_MS;
  const tally = await race((n) => ({
    serviceId: fixture.serviceId,
    startMs: start + (n % 4) * 900_000,
  }));
  expect(tally).toEqual({ "201": 1, "409 slot_taken": PEOPLE - 1 });
  expect(await claims(start, start + 2 * HOUR_MS)).toBe(1);
});

test("two services of one provider: their times are the same person's", async () => {
  const startMs = day + 8 * HOUR_MS;
  const tally = await race((n) => ({
    serviceId: n % 2 ? fixture.serviceId : fixture.requestServiceId,
    startMs,
  }));
  expect(tally).toEqual({ "201": 1, "409 slot_taken": PEOPLE - 1 });
  expect(await claims(startMs, startMs + HOUR_MS)).toBe(1);
});
