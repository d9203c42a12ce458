import type { Log } from "./log.ts";
import { connectRedis, sparing } from "./redis.ts";

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
  const redis = connectRedis(redisUrl, { log });
  const subscriber = connectRedis(redisUrl, { timeoutMs: SUBSCRIBER_TIMEOUT_MS });
  const answered = sparing(redis);
  let heardUntil = 0;
  const untold = new Set<string>();

  const tell = async (tags: readonly string[]): Promise<void> => {
    const version = crypto.randomUUID();
    const batch = redis.multi();
    for (const tag of tags) batch.set(versionKey(tag), version, "PX", VERSION_MS);
    batch.publish(CHANNEL, JSON.stringify({ from: self, tags }));
    await batch.exec();
    for (const tag of tags) untold.delete(tag);
  };

  redis.on("ready", () => {
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
