import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createCache, createLog, type Cache } from "./index.ts";
import { startTestRedis, type TestRedis } from "./testing-redis.ts";

const MINUTE_MS = 60_000;
/** 50 ms, and what a busy machine adds. */
const PATIENCE_MS = 250;

const opened: Cache[] = [];
const open = (redisUrl?: string) => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(JSON.parse(line).msg) });
  const cache = createCache({ redisUrl, log });
  opened.push(cache);
  return { cache, lines };
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((cache) => cache.close()));
});

/** Loads 1, 2, 3 … and counts how long an answer takes. */
const counting = () => {
  let n = 0;
  return async () => ++n;
};
const took = async <T>(call: Promise<T>): Promise<{ value: T; ms: number }> => {
  const since = performance.now();
  return { value: await call, ms: performance.now() - since };
};

describe("in memory", () => {
  test("keeps a value for its time, also null and false", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
    try {
      const { cache } = open();
      const load = counting();
      expect(await cache.remember("a", MINUTE_MS, load)).toBe(1);
      vi.advanceTimersByTime(MINUTE_MS - 1);
      expect(await cache.remember("a", MINUTE_MS, load)).toBe(1);
      vi.advanceTimersByTime(2);
      expect(await cache.remember("a", MINUTE_MS, load)).toBe(2);
      const none = vi.fn(async () => null);
      expect(await cache.remember("none", MINUTE_MS, none)).toBeNull();
      expect(await cache.remember("none", MINUTE_MS, none)).toBeNull();
      expect(none).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test("a hundred that miss at once load once, and share a failure without keeping it", async () => {
    const { cache } = open();
    const load = vi.fn(async () => {
      await new Promise(setImmediate);
      if (load.mock.calls.length === 1) throw new Error("no");
      return "value";
    });
    const all = () =>
      Promise.allSettled(Array.from({ length: 100 }, () => cache.remember("a", MINUTE_MS, load)));
    expect(new Set((await all()).map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(new Set((await all()).map(({ status }) => status))).toEqual(new Set(["fulfilled"]));
    expect(load).toHaveBeenCalledTimes(2);
  });

  test("what is forgotten is loaded anew, and a load that was under way is not kept", async () => {
    const { cache } = open();
    let finish = (_value: string) => {};
    const old = cache.remember(
      "a",
      MINUTE_MS,
      () => new Promise<string>((done) => (finish = done)),
    );
    await new Promise(setImmediate);
    await cache.forget("a");
    const fresh = cache.remember("a", MINUTE_MS, async () => "new");
    finish("old");
    expect(await old).toBe("old");
    expect(await fresh).toBe("new");
    expect(await cache.remember("a", MINUTE_MS, async () => "newer")).toBe("new");
  });
});

describe("with Redis", () => {
  let redis: TestRedis;
  beforeAll(async () => void (redis = await startTestRedis()));
  afterAll(() => redis.close());
  beforeEach(() => redis.client.flushall());

  /** A cache whose connection stands. */
  const connected = async () => {
    const made = open(redis.url);
    await vi.waitFor(async () => {
      const key = `probe:${Math.random()}`;
      await made.cache.remember(key, MINUTE_MS, async () => 1);
      expect(await redis.client.exists(`loconomy:${key}`)).toBe(1);
    });
    return made;
  };

  test("processes share what one has loaded, for no longer than it was to be kept", async () => {
    const [one, other] = [await connected(), await connected()];
    await one.cache.remember("a", 300, async () => ({ name: "Ada" }));
    await vi.waitFor(async () => expect(await redis.client.exists("loconomy:a")).toBe(1));
    const load = vi.fn(async () => ({ name: "Bob" }));
    await new Promise((done) => setTimeout(done, 150));
    expect(await other.cache.remember("a", 300, load)).toEqual({ name: "Ada" });
    await new Promise((done) => setTimeout(done, 200));
    expect(await other.cache.remember("a", 300, load)).toEqual({ name: "Bob" });
    expect(load).toHaveBeenCalledTimes(1);
  });

  test("forget reaches Redis", async () => {
    const { cache } = await connected();
    await cache.remember("a", MINUTE_MS, async () => 1);
    await cache.forget("a");
    expect(await cache.remember("a", MINUTE_MS, async () => 2)).toBe(2);
  });

  test("what cannot be read there is loaded", async () => {
    const { cache } = await connected();
    await redis.client.set("loconomy:a", "{half");
    expect(await cache.remember("a", MINUTE_MS, async () => 1)).toBe(1);
  });

  test("one that hangs costs 50 ms a call and soon nothing; it is used again once it answers", async () => {
    const { cache, lines } = await connected();
    redis.hang();
    try {
      const first = await took(cache.remember("a", MINUTE_MS, async () => 1));
      expect(first.value).toBe(1);
      expect(first.ms).toBeLessThan(PATIENCE_MS);
      expect((await took(cache.forget("a"))).ms).toBeLessThan(PATIENCE_MS);
      await vi.waitFor(() => expect(lines).toHaveLength(1), 5_000);
      const next = await took(cache.remember("b", MINUTE_MS, async () => 2));
      expect(next.value).toBe(2);
      expect(next.ms).toBeLessThan(40);
    } finally {
      redis.wake();
    }
    await vi.waitFor(() => expect(lines).toContain("Redis answers again"), 5_000);
  });

  test("one that dies is told once, however often it is tried, and found when it is back", async () => {
    const { cache, lines } = await connected();
    await redis.kill();
    try {
      const values = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          took(cache.remember(`k${n}`, MINUTE_MS, async () => n)),
        ),
      );
      expect(values.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, n) => n));
      expect(Math.max(...values.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS);
      await new Promise((done) => setTimeout(done, 700));
      expect(lines).toEqual(["Redis does not answer; going on without it"]);
    } finally {
      await redis.restart();
    }
    await vi.waitFor(() => expect(lines).toContain("Redis answers again"), 5_000);
    await cache.remember("back", MINUTE_MS, async () => 1);
    await vi.waitFor(async () => expect(await redis.client.exists("loconomy:back")).toBe(1));
  });

  test("one that takes connections but says nothing does not slow the start either", async () => {
    const mute = createServer(() => {}).listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { cache } = open(`redis://127.0.0.1:${(mute.address() as AddressInfo).port}`);
    for (const key of ["a", "b", "c"]) {
      const answer = await took(cache.remember(key, MINUTE_MS, async () => key));
      expect(answer.value).toBe(key);
      expect(answer.ms).toBeLessThan(PATIENCE_MS);
      await new Promise((done) => setTimeout(done, 60));
    }
    expect((await took(cache.close())).ms).toBeLessThan(PATIENCE_MS);
    mute.close();
  });
});
