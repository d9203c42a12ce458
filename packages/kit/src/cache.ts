import { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import type { Log } from "./log.ts";

/**
 * Two levels: memory first, then Redis when there is one. A Redis that fails or hangs is skipped, never waited for
 * longer than 50 ms. Concurrent misses of one key load once per process.
 */
export interface Cache {
  /** The cached value of `key`, or what `load` answers (kept for `ttlMs`). Values must survive JSON. */
  remember<T>(key: string, ttlMs: number, load: () => Promise<T>): Promise<T>;
  /** Drops `key` here and in Redis. Other processes keep what they have in memory until its time is over. */
  forget(key: string): Promise<void>;
  close(): Promise<void>;
}

interface Entry {
  value: unknown;
  /** Epoch milliseconds. */
  until: number;
}

interface Loaded {
  entry: Entry;
  /** Loaded here, so not yet in Redis. */
  isNew: boolean;
}

const REDIS_TIMEOUT_MS = 50;
/** A connection that says nothing for so long is given up; until the next one stands, Redis costs nothing at all. */
const SILENCE_MS = 1_000;

export const createCache = ({
  redisUrl,
  log,
  maxEntries = 10_000,
}: {
  redisUrl?: string;
  log: Log;
  maxEntries?: number;
}): Cache => {
  const memory = new LRUCache<string, Entry>({ max: maxEntries, perf: Date });
  const loading = new Map<string, Promise<unknown>>();
  const redis = redisUrl ? connect(redisUrl, log) : undefined;

  const load = async (key: string, ttlMs: number, fn: () => Promise<unknown>): Promise<Loaded> => {
    const shared = redis && fromJson(await quietly(redis.get(key)));
    // Clocks differ between machines: never longer than it would have been kept if loaded now.
    if (shared)
      return {
        entry: { ...shared, until: Math.min(shared.until, Date.now() + ttlMs) },
        isNew: false,
      };
    return { entry: { value: await fn(), until: Date.now() + ttlMs }, isNew: true };
  };

  const keep = (key: string, { entry, isNew }: Loaded): void => {
    const ttl = entry.until - Date.now();
    if (ttl < 1) return;
    memory.set(key, entry, { ttl });
    if (redis && isNew) void quietly(redis.set(key, JSON.stringify(entry), "PX", ttl));
  };

  return {
    remember: async <T>(key: string, ttlMs: number, fn: () => Promise<T>): Promise<T> => {
      const hit = memory.get(key);
      if (hit) return hit.value as T;
      const running = loading.get(key);
      if (running) return running as Promise<T>;
      const pending: Promise<unknown> = load(key, ttlMs, fn)
        .then((loaded) => {
          // Forgotten meanwhile: what was loaded may be from before the change.
          if (loading.get(key) === pending) keep(key, loaded);
          return loaded.entry.value;
        })
        .finally(() => {
          if (loading.get(key) === pending) loading.delete(key);
        });
      loading.set(key, pending);
      return pending as Promise<T>;
    },
    forget: async (key) => {
      memory.delete(key);
      loading.delete(key);
      if (redis) await quietly(redis.del(key));
    },
    close: async () => {
      await redis?.quit().catch(() => {});
      redis?.disconnect();
    },
  };
};

const quietly = async <T>(call: Promise<T>): Promise<T | undefined> => call.catch(() => undefined);

const fromJson = (text: string | null | undefined): Entry | undefined => {
  try {
    return text ? (JSON.parse(text) as Entry) : undefined;
  } catch {
    return undefined;
  }
};

const connect = (url: string, log: Log): Redis => {
  const redis = new Redis(url, {
    commandTimeout: REDIS_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    keyPrefix: "loconomy:",
  });
  // One line an outage: a connection that is tried again and again would fill the log.
  let isOut = false;
  redis.on("error", (error) => {
    if (!isOut) log.warn({ err: error }, "Redis does not answer; going on without it");
    isOut = true;
  });
  redis.on("ready", () => {
    if (isOut) log.info("Redis answers again");
    isOut = false;
  });
  return redis;
};
