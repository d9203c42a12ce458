import { Redis } from "ioredis";
import type { Log } from "./log.ts";

/** No call waits for Redis longer than this. */
export const REDIS_TIMEOUT_MS = 50;
/** After a time-out Redis is left alone for so long, so that not every call pays for it. */
const PAUSE_MS = 1_000;
/** A connection that says nothing for so long is given up. */
const SILENCE_MS = 1_000;

/**
 * A connection for what can do without Redis: while there is none, commands fail at once, and none waits longer than `timeoutMs`.
 * @param log one line an outage: a connection that is tried again and again would fill it.
 */
export const connectRedis = (
  url: string,
  { timeoutMs = REDIS_TIMEOUT_MS, log }: { timeoutMs?: number; log?: Log } = {},
): Redis => {
  const redis = new Redis(url, {
    commandTimeout: timeoutMs,
    socketTimeout: SILENCE_MS,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    autoResubscribe: false,
    retryStrategy: (tries) => Math.min(tries * 50, 500),
  });
  let isOut = false;
  redis.on("error", (error) => {
    if (!isOut) log?.warn({ err: error }, "Redis does not answer; going on without it");
    isOut = true;
  });
  redis.on("ready", () => {
    if (isOut) log?.info("Redis answers again");
    isOut = false;
  });
  return redis;
};

/** Makes calls of a connection, and for a second after one that failed lets all others fail at once: only one pays for a Redis that hangs. */
export const sparing = (redis: Redis): (<T>(call: () => Promise<T>) => Promise<T>) => {
  let pausedUntil = 0;
  redis.on("ready", () => (pausedUntil = 0));
  return async (call) => {
    if (performance.now() < pausedUntil) throw new Error("Redis did not answer a moment ago.");
    try {
      return await call();
    } catch (error) {
      if (redis.status === "ready") pausedUntil = performance.now() + PAUSE_MS;
      throw error;
    }
  };
};
