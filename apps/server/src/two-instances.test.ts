import { startTestRedis, type TestRedis } from "@loconomy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFixture, eventually, payWith, type Fixture } from "./testing-fixture.ts";
import { startTestServer, type Answer, type TestServer } from "./testing.ts";

const HOUR_MS = 3_600_000;
const WITHIN_MS = 1_000;
/** How long a Redis that says nothing may keep an answer waiting, … */
const REDIS_MAX_MS = 50;
/** … and what a busy machine adds to that. */
const SLOWER_MAX_MS = 250;
/** In three states of Redis, and once more when it is back. */
const STATES = ["answers", "hangs", "answers again", "is dead", "is back"] as const;

let redis: TestRedis;
let one: TestServer;
let other: TestServer;
let fixture: Fixture;
beforeAll(async () => {
  redis = await startTestRedis();
  one = await startTestServer({ REDIS_URL: redis.url });
  other = await startTestServer({ REDIS_URL: redis.url, METRICS_PORT: "0" }, one);
  fixture = await createFixture(one);
}, 120_000);
afterAll(async () => {
  await other.stop();
  await one.stop();
  await redis.close();
});

interface Times {
  slots: Array<{ start: string }>;
}
interface Found {
  items: Array<{ provider: { slug: string; bio: string }; nextTimes: Array<{ start: string }> }>;
}

const read = async <T>(path: string): Promise<T> => {
  const { status, body } = (await other.visitor().call<T>("GET", path)) as Answer<T>;
  expect(status).toBe(200);
  return body;
};
/** Whether the other instance offers the time on the provider's page, and whether a search for that hour finds the provider with it. */
const offers = async (start: string): Promise<[slots: boolean, search: boolean]> => {
  const day = (offsetMs: number) =>
    new Date(Date.parse(start) + offsetMs).toISOString().slice(0, 10);
  const until = new Date(Date.parse(start) + HOUR_MS / 4).toISOString();
  const [{ slots }, { items }] = await Promise.all([
    read<Times>(
      `/api/v1/providers/${fixture.providerId}/slots?serviceId=${fixture.serviceId}&from=${day(-24 * HOUR_MS)}&to=${day(24 * HOUR_MS)}`,
    ),
    read<Found>(
      `/api/v1/search/providers?lat=30.27&lng=-97.74&from=${encodeURIComponent(start)}&to=${encodeURIComponent(until)}`,
    ),
  ]);
  const isIt = (time: { start: string }) => Date.parse(time.start) === Date.parse(start);
  return [
    slots.some(isIt),
    items.some(({ provider, nextTimes }) => provider.slug === fixture.slug && nextTimes.some(isIt)),
  ];
};
/** Milliseconds until the other instance says so on both. */
const until = async (start: string, wanted: boolean): Promise<number> => {
  const since = performance.now();
  await eventually(
    async () => (await offers(start)).every((isOffered) => isOffered === wanted),
    5_000,
  );
  return performance.now() - since;
};
const profileRead = async (): Promise<{ bio: string }> => read(`/api/v1/providers/${fixture.slug}`);

const bring = async (state: (typeof STATES)[number]): Promise<void> => {
  if (state === "hangs") redis.hang();
  if (state === "answers again") redis.wake();
  if (state === "is dead") await redis.kill();
  if (state === "is back") await redis.restart();
};

describe("two instances on one database, with a Redis that", () => {
  test.for(STATES)(
    "%s: a booked time leaves the other one within a second, a cancelled one comes back, a new profile shows",
    { timeout: 30_000 },
    async (state) => {
      const start = fixture.at(2 + STATES.indexOf(state), 3);
      // Both know everything by heart before anything happens.
      await until(start, true);
      for (let n = 0; n < 3; n++) expect(await offers(start)).toEqual([true, true]);
      await profileRead();
      await bring(state);

      const hold = await fixture.customer.call<{ id: string }>("POST", "/api/v1/bookings/holds", {
        serviceId: fixture.serviceId,
        start,
      });
      expect(hold.status).toBe(201);
      const gone = await until(start, false);
      const booking = await fixture.customer.call<{
        id: string;
        payment: { clientSecret: string };
      }>("POST", "/api/v1/bookings", {
        holdId: hold.body.id,
        address: { line1: "1 Main St", city: "Austin" },
      });
      expect(booking.status).toBe(201);
      await payWith(one, booking.body.payment.clientSecret, "4242424242424242");
      const path = `/api/v1/bookings/${booking.body.id}`;
      await eventually(
        async () =>
          (await fixture.customer.call<{ status: string }>("GET", path)).body.status ===
          "confirmed",
      );
      expect(await offers(start)).toEqual([false, false]);
      expect((await fixture.customer.call("POST", `${path}/cancel`, {})).status).toBe(200);
      const back = await until(start, true);

      const bio = `Redis ${state}.`;
      const since = performance.now();
      const changed = await fixture.provider.call(
        "PATCH",
        `/api/v1/providers/${fixture.providerId}`,
        { bio },
      );
      expect(changed.status).toBe(200);
      await eventually(async () => (await profileRead()).bio === bio, 5_000);
      const shown = performance.now() - since;

      expect(gone).toBeLessThan(WITHIN_MS);
      expect(back).toBeLessThan(WITHIN_MS);
      expect(shown).toBeLessThan(WITHIN_MS + SLOWER_MAX_MS);
    },
  );

  test("hangs or dies in the middle of reading slows no answer by more than 50 ms", async () => {
    const paths = [
      "/api/v1/search/providers?lat=30.27&lng=-97.74",
      `/api/v1/providers/${fixture.slug}`,
      `/api/v1/providers/${fixture.providerId}/services`,
      "/api/v1/categories",
    ];
    // Most answers are not slowed at all: after one that waited Redis is left alone for a second. Of twenty the slowest is left out,
    // for a machine that tests beside this one pauses now and then; none may be slower than what that can explain.
    const slow = async (forMs: number): Promise<{ most: number; slowest: number }> => {
      const times: number[] = [];
      for (const until = performance.now() + forMs; performance.now() < until;)
        for (const path of paths) {
          const since = performance.now();
          await read(path);
          times.push(performance.now() - since);
        }
      times.sort((a, b) => a - b);
      return { most: times[Math.floor(times.length * 0.95)]!, slowest: times.at(-1)! };
    };
    await slow(200);
    const usual = await slow(500);
    // For a second what is in memory is good without Redis; only then is it asked.
    redis.hang();
    const hung = await slow(3_000).finally(() => redis.wake());
    await redis.kill();
    const dead = await slow(1_000).finally(() => redis.restart());
    for (const { most, slowest } of [hung, dead]) {
      expect(most - usual.most).toBeLessThan(REDIS_MAX_MS);
      expect(slowest - usual.most).toBeLessThan(REDIS_MAX_MS + SLOWER_MAX_MS);
    }
  }, 60_000);

  test("is there: hit rates are among the metrics", async () => {
    const text = await (await fetch(other.server.metricsUrl!)).text();
    expect(text).toMatch(
      /loconomy_cache_reads_total\{cache="providers",level="memory",result="hit"\} [1-9]/,
    );
    expect(text).toMatch(/loconomy_cache_reads_total\{[^}]*level="redis",result="error"\} [1-9]/);
    expect(text).toMatch(/loconomy_cache_invalidations_total\{from="elsewhere"\} [1-9]/);
  });
});
