import { Redis } from "ioredis";
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "rate-limiter-flexible";
import { problem } from "@loconomy/kit";

interface Limit {
  points: number;
  seconds: number;
}

/** Requests per window. Credentials are guarded most: guessing passwords must not pay. */
export const LIMITS = {
  address: { points: 600, seconds: 60 },
  account: { points: 240, seconds: 60 },
  credentials: { points: 20, seconds: 60 },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

export interface RateLimits {
  /** Counts one request; refuses with 429 and Retry-After when the window is used up. */
  consume(limit: LimitName, key: string): Promise<void>;
  close(): Promise<void>;
}

/** Counted in Redis when there is one, so that all instances share it; in memory otherwise and whenever Redis fails. */
export const createRateLimits = (profile: "standard" | "bench", redisUrl?: string): RateLimits => {
  if (profile === "bench") return { consume: async () => {}, close: async () => {} };
  const redis = redisUrl
    ? new Redis(redisUrl, {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
        commandTimeout: 50,
      })
    : undefined;
  redis?.on("error", () => {});
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, limit]) => [name, create(name, limit, redis)]),
  ) as Record<LimitName, RateLimiterAbstract>;
  return {
    consume: async (limit, key) => {
      try {
        await limiters[limit].consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) return;
        const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw problem("rate_limited", `Too many requests. Try again in ${retryAfterSeconds} s.`, {
          retryAfterSeconds,
        });
      }
    },
    close: async () => void redis?.disconnect(),
  };
};

const create = (name: string, { points, seconds }: Limit, redis?: Redis): RateLimiterAbstract => {
  const memory = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return redis
    ? new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `limit:${name}`,
        points,
        duration: seconds,
        insuranceLimiter: memory,
      })
    : memory;
};
