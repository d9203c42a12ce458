import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoServer } from "./demo-server.ts";
import { load, machine, ROOT, type Running } from "./process.ts";

/**
 * `node bench/suggest.ts`: suggestions as people type, letter by letter, 8 at a time over the demo data. Writes
 * `bench/results/suggest.json`.
 */
const PORT = 4314;
const CONCURRENCY = 8;
const TYPED = {
  places: ["austin", "san francisco", "berlin", "paris, t", "münchen", "94103", "new york city"],
  needs: [
    "plumber",
    "barton creek plumbing",
    "haircut",
    "dog walking",
    "leaking tap",
    "electrican",
  ],
};
/** Austin, Berlin and the middle of the Pacific. */
const NEAR = ["&lat=30.27&lng=-97.74", "&lat=52.52&lng=13.4", "&lat=0&lng=-179.9", ""];

/** Every beginning of every word, near each place. */
const requests = (words: readonly string[], kinds: string): string[] =>
  NEAR.flatMap((near) =>
    words.flatMap((word) =>
      Array.from(
        word,
        (_, at) => `q=${encodeURIComponent(word.slice(0, at + 1))}&kinds=${kinds}${near}`,
      ),
    ),
  );

const measure = async (server: Running, queries: readonly string[], rounds: number) => {
  const { perSecond, p50Ms, p99Ms } = await load(
    queries.length * rounds,
    CONCURRENCY,
    async (n) => {
      const response = await fetch(
        `${server.url}/api/v1/search/suggest?${queries[n % queries.length]}`,
      );
      if (!response.ok) throw new Error(`${response.status} for ${queries[n % queries.length]}`);
      await response.arrayBuffer();
    },
  );
  return { times: queries.length * rounds, perSecond, p50Ms, p99Ms };
};

/** The same with nothing remembered between two of them, and with what a busy server remembers. */
const kinds = async (server: Running) => {
  const places = requests(TYPED.places, "place");
  const needs = requests(TYPED.needs, "category,provider");
  await measure(server, [...places, ...needs], 1);
  return { places: await measure(server, places, 4), needs: await measure(server, needs, 4) };
};

const withCache = async (ms: number) => {
  process.env["SEARCH_CACHE_MS"] = String(ms);
  const { server, stop } = await demoServer(PORT);
  try {
    return await kinds(server);
  } finally {
    await stop();
  }
};

const result = {
  machine: machine(),
  concurrency: CONCURRENCY,
  remembering: await withCache(5_000),
  rememberingNothing: await withCache(0),
};
writeFileSync(join(ROOT, "bench/results/suggest.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
process.exit();
