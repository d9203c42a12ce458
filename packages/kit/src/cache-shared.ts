import { Redis } from "ioredis";
import type { Log } from "./log.ts";

/** A value as Redis keeps it, for all instances. */
export interface SharedEntry {
  value: unknown;
  /** Epoch milliseconds, see `Kept`. */
  freshUntil: number;
  usableUntil: number;
  /** Of its tags, when loading began: an entry whose tags have others now is out of date. */
  versions: readonly string[];
}

export interface SharedLevel {
  /** The entry of `key` if its tags have not changed since, and the versions that they have. Fails when Redis does not answer. */
  read(
    key: string,
    tags: readonly string[],
  ): Promise<{ entry: SharedEntry | undefined; versions: readonly string[] }>;
  /** Whether it is for us to load `key`; somebody who does already has a second for it. */
  claim(key: string): Promise<boolean>;
  write(key: string, entry: SharedEntry): void;
  /** Gives the claim back when loading failed. */
  release(key: string): void;
  /** Tells all instances. What Redis did not take is told as soon as it is back. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Whether all that others told until a second ago has surely been heard. */
  hears(): boolean;
  close(): Promise<void>;
}

const PREFIX = "loconomy:cache:";
const CHANNEL = `${PREFIX}invalidated`;
/** No call waits for Redis longer than this. */
export const REDIS_TIMEOUT_MS = 50;
/** After a time-out Redis is left alone for so long, so that not every call pays for it. */
const PAUSE_MS = 1_000;
/** A connection that says nothing for so long is given up. */
const SILENCE_MS = 1_000;
/** Nobody waits for the channel. */
const SUBSCRIBER_TIMEOUT_MS = 500;
const PING_EVERY_MS = 250;
export const HEARS_FOR_MS = 1_000;
const CLAIM_MS = 1_000;
/** Versions outlive every entry that was written with the one before. */
const VERSION_MS = 86_400_000;

/** The second level, and how instances tell each other what is out of date: by a channel of Redis. */
export const createSharedLevel = ({
  redisUrl,
  log,
  onInvalidated,
  onDeaf,
}: {
  redisUrl: string;
  log: Log;
  /** Another instance says so. */
  onInvalidated(tags: readonly string[]): void;
  /** Something may have been missed. */
  onDeaf(): void;
}): SharedLevel => {
  const self = crypto.randomUUID();
  const redis = connect(redisUrl, REDIS_TIMEOUT_MS, log);
  const subscriber = connect(redisUrl, SUBSCRIBER_TIMEOUT_MS);
  let pausedUntil = 0;
  let heardUntil = 0;
  const untold = new Set<string>();

  const answered = async <T>(call: () => Promise<T>): Promise<T> => {
    if (performance.now() < pausedUntil) throw new Error("Redis did not answer a moment ago.");
    try {
      return await call();
    } catch (error) {
      if (redis.status === "ready") pausedUntil = performance.now() + PAUSE_MS;
      throw error;
    }
  };

  const tell = async (tags: readonly string[]): Promise<void> => {
    const version = crypto.randomUUID();
    const batch = redis.multi();
    for (const tag of tags) batch.set(versionKey(tag), version, "PX", VERSION_MS);
    batch.publish(CHANNEL, JSON.stringify({ from: self, tags }));
    await batch.exec();
    for (const tag of tags) untold.delete(tag);
  };

  redis.on("ready", () => {
    pausedUntil = 0;
    if (untold.size > 0) tell([...untold]).catch(() => {});
  });

  subscriber.on("ready", () => {
    const since = performance.now();
    subscriber.subscribe(CHANNEL).then(
      () => {
        onDeaf();
        heardUntil = since + HEARS_FOR_MS;
      },
      () => subscriber.disconnect(true),
    );
  });
  subscriber.on("close", () => (heardUntil = 0));
  subscriber.on("message", (_channel, text) => {
    const message = fromJson<{ from: string; tags: string[] }>(text);
    if (message && message.from !== self) onInvalidated(message.tags);
  });
  const pinging = setInterval(() => {
    const since = performance.now();
    // Only what was heard before may be extended: a pong says nothing about a channel that is not subscribed to yet.
    subscriber.ping().then(
      () => heardUntil > 0 && (heardUntil = since + HEARS_FOR_MS),
      () => {},
    );
  }, PING_EVERY_MS);
  pinging.unref();

  return {
    read: (key, tags) =>
      answered(async () => {
        const [text, ...found] = await redis.mget(PREFIX + key, ...tags.map(versionKey));
        const versions = found.map((version) => version ?? "");
        const entry = fromJson<SharedEntry>(text);
        const isCurrent = entry && String(entry.versions) === String(versions);
        return { entry: isCurrent ? entry : undefined, versions };
      }),
    claim: (key) =>
      answered(async () => (await redis.set(claimKey(key), self, "PX", CLAIM_MS, "NX")) === "OK"),
    write: (key, entry) => {
      const ttl = Math.ceil(entry.usableUntil - Date.now());
      const batch = redis.pipeline().del(claimKey(key));
      if (ttl > 0) batch.set(PREFIX + key, JSON.stringify(entry), "PX", ttl);
      batch.exec().catch(() => {});
    },
    release: (key) => void redis.del(claimKey(key)).catch(() => {}),
    invalidate: async (tags) => {
      for (const tag of tags) untold.add(tag);
      await answered(() => tell(tags)).catch(() => {});
    },
    hears: () => performance.now() < heardUntil,
    close: async () => {
      clearInterval(pinging);
      subscriber.disconnect();
      await redis.quit().catch(() => {});
      redis.disconnect();
    },
  };
};

const versionKey = (tag: string): string => `${PREFIX}version:${tag}`;
const claimKey = (key: string): string => `${PREFIX}claim:${key}`;

const fromJson = <T>(text: string | null | undefined): T | undefined => {
  try {
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
};

/** @param log one line an outage: a connection that is tried again and again would fill it. */
const connect = (url: string, commandTimeout: number, log?: Log): Redis => {
  const redis = new Redis(url, {
    commandTimeout,
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
