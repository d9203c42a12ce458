import { setTimeout as sleep } from "node:timers/promises";
import { createMemory, type Kept, type Memory } from "./cache-memory.ts";
import { createSharedLevel, HEARS_FOR_MS, type SharedLevel } from "./cache-shared.ts";
import { REDIS_TIMEOUT_MS } from "./redis.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Two levels: memory first, then Redis when there is one. Misses of one key load once, also across instances. Whoever changes
 * something names its tag to `invalidate`, and no instance answers from before.
 */
export interface Cache {
  /** The cached value of `key`, or what `load` answers. Values must survive JSON, and nobody may change them. */
  remember<T>(key: string, options: Remembering, load: () => Promise<T>): Promise<T>;
  /**
   * Drops everything with one of these tags: here at once, in Redis, and in the memory of every other instance. Call it after
   * the commit. A load that is under way is answered to those who wait for it, and not kept.
   */
  invalidate(tags: readonly string[]): Promise<void>;
  /** A part with keys, entries and figures of its own. Tags are common to all parts. */
  named(name: string, options?: { maxEntries?: number }): Cache;
}

export interface Remembering {
  /** How long a value is answered without asking again. */
  ttlMs: number;
  /** How much longer it may be answered while a new one is loaded behind the caller's back. */
  staleMs?: number;
  /** What it is made of, such as `provider:<id>`. A key has the same tags every time. */
  tags?: readonly string[];
}

/** An instance without Redis cannot be told anything; it may be one of several, so it keeps nothing tagged for longer. */
const UNTOLD_MS = 5_000;
const POLL_EVERY_MS = 10;
const ENTRIES_MAX = 10_000;

/** The cache of a process, to be handed out in parts. */
export interface Caches extends Pick<Cache, "named" | "invalidate"> {
  close(): Promise<void>;
}

/** What one name keeps in this process. */
interface Part {
  memory: Memory;
  loading: Map<string, Running>;
}

interface Running {
  tags: readonly string[];
  isOutdated: boolean;
  value: Promise<unknown>;
}

/** One a process: its services share the connections and hear of each other's changes. */
export const createCache = ({
  redisUrl,
  log,
  metrics,
}: {
  redisUrl?: string | undefined;
  log: Log;
  metrics: Metrics;
}): Caches => {
  const parts: Part[] = [];
  const dropHere = (tags: readonly string[]): void => {
    for (const { memory, loading } of parts) {
      memory.drop(tags);
      outdate(loading, (running) => running.tags.some((tag) => tags.includes(tag)));
    }
  };
  const shared = redisUrl
    ? createSharedLevel({
        redisUrl,
        log,
        onInvalidated: (tags) => {
          invalidations.inc({ from: "elsewhere" });
          dropHere(tags);
        },
        onDeaf: () => {
          for (const { memory, loading } of parts) {
            memory.dropTagged();
            outdate(loading, (running) => running.tags.length > 0);
          }
        },
      })
    : undefined;
  const invalidations = metrics.counter({
    name: "loconomy_cache_invalidations_total",
    help: "Calls to drop what has a tag.",
    labelNames: ["from"],
  });
  const invalidate = async (tags: readonly string[]): Promise<void> => {
    invalidations.inc({ from: "here" });
    dropHere(tags);
    await shared?.invalidate(tags);
  };
  const named = (name: string, maxEntries: number): Cache => {
    const part: Part = { memory: createMemory(maxEntries), loading: new Map() };
    parts.push(part);
    return {
      remember: remembering(name, part, shared, countReads(metrics, name)),
      invalidate,
      named: (inner, options) => named(`${name}.${inner}`, options?.maxEntries ?? ENTRIES_MAX),
    };
  };
  return {
    named: (name, options) => named(name, options?.maxEntries ?? ENTRIES_MAX),
    invalidate,
    close: async () => shared?.close(),
  };
};

const outdate = (loading: Map<string, Running>, isMeant: (running: Running) => boolean): void => {
  for (const [key, running] of loading) {
    if (!isMeant(running)) continue;
    running.isOutdated = true;
    loading.delete(key);
  }
};

const LEVELS = {
  memory: ["hit", "stale", "miss"],
  redis: ["hit", "stale", "miss", "error"],
} as const;
type Reads = { [Level in keyof typeof LEVELS]: Record<string, { inc(): void }> };

const countReads = (metrics: Metrics, cache: string): Reads => {
  const reads = metrics.counter({
    name: "loconomy_cache_reads_total",
    help: "Reads of a cache by level and what they found; a miss in memory goes on to Redis.",
    labelNames: ["cache", "level", "result"],
  });
  const of = (level: keyof typeof LEVELS) =>
    Object.fromEntries(
      LEVELS[level].map((result) => [result, reads.labels({ cache, level, result })]),
    );
  return { memory: of("memory"), redis: of("redis") };
};

const remembering = (
  name: string,
  { memory, loading }: Part,
  shared: SharedLevel | undefined,
  reads: Reads,
): Cache["remember"] => {
  /** How long what has tags counts, however long it was to be kept. */
  const trustMs = (): number => (!shared ? UNTOLD_MS : shared.hears() ? Infinity : HEARS_FOR_MS);
  const isTrusted = ({ tags, askedAt }: Kept): boolean =>
    tags.length === 0 || performance.now() - askedAt < trustMs();

  const start = (
    key: string,
    options: Remembering,
    load: () => Promise<unknown>,
    takesStale: boolean,
  ): Promise<unknown> => {
    const askedAt = performance.now();
    const { tags = [] } = options;
    const running: Running = { tags, isOutdated: false, value: Promise.resolve() };
    const fetched = shared
      ? fromShared(shared, reads, `${name}:${key}`, options, load, takesStale)
      : fresh(options, load);
    running.value = fetched
      .then((entry) => {
        if (!running.isOutdated) memory.set(key, { ...entry, tags, askedAt });
        return entry.value;
      })
      .finally(() => loading.get(key) === running && loading.delete(key));
    loading.set(key, running);
    return running.value;
  };

  return <T>(key: string, options: Remembering, load: () => Promise<T>): Promise<T> => {
    const kept = memory.get(key);
    const now = Date.now();
    if (kept && now < kept.usableUntil && isTrusted(kept)) {
      const isFresh = now < kept.freshUntil;
      reads.memory[isFresh ? "hit" : "stale"]!.inc();
      // A refresh that fails is tried again by the next reader; who reads now has an answer.
      if (!isFresh && !loading.has(key)) start(key, options, load, false).catch(() => {});
      return Promise.resolve(kept.value as T);
    }
    reads.memory["miss"]!.inc();
    return (loading.get(key)?.value ?? start(key, options, load, true)) as Promise<T>;
  };
};

/** A value and its times, without what only this process needs. */
type Timed = Pick<Kept, "value" | "freshUntil" | "usableUntil">;

const fresh = async (
  { ttlMs, staleMs = 0 }: Remembering,
  load: () => Promise<unknown>,
): Promise<Timed> => {
  const value = await load();
  const freshUntil = Date.now() + ttlMs;
  return { value, freshUntil, usableUntil: freshUntil + staleMs };
};

/** What Redis said about a key: a value, or that it is for us to load, or that another instance is at it. */
type Found = { entry: Timed } | { versions: readonly string[] } | undefined;

/** From Redis, or loaded and written there. Redis, or another instance that loads the same, is waited for at most 50 ms. */
const fromShared = async (
  shared: SharedLevel,
  reads: Reads,
  key: string,
  options: Remembering,
  load: () => Promise<unknown>,
  takesStale: boolean,
): Promise<Timed> => {
  const patience = new AbortController();
  const found = await Promise.race([
    lookUp(shared, reads, key, options, takesStale, patience.signal).catch((): Found => undefined),
    sleep(REDIS_TIMEOUT_MS, undefined, { signal: patience.signal }).catch((): Found => undefined),
  ]);
  patience.abort();
  if (found && "entry" in found) return found.entry;
  try {
    const loaded = await fresh(options, load);
    if (found) shared.write(key, { ...loaded, versions: found.versions });
    return loaded;
  } catch (error) {
    if (found) shared.release(key);
    throw error;
  }
};

const lookUp = async (
  shared: SharedLevel,
  reads: Reads,
  key: string,
  { ttlMs, staleMs = 0, tags = [] }: Remembering,
  takesStale: boolean,
  patience: AbortSignal,
): Promise<Found> => {
  for (let tries = 0; !patience.aborted; tries++) {
    const { entry, versions } = await shared.read(key, tags).catch((error: unknown) => {
      if (tries === 0) reads.redis["error"]!.inc();
      throw error;
    });
    const now = Date.now();
    const isFresh = entry !== undefined && now < entry.freshUntil;
    const isUsable = entry !== undefined && takesStale && now < entry.usableUntil;
    if (tries === 0) reads.redis[isFresh ? "hit" : isUsable ? "stale" : "miss"]!.inc();
    // Clocks differ between machines: never longer than it would have been kept if loaded now.
    if (isFresh || isUsable)
      return {
        entry: {
          value: entry.value,
          freshUntil: Math.min(entry.freshUntil, now + ttlMs),
          usableUntil: Math.min(entry.usableUntil, now + ttlMs + staleMs),
        },
      };
    if (tries === 0 && (await shared.claim(key))) return { versions };
    await sleep(POLL_EVERY_MS, undefined, { signal: patience });
  }
  return undefined;
};
