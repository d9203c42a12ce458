import { startTestRedis, type TestRedis } from "@loconomy/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createRateLimits, LIMITS, type RateLimits } from "./rate-limit.ts";

const { points } = LIMITS.credentials;

const opened: RateLimits[] = [];
const open = (redisUrl?: string): RateLimits => {
  const limits = createRateLimits("standard", redisUrl);
  opened.push(limits);
  return limits;
};
afterEach(async () => {
  for (const limits of opened.splice(0)) await limits.close();
});

const use = async (limits: RateLimits, key: string, times: number): Promise<void> => {
  for (let n = 0; n < times; n++) await limits.consume("credentials", key);
};
const refusal = { code: "rate_limited", status: 429 };

test("a window that is used up refuses and says when to come again; another key and another limit have their own", async () => {
  const limits = open();
  await use(limits, "a", points);
  await expect(limits.consume("credentials", "a")).rejects.toMatchObject({
    ...refusal,
    data: { retryAfterSeconds: expect.closeTo(LIMITS.credentials.seconds, -1) },
  });
  await limits.consume("credentials", "b");
  await limits.consume("address", "a");
});

describe("with Redis", () => {
  let redis: TestRedis;
  beforeAll(async () => void (redis = await startTestRedis()));
  afterAll(() => redis.close());

  /** Counting in Redis. */
  const connected = async (): Promise<RateLimits> => {
    const limits = open(redis.url);
    const key = crypto.randomUUID();
    await vi.waitFor(async () => {
      await limits.consume("address", key);
      expect(await redis.client.exists(`limit:address:${key}`)).toBe(1);
    }, 5_000);
    return limits;
  };

  test("instances share what was counted", async () => {
    const [one, other] = [await connected(), await connected()];
    await use(one, "shared", points / 2);
    await use(other, "shared", points / 2);
    await expect(one.consume("credentials", "shared")).rejects.toMatchObject(refusal);
    await expect(other.consume("credentials", "shared")).rejects.toMatchObject(refusal);
  });

  test("that hangs, one request waits for it a moment and all others for nothing; each instance then counts by itself", async () => {
    const limits = await connected();
    redis.hang();
    try {
      const times: number[] = [];
      for (let n = 0; n < points; n++) {
        const since = performance.now();
        await limits.consume("credentials", "hung");
        times.push(performance.now() - since);
      }
      await expect(limits.consume("credentials", "hung")).rejects.toMatchObject(refusal);
      expect(times.filter((ms) => ms > 40)).toHaveLength(1);
    } finally {
      redis.wake();
    }
  });
});
