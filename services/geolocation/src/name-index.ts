import { createStringStore, type StringStore } from "./string-store.ts";

const PRIMARY = 0x8000_0000;
const BUCKETS = 65_536;

/** Tells of one name that begins with what was asked: whose it is, whether it is the whole name, and its first name. */
export type NameHit = (owner: number, isWhole: boolean, isPrimary: boolean) => void;

/** Folded names, and whose each one is; the highest bit marks an owner's first name. */
export interface Names extends StringStore {
  owners: Uint32Array;
}

export interface NamesBuilder {
  add(name: string, owner: number, isPrimary: boolean): void;
  build(): Names;
}

export const gatherNames = (capacity: number): NamesBuilder => {
  const names = createStringStore(capacity, capacity * 14);
  let owners = new Uint32Array(capacity);
  return {
    add: (name, owner, isPrimary) => {
      const id = names.add(name);
      if (id >= owners.length) {
        const grown = new Uint32Array(owners.length * 2);
        grown.set(owners);
        owners = grown;
      }
      owners[id] = isPrimary ? (owner | PRIMARY) >>> 0 : owner;
    },
    build: () => {
      const frozen = names.freeze();
      return { ...frozen, owners: owners.slice(0, frozen.offsets.length - 1) };
    },
  };
};

export interface NameIndex {
  /** Calls `hit` for every name that begins with `prefix` (folded); the same owner may come more than once. */
  visit(prefix: string, hit: NameHit): void;
}

/**
 * Prefix index over folded names, in buckets by their first two bytes; within a bucket they are compared one by one, which
 * needs no sorting at boot and looks at a few thousand names at worst.
 */
export const createNameIndex = ({ bytes, offsets, owners }: Names): NameIndex => {
  const bucketOf = (id: number): number => {
    const start = offsets[id]!;
    const second = offsets[id + 1]! - start > 1 ? bytes[start + 1]! : 0;
    return (bytes[start]! << 8) | second;
  };
  const starts = new Uint32Array(BUCKETS + 1);
  for (let id = 0; id < owners.length; id++) starts[bucketOf(id) + 1]!++;
  for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice(0, BUCKETS);
  const order = new Uint32Array(owners.length);
  for (let id = 0; id < owners.length; id++) order[next[bucketOf(id)]!++] = id;

  const visit: NameIndex["visit"] = (prefix, hit) => {
    const wanted = Buffer.from(prefix);
    if (wanted.length === 0) return;
    const first = wanted[0]! << 8;
    const from = starts[wanted.length > 1 ? first | wanted[1]! : first]!;
    const to = starts[(wanted.length > 1 ? first | wanted[1]! : first | 0xff) + 1]!;
    for (let at = from; at < to; at++) {
      const id = order[at]!;
      const start = offsets[id]!;
      const length = offsets[id + 1]! - start;
      if (length < wanted.length) continue;
      let same = 2;
      while (same < wanted.length && bytes[start + same] === wanted[same]) same++;
      if (same < wanted.length) continue;
      const owner = owners[id]!;
      hit(owner & ~PRIMARY, length === wanted.length, owner >= PRIMARY);
    }
  };
  return { visit };
};
