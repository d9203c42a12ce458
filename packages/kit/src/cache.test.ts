import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createCache, createLog, createMetrics, type Cache, type Caches } from "./index.ts";
import { startTestRedis, type TestRedis } from "@loconomy/testing";

const MINUTE_MS = 60_000;
const MINUTE = { ttlMs: MINUTE_MS };
/** 50 ms, and what a busy machine adds. */
const PATIENCE_MS = 250;

const opened: Caches[] = [];
const open = (redisUrl?: string) => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(JSON.parse(line).msg) });
  const metrics = createMetrics();
  const caches = createCache({ redisUrl, log, metrics });
  opened.push(caches);
  const reads = async () =>
    (await metrics.read()).body
      .split("\n")
      .filter((line) => line.startsWith("loconomy_cache"))
      .map((line) => line.replace(/^loconomy_cache_|cache="test",|"/g, ""));
  return { caches, cache: caches.named("test"), lines, reads };
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
      expect(await cache.remember("a", MINUTE, load)).toBe(1);
      vi.advanceTimersByTime(MINUTE_MS - 1);
      expect(await cache.remember("a", MINUTE, load)).toBe(1);
      vi.advanceTimersByTime(2);
      expect(await cache.remember("a", MINUTE, load)).toBe(2);
      const none = vi.fn(async () => null);
      expect(await cache.remember("none", MINUTE, none)).toBeNull();
      expect(await cache.remember("none", MINUTE, none)).toBeNull();
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
      Promise.allSettled(Array.from({ length: 100 }, () => cache.remember("a", MINUTE, load)));
    expect(new Set((await all()).map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(new Set((await all()).map(({ status }) => status))).toEqual(new Set(["fulfilled"]));
    expect(load).toHaveBeenCalledTimes(2);
  });

  test("what has one of the tags is dropped, under every name, and nothing else", async () => {
    const { caches, cache, reads } = open();
    const other = caches.named("test").named("inner");
    const load = counting();
    const all = async () => [
      await cache.remember("ada", { ...MINUTE, tags: ["provider:ada"] }, load),
      await cache.remember("both", { ...MINUTE, tags: ["provider:bob", "provider:ada"] }, load),
      await cache.remember("bob", { ...MINUTE, tags: ["provider:bob"] }, load),
      await other.remember("ada", { ...MINUTE, tags: ["provider:ada"] }, load),
      await other.remember("none", MINUTE, load),
    ];
    expect(await all()).toEqual([1, 2, 3, 4, 5]);
    await cache.invalidate(["provider:ada", "provider:nobody"]);
    expect(await all()).toEqual([6, 7, 3, 8, 5]);
    expect(await reads()).toContain("invalidations_total{from=here} 1");
    expect(await reads()).toContain("reads_total{level=memory,result=hit} 1");
    expect(await reads()).toContain("reads_total{level=memory,result=miss} 5");
  });

  test("a load that began before is answered to those who waited, and not kept", async () => {
    const { cache } = open();
    const tagged = { ...MINUTE, tags: ["provider:ada"] };
    const slow = Promise.withResolvers<string>();
    const old = cache.remember("a", tagged, () => slow.promise);
    await cache.invalidate(["provider:ada"]);
    const fresh = cache.remember("a", tagged, async () => "new");
    slow.resolve("old");
    expect(await old).toBe("old");
    expect(await fresh).toBe("new");
    expect(await cache.remember("a", tagged, async () => "newer")).toBe("new");
  });

  test("what is stale is answered at once and loaded once behind the caller's back", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const { cache, reads } = open();
      const staleable = { ttlMs: 1_000, staleMs: 5_000 };
      const loads: Array<PromiseWithResolvers<number>> = [];
      const load = () => (loads.push(Promise.withResolvers()), loads.at(-1)!.promise);
      const read = () => cache.remember("a", staleable, load);
      const first = read();
      loads[0]!.resolve(1);
      expect(await first).toBe(1);
      vi.advanceTimersByTime(1_500);
      expect([await read(), await read()]).toEqual([1, 1]);
      expect(loads).toHaveLength(2);
      // It fails: nobody hears of it, and the next reader tries again.
      loads[1]!.reject(new Error("no"));
      await new Promise(setImmediate);
      expect(await read()).toBe(1);
      loads[2]!.resolve(2);
      await new Promise(setImmediate);
      expect(await read()).toBe(2);
      vi.advanceTimersByTime(6_001);
      const last = read();
      loads[3]!.resolve(3);
      expect(await last).toBe(3);
      expect(await reads()).toContain("reads_total{level=memory,result=stale} 3");
    } finally {
      vi.useRealTimers();
    }
  });

  test("the least used goes when a name has no more room", async () => {
    const { caches } = open();
    const small = caches.named("small", { maxEntries: 2 });
    const load = counting();
    const read = (key: string) => small.remember(key, { ...MINUTE, tags: [`tag:${key}`] }, load);
    expect([await read("a"), await read("b"), await read("c")]).toEqual([1, 2, 3]);
    expect([await read("c"), await read("b"), await read("a")]).toEqual([3, 2, 4]);
    await caches.invalidate(["tag:c", "tag:b"]);
    expect(await read("a")).toBe(4);
  });

  test("without Redis nobody can tell, so what has tags is kept for five seconds and the rest for its time", async () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    try {
      const { cache } = open();
      const load = counting();
      const read = async () => [
        await cache.remember("tagged", { ...MINUTE, tags: ["provider:ada"] }, load),
        await cache.remember("plain", MINUTE, load),
      ];
      expect(await read()).toEqual([1, 2]);
      vi.advanceTimersByTime(4_999);
      expect(await read()).toEqual([1, 2]);
      vi.advanceTimersByTime(2);
      expect(await read()).toEqual([3, 2]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("with Redis", () => {
  let redis: TestRedis;
  beforeAll(async () => void (redis = await startTestRedis()));
  afterAll(() => redis.close());
  beforeEach(() => redis.client.flushall());

  /** A cache whose connections stand. */
  const connected = async () => {
    const made = open(redis.url);
    await vi.waitFor(async () => {
      const key = `probe:${Math.random()}`;
      await made.cache.remember(key, MINUTE, async () => 1);
      expect(await redis.client.exists(`loconomy:cache:test:${key}`)).toBe(1);
    });
    await hearing(made);
    return made;
  };
  /** Waits until it hears what others tell. */
  const hearing = ({ reads }: ReturnType<typeof open>) =>
    vi.waitFor(async () => {
      await redis.client.publish(
        "loconomy:cache:invalidated",
        JSON.stringify({ from: "test", tags: ["nothing"] }),
      );
      expect((await reads()).join()).toContain("from=elsewhere");
    });
  const TAGGED = { ...MINUTE, tags: ["provider:ada"] };
  /** Both have it in memory. */
  const warm = async (...some: Array<{ cache: Cache }>) => {
    for (const { cache } of some)
      expect(await cache.remember("a", TAGGED, async () => "old")).toBe("old");
  };
  const written = (key: string) =>
    vi.waitFor(async () => expect(await redis.client.exists(`loconomy:cache:test:${key}`)).toBe(1));

  test("processes share what one has loaded, for no longer than it was to be kept", async () => {
    const [one, other] = [await connected(), await connected()];
    await one.cache.remember("a", { ttlMs: 300 }, async () => ({ name: "Ada" }));
    await vi.waitFor(async () =>
      expect(await redis.client.exists("loconomy:cache:test:a")).toBe(1),
    );
    const load = vi.fn(async () => ({ name: "Bob" }));
    await new Promise((done) => setTimeout(done, 150));
    expect(await other.cache.remember("a", { ttlMs: 300 }, load)).toEqual({ name: "Ada" });
    await new Promise((done) => setTimeout(done, 200));
    expect(await other.cache.remember("a", { ttlMs: 300 }, load)).toEqual({ name: "Bob" });
    expect(load).toHaveBeenCalledTimes(1);
  });

  test("an invalidation reaches Redis and the memory of others at once", async () => {
    const [one, other] = [await connected(), await connected()];
    await warm(one);
    await written("a");
    await warm(one, other);
    const since = performance.now();
    await one.cache.invalidate(["provider:ada"]);
    await vi.waitFor(
      async () => expect(await other.cache.remember("a", TAGGED, async () => "new")).toBe("new"),
      { interval: 1 },
    );
    expect(performance.now() - since).toBeLessThan(PATIENCE_MS);
    expect(await one.cache.remember("a", TAGGED, async () => "newer")).toBe("new");
  });

  test("a load that began before an invalidation elsewhere is kept neither here nor in Redis", async () => {
    const [one, other, third] = [await connected(), await connected(), await connected()];
    const slow = Promise.withResolvers<string>();
    const old = one.cache.remember("a", TAGGED, () => slow.promise);
    await vi.waitFor(async () =>
      expect(await redis.client.exists("loconomy:cache:claim:test:a")).toBe(1),
    );
    await other.cache.invalidate(["provider:ada"]);
    slow.resolve("old");
    expect(await old).toBe("old");
    await written("a");
    expect(await third.cache.remember("a", TAGGED, async () => "new")).toBe("new");
    expect(await one.cache.remember("a", TAGGED, async () => "newer")).not.toBe("old");
  });

  test("instances that miss at once load once; one that takes long is waited for 50 ms", async () => {
    const [one, other] = [await connected(), await connected()];
    const load = vi.fn(() => new Promise((done) => setTimeout(() => done("value"), 15)));
    const quick = [one, other].map(({ cache }) => cache.remember("quick", MINUTE, load));
    expect(await Promise.all(quick)).toEqual(["value", "value"]);
    expect(load).toHaveBeenCalledTimes(1);
    const never = one.cache.remember("slow", MINUTE, () => new Promise(() => {}));
    await vi.waitFor(async () =>
      expect(await redis.client.exists("loconomy:cache:claim:test:slow")).toBe(1),
    );
    const second = await took(other.cache.remember("slow", MINUTE, async () => "mine"));
    expect(second.value).toBe("mine");
    expect(second.ms).toBeGreaterThan(45);
    expect(second.ms).toBeLessThan(PATIENCE_MS);
    void never;
  });

  test("who fails to load makes nobody wait", async () => {
    const [one, other] = [await connected(), await connected()];
    await expect(
      one.cache.remember("a", MINUTE, async () => Promise.reject(new Error("no"))),
    ).rejects.toThrow("no");
    await vi.waitFor(async () =>
      expect(await redis.client.exists("loconomy:cache:claim:test:a")).toBe(0),
    );
    expect(await other.cache.remember("a", MINUTE, async () => 1)).toBe(1);
  });

  test("what another instance keeps stale is answered and then loaded anew", async () => {
    const [one, other] = [await connected(), await connected()];
    const staleable = { ttlMs: 60, staleMs: MINUTE_MS };
    await one.cache.remember("a", staleable, async () => 1);
    await written("a");
    await new Promise((done) => setTimeout(done, 80));
    const load = vi.fn(async () => 2);
    expect(await other.cache.remember("a", staleable, load)).toBe(1);
    await vi.waitFor(async () => expect(await other.cache.remember("a", staleable, load)).toBe(2));
    expect((await other.reads()).join()).toContain("reads_total{level=redis,result=stale} 1");
  });

  test("reads are counted by level and what they found", async () => {
    const [one, other] = [await connected(), open(redis.url)];
    await one.cache.remember("a", MINUTE, async () => 1);
    await written("a");
    await vi.waitFor(async () => {
      await other.cache.remember(`probe:${Math.random()}`, MINUTE, async () => 1);
      expect((await other.reads()).join()).toContain("level=redis,result=miss");
    });
    await other.cache.remember("a", MINUTE, async () => 2);
    await other.cache.remember("a", MINUTE, async () => 3);
    expect(await other.reads()).toEqual(
      expect.arrayContaining([
        "reads_total{level=redis,result=hit} 1",
        "reads_total{level=memory,result=hit} 1",
      ]),
    );
  });

  test("what cannot be read there is loaded", async () => {
    const { cache } = await connected();
    await redis.client.set("loconomy:cache:test:a", "{half");
    expect(await cache.remember("a", MINUTE, async () => 1)).toBe(1);
  });

  test("one that hangs costs one call 50 ms and the next ones nothing; it is used again once it answers", async () => {
    const { cache, lines, reads } = await connected();
    redis.hang();
    try {
      const first = await took(cache.remember("a", MINUTE, async () => 1));
      expect(first.value).toBe(1);
      expect(first.ms).toBeLessThan(PATIENCE_MS);
      expect((await took(cache.remember("b", MINUTE, async () => 1))).ms).toBeLessThan(40);
      expect((await took(cache.invalidate(["provider:ada"]))).ms).toBeLessThan(40);
      await vi.waitFor(() => expect(lines).toHaveLength(1), 5_000);
      const next = await took(cache.remember("c", MINUTE, async () => 2));
      expect(next.value).toBe(2);
      expect(next.ms).toBeLessThan(40);
      expect((await reads()).join()).toContain("level=redis,result=error");
    } finally {
      redis.wake();
    }
    await vi.waitFor(() => expect(lines).toContain("Redis answers again"), 5_000);
  });

  test("an invalidation that finds it hung waits 50 ms", async () => {
    const { cache } = await connected();
    redis.hang();
    try {
      expect((await took(cache.invalidate(["provider:ada"]))).ms).toBeLessThan(PATIENCE_MS);
    } finally {
      redis.wake();
    }
  });

  test.for(["hangs", "dies"] as const)(
    "while it %s no memory is trusted for longer than a second, and afterwards all is told that was not",
    async (how) => {
      const [one, other] = [await connected(), await connected()];
      await warm(one);
      await written("a");
      await warm(one, other);
      if (how === "hangs") redis.hang();
      else await redis.kill();
      const since = performance.now();
      await one.cache.invalidate(["provider:ada"]);
      try {
        await vi.waitFor(
          async () =>
            expect(await other.cache.remember("a", TAGGED, async () => "new")).toBe("new"),
          { interval: 20, timeout: 5_000 },
        );
        expect(performance.now() - since).toBeLessThan(1_000 + PATIENCE_MS);
      } finally {
        if (how === "hangs") redis.wake();
        else await redis.restart();
      }
      await vi.waitFor(
        async () =>
          expect(await redis.client.exists("loconomy:cache:version:provider:ada")).toBe(1),
        { timeout: 5_000 },
      );
      const third = await connected();
      expect(await third.cache.remember("a", TAGGED, async () => "new")).toBe("new");
    },
  );

  test("what was missed while the channel was down is not answered once it is back", async () => {
    const [one, other] = [await connected(), await connected()];
    await warm(one);
    await written("a");
    await warm(one, other);
    // Cut off for a moment, in which the other one tells something.
    const list = String(await redis.client.client("LIST"));
    const ids = list.split("\n").filter((line) => line.includes(" sub=1"));
    for (const line of ids)
      await redis.client.client("KILL", "ID", Number(line.match(/id=(\d+)/)![1]));
    await one.cache.invalidate(["provider:ada"]);
    await vi.waitFor(
      async () => expect(await other.cache.remember("a", TAGGED, async () => "new")).toBe("new"),
      { interval: 20, timeout: 1_500 },
    );
  });

  test("one that dies is told once, however often it is tried, and found when it is back", async () => {
    const { cache, lines } = await connected();
    await redis.kill();
    try {
      const values = await Promise.all(
        Array.from({ length: 50 }, (_, n) => took(cache.remember(`k${n}`, MINUTE, async () => n))),
      );
      expect(values.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, n) => n));
      expect(Math.max(...values.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS);
      await new Promise((done) => setTimeout(done, 700));
      expect(lines).toEqual(["Redis does not answer; going on without it"]);
    } finally {
      await redis.restart();
    }
    await vi.waitFor(() => expect(lines).toContain("Redis answers again"), 5_000);
    await cache.remember("back", MINUTE, async () => 1);
    await vi.waitFor(async () =>
      expect(await redis.client.exists("loconomy:cache:test:back")).toBe(1),
    );
  });

  test("one that takes connections but says nothing does not slow the start either", async () => {
    const mute = createServer(() => {}).listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { cache, caches } = open(`redis://127.0.0.1:${(mute.address() as AddressInfo).port}`);
    for (const key of ["a", "b", "c"]) {
      const answer = await took(cache.remember(key, MINUTE, async () => key));
      expect(answer.value).toBe(key);
      expect(answer.ms).toBeLessThan(PATIENCE_MS);
      await new Promise((done) => setTimeout(done, 60));
    }
    expect((await took(caches.close())).ms).toBeLessThan(PATIENCE_MS);
    mute.close();
  });
});
