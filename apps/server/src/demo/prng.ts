/** A stream of numbers that depends on its seed alone, so that one day's demo data is always the same. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the items, each as likely as its weight says. */
  weighted<T>(items: ReadonlyArray<readonly [item: T, weight: number]>): T;
  shuffle<T>(items: readonly T[]): T[];
  /** Normally distributed around 0 with a standard deviation of 1. */
  normal(): number;
  /** A stream of its own: what is drawn from it does not move this one. */
  fork(name: string): Random;
}

/** FNV-1a. */
const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** sfc32, seeded by a text. */
const createSource = (seed: string): (() => number) => {
  let a = hash(seed);
  let b = hash(`${seed}/b`);
  let c = hash(`${seed}/c`);
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
};

export const createRandom = (seed: string): Random => {
  const next = createSource(seed);
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)]!,
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) if ((left -= weight) < 0) return item;
      return items.at(-1)![0];
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
};

/** Deals items in a shuffled order and starts over only when all have been dealt: no repeats side by side. */
export const createDeck = <T>(random: Random, items: readonly T[]): (() => T) => {
  let waiting: T[] = [];
  return () => {
    if (waiting.length === 0) waiting = random.shuffle(items);
    return waiting.pop()!;
  };
};

/** UUIDv7 whose time is `at`. */
export const uuidAt = (random: Random, at: Date): string => {
  const hex = (bits: number): string =>
    Math.floor(random.next() * 2 ** bits)
      .toString(16)
      .padStart(bits / 4, "0");
  const time = at.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-${"89ab"[random.int(0, 3)]}${hex(12)}-${hex(48)}`;
};
