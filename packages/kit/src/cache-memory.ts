import { LRUCache } from "lru-cache";

/** A value as one process keeps it. */
export interface Kept {
  value: unknown;
  tags: readonly string[];
  /** Epoch milliseconds until which it is as good as new. */
  freshUntil: number;
  /** Epoch milliseconds until which it may be answered while a new one is loaded. */
  usableUntil: number;
  /** `performance.now()` when loading it began: of what happened since, it may not know. */
  askedAt: number;
}

/** The nearest level: the values that were used last, found by their key and dropped by their tags. */
export interface Memory {
  get(key: string): Kept | undefined;
  set(key: string, kept: Kept): void;
  drop(tags: readonly string[]): void;
  /** Drops whatever has a tag. */
  dropTagged(): void;
}

export const createMemory = (maxEntries: number): Memory => {
  const keysOf = new Map<string, Set<string>>();
  const unlink = ({ tags }: Kept, key: string): void => {
    for (const tag of tags) {
      const keys = keysOf.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysOf.delete(tag);
    }
  };
  const entries = new LRUCache<string, Kept>({ max: maxEntries, dispose: unlink });
  const drop = (tags: readonly string[]): void => {
    for (const tag of tags) for (const key of keysOf.get(tag) ?? []) entries.delete(key);
  };
  return {
    get: (key) => entries.get(key),
    set: (key, kept) => {
      entries.set(key, kept);
      for (const tag of kept.tags) {
        const keys = keysOf.get(tag);
        if (keys) keys.add(key);
        else keysOf.set(tag, new Set([key]));
      }
    },
    drop,
    dropTagged: () => drop([...keysOf.keys()]),
  };
};
