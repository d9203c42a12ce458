import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { connectRedis, problem, sparing } from "@loconomy/kit";

interface Limit {
  points: number;
  seconds: number;
}

/**
 * Requests per window. Credentials are guarded most: guessing passwords must not pay. Guests are those who get a cookie of their own:
 * each may hold a few times, so whoever is a new one with each request could hold all there are. Webhooks of all people's payments come
 * from a few addresses of Stripe's, and are signed.
 */
export const LIMITS = {
  address: { points: 600, seconds: 60 },
  account: { points: 240, seconds: 60 },
  credentials: { points: 20, seconds: 60 },
  guests: { points: 20, seconds: 60 },
  webhooks: { points: 6_000, seconds: 60 },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

export interface RateLimits {
  /** Counts one request; refuses with 429 and Retry-After when the window is used up. */
  consume(limit: LimitName, key: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Counted in Redis when there is one, so that all instances share it; in memory otherwise and whenever Redis fails. Of the requests
 * in a second in which Redis hangs one waits for it, for 50 ms.
 */
export const createRateLimits = (profile: "standard" | "bench", redisUrl?: string): RateLimits => {
  if (profile === "bench") return { consume: async () => {}, close: async () => {} };
  const memory = each((options) => new RateLimiterMemory(options));
  const redis = redisUrl ? connectRedis(redisUrl) : undefined;
  const shared = redis && {
    limiters: each(
      (options) =>
        new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true }),
    ),
    answered: sparing(redis),
  };
  /** What is left of the window, or that it is used up. */
  const count = async (limit: LimitName, key: string): Promise<RateLimiterRes> => {
    try {
      if (shared) return await shared.answered(() => counted(shared.limiters[limit], key));
    } catch {
      // Each instance then counts by itself.
    }
    return counted(memory[limit], key);
  };
  return {
    consume: async (limit, key) => {
      const { consumedPoints, msBeforeNext } = await count(limit, key);
      if (consumedPoints <= LIMITS[limit].points) return;
      const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
      throw problem("rate_limited", `Too many requests. Try again in ${retryAfterSeconds} s.`, {
        retryAfterSeconds,
      });
    },
    close: async () => void redis?.disconnect(),
  };
};

const each = <Limiter>(
  create: (options: { keyPrefix: string; points: number; duration: number }) => Limiter,
): Record<LimitName, Limiter> =>
  Object.fromEntries(
    Object.entries(LIMITS).map(([name, { points, seconds }]) => [
      name,
      create({ keyPrefix: `limit:${name}`, points, duration: seconds }),
    ]),
  ) as Record<LimitName, Limiter>;

/** That a window is used up is an answer like any other, and no failure. */
const counted = async (
  limiter: RateLimiterMemory | RateLimiterRedis,
  key: string,
): Promise<RateLimiterRes> => {
  try {
    return await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
};
