import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../apps/server/src/demo/prng.ts";
import { demoServer } from "./demo-server.ts";
import { arrivals, load, machine, percentiles, request, ROOT } from "./process.ts";

/**
 * `node bench/suggest.ts`: suggestions as people type, letter by letter, over the demo data: 8 at a time, and so many a second as
 * come by themselves; as the client waits for them, and by the clock of the server. Writes `bench/results/suggest.json`.
 */
const PORT = 4314;
const CONCURRENCY = 8;
/** A letter a person every quarter of a second: fifty people who type at the same time. */
const ARRIVALS_A_SECOND = 200;
const PATH = "/api/v1/search/suggest";
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

interface Figures {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/** What the server logged of its suggestions from line `from` on, once all `times` of them are there. */
const readLog = async (logFile: string, from: number, times: number): Promise<number[]> => {
  for (let tries = 0; tries < 50; tries++) {
    const logged = readFileSync(logFile, "utf8")
      .split("\n")
      .filter((line) => line.includes(`"path":"${PATH}"`) && line.endsWith("}"))
      .slice(from)
      .map((line) => (JSON.parse(line) as { ms: number }).ms);
    if (logged.length >= times) return logged;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the server's log does not show every request");
};

const withCache = async (ms: number) => {
  process.env["SEARCH_CACHE_MS"] = String(ms);
  const { server, logFile, stop } = await demoServer(PORT, { logsRequests: true });
  let asked = 0;
  const measure = async (
    queries: readonly string[],
    rounds: number,
    run: (times: number, work: (n: number) => Promise<void>) => Promise<Figures>,
  ) => {
    const times = queries.length * rounds;
    const figures = await run(times, (n) =>
      request(`${server.url}${PATH}?${queries[n % queries.length]}`),
    );
    const onServer = percentiles(await readLog(logFile, asked, times));
    asked += times;
    return { times, ...figures, onServer };
  };
  const atOnce = (times: number, work: (n: number) => Promise<void>) =>
    load(times, CONCURRENCY, work);
  const arriving = (times: number, work: (n: number) => Promise<void>) => {
    const random = createRandom("suggest");
    return arrivals(times, ARRIVALS_A_SECOND, () => random.next(), work);
  };
  try {
    const places = requests(TYPED.places, "place");
    const needs = requests(TYPED.needs, "category,provider");
    await measure([...places, ...needs], 1, atOnce);
    return {
      places: await measure(places, 4, atOnce),
      needs: await measure(needs, 4, atOnce),
      placesArriving: await measure(places, 8, arriving),
      needsArriving: await measure(needs, 8, arriving),
    };
  } finally {
    await stop();
  }
};

const result = {
  machine: machine(),
  concurrency: CONCURRENCY,
  arrivalsPerSecond: ARRIVALS_A_SECOND,
  remembering: await withCache(5_000),
  rememberingNothing: await withCache(0),
};
writeFileSync(join(ROOT, "bench/results/suggest.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
process.exit();
