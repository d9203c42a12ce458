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
  forget(key: string): Promise<void>;
  close(): Promise<void>;
}

const REDIS_TIMEOUT_MS = 50;

export const createCache = ({
  redisUrl,
  log,
  maxEntries = 10_000,
}: {
  redisUrl?: string;
  log: Log;
  maxEntries?: number;
}): Cache => {
  const memory = new LRUCache<string, { value: unknown }>({ max: maxEntries });
  const loading = new Map<string, Promise<unknown>>();
  const redis = redisUrl ? connect(redisUrl, log) : undefined;
  const quietly = async <T>(call: Promise<T>): Promise<T | undefined> =>
    call.catch(() => undefined);

  const load = async <T>(key: string, ttlMs: number, fn: () => Promise<T>): Promise<T> => {
    const text = redis && (await quietly(redis.get(key)));
    const value = text ? (JSON.parse(text) as T) : await fn();
    memory.set(key, { value }, { ttl: ttlMs });
    if (redis && !text) void quietly(redis.set(key, JSON.stringify(value), "PX", ttlMs));
    return value;
  };

  return {
    remember: async <T>(key: string, ttlMs: number, fn: () => Promise<T>): Promise<T> => {
      const hit = memory.get(key);
      if (hit) return hit.value as T;
      const pending = loading.get(key) ?? load(key, ttlMs, fn).finally(() => loading.delete(key));
      loading.set(key, pending);
      return pending as Promise<T>;
    },
    forget: async (key) => {
      memory.delete(key);
      if (redis) await quietly(redis.del(key));
    },
    close: async () => void (await redis?.quit().catch(() => redis.disconnect())),
  };
};

const connect = (url: string, log: Log): Redis => {
  const redis = new Redis(url, {
    commandTimeout: REDIS_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    keyPrefix: "loconomy:",
  });
  redis.on("error", (error) =>
    log.warn({ err: error }, "Redis does not answer; going on without it"),
  );
  return redis;
};
