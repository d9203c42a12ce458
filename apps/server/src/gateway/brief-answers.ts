import { LRUCache } from "lru-cache";

/** So long an answer counts as new, … */
const FRESH_MS = 250;
/** … and so long it is given while a new one is made. What is booked meanwhile is shown as open no longer than this. */
const USABLE_MS = 750;
/** An answer has some 30 kB. */
const ENTRIES_MAX = 300;

interface Entry<Answer> {
  /** Of what happened since, it may not know. */
  begunAt: number;
  answer: Promise<Answer>;
  isMade: boolean;
  isBeingReplaced: boolean;
}

interface Options<Answer> {
  /** What may be kept; the rest goes to those who wait for it, and to nobody after them. */
  mayKeep: (answer: Answer) => boolean;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** What was made for `key` just now, or what `make` answers. */
export type BriefAnswers<Answer> = (key: string, make: () => Promise<Answer>) => Promise<Answer>;

/**
 * Gives those who ask the same at nearly the same moment one answer, however many they are. In this process only, and for less
 * than a second from when it began to be made: whoever got it from elsewhere could not tell for how long it has been true.
 */
export const createBriefAnswers = <Answer>({
  mayKeep,
  now = () => performance.now(),
}: Options<Answer>): BriefAnswers<Answer> => {
  const entries = new LRUCache<string, Entry<Answer>>({ max: ENTRIES_MAX });

  const begin = (make: () => Promise<Answer>, then: (entry: Entry<Answer>) => void) => {
    const entry = { begunAt: now(), answer: make(), isMade: false, isBeingReplaced: false };
    void entry.answer
      .then(mayKeep, () => false)
      .then((isKept) => {
        entry.isMade = isKept;
        then(entry);
      });
    return entry;
  };

  return (key, make) => {
    const entry = entries.get(key);
    const age = entry ? now() - entry.begunAt : Infinity;
    if (!entry || age >= USABLE_MS) {
      const first = begin(make, (made) => {
        if (!made.isMade && entries.peek(key) === made) entries.delete(key);
      });
      entries.set(key, first);
      return first.answer;
    }
    if (age >= FRESH_MS && entry.isMade && !entry.isBeingReplaced) {
      entry.isBeingReplaced = true;
      begin(make, (made) => {
        entry.isBeingReplaced = false;
        if (made.isMade && entries.peek(key) === entry) entries.set(key, made);
      });
    }
    return entry.answer;
  };
};
