import { Worker } from "node:worker_threads";
import type { Log } from "@loconomy/kit";
import { LRUCache } from "lru-cache";
import type { Direction } from "./nearness.ts";

export interface ModelQuestion {
  id: number;
  texts: string[];
}
export interface ModelAnswer {
  id: number;
  directions: Direction[];
}

/** A small language model that tells what sentences are about. Asked for more than it manages, it says so at once. */
export interface Model {
  /** Loads it; until then, and for ever when it cannot be loaded, every answer is null. */
  start(): void;
  /** What each text is about; null when there is no model. For texts that are known in advance: they go behind waiting sentences. */
  readAll(texts: readonly string[]): Promise<Direction[] | null>;
  /** What a sentence is about; null when that takes longer than `waitMsMax`. */
  read(sentence: string, waitMsMax: number): Promise<Direction | null>;
}

/** Sentences that wait; whoever comes then is answered without the model. */
const WAITING_MAX = 16;
/** Of a longer one the beginning is read: the time grows with the length. */
const LETTERS_MAX = 200;
/** 2 kB each. */
const REMEMBERED_MAX = 2_000;
/** Texts in one go: as quick as can be, and no sentence waits long behind them. */
const BATCH = 8;

export const noModel: Model = {
  start: () => {},
  readAll: async () => null,
  read: async () => null,
};

type Asked = ModelQuestion & { done: (directions: Direction[] | null) => void };

/** Without limits it would not tidy up after itself while it has nothing to do, and keep some 60 MB more. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };
const THREAD = new URL("./model-worker.ts", import.meta.url);

export const createModel = (log: Log, thread = THREAD): Model => {
  const remembered = new LRUCache<string, Direction>({ max: REMEMBERED_MAX });
  const running = new Map<string, Promise<Direction | null>>();
  const urgent: Asked[] = [];
  const patient: Asked[] = [];
  let asked: Asked | undefined;
  let worker: Worker | undefined;
  let state: "new" | "loading" | "ready" | "failed" = "new";
  let ids = 0;

  const next = (): void => {
    if (state !== "ready" || asked) return;
    asked = urgent.shift() ?? patient.shift();
    if (asked) worker!.postMessage({ id: asked.id, texts: asked.texts } satisfies ModelQuestion);
  };
  const ask = (queue: Asked[], texts: string[]): Promise<Direction[] | null> =>
    new Promise((done) => {
      if (state === "failed") return done(null);
      queue.push({ id: ++ids, texts, done });
      next();
    });
  const fail = (error: unknown): void => {
    if (state === "failed") return;
    state = "failed";
    log.warn({ err: error }, "The model that finds categories cannot be used: by words only");
    for (const { done } of [asked, ...urgent, ...patient].flatMap((one) => one ?? [])) done(null);
  };

  const start = (): void => {
    if (state !== "new") return;
    state = "loading";
    const began = performance.now();
    worker = new Worker(thread, { execArgv: [], resourceLimits: MEMORY });
    // A thread that only waits must not keep the process from ending.
    worker.unref();
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`its thread ended with ${code}`)));
    worker.on("message", (message: "ready" | ModelAnswer) => {
      if (message === "ready") {
        state = "ready";
        const ms = Math.round(performance.now() - began);
        log.info({ ms }, "The model that finds categories is ready");
      } else {
        const answered = asked!;
        asked = undefined;
        answered.done(message.directions);
      }
      next();
    });
  };

  const load = async (sentence: string): Promise<Direction | null> => {
    const [direction] = (await ask(urgent, [sentence])) ?? [];
    if (direction) remembered.set(sentence, direction);
    return direction ?? null;
  };

  return {
    start,
    readAll: async (texts) => {
      const batches: Promise<Direction[] | null>[] = [];
      for (let at = 0; at < texts.length; at += BATCH)
        batches.push(ask(patient, texts.slice(at, at + BATCH).map(plain)));
      const all = await Promise.all(batches);
      return all.every((batch) => batch !== null) ? all.flat() : null;
    },
    read: async (given, waitMsMax) => {
      const sentence = plain(given);
      const known = remembered.get(sentence);
      if (known) return known;
      if (state !== "ready") return null;
      let loading = running.get(sentence);
      if (!loading) {
        if (urgent.length >= WAITING_MAX) return null;
        loading = load(sentence).finally(() => running.delete(sentence));
        running.set(sentence, loading);
      }
      return within(loading, waitMsMax);
    },
  };
};

/** Capitals and spaces say nothing, and without them more sentences are the same. */
const plain = (text: string): string =>
  text.toLowerCase().replaceAll(/\s+/g, " ").trim().slice(0, LETTERS_MAX);

const within = async <T>(promise: Promise<T>, ms: number): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((done) => (timer = setTimeout(() => done(null), ms)));
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
};
