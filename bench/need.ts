import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoServer } from "./demo-server.ts";
import { load, machine, memoryMb, percentile, ROOT, type Running } from "./process.ts";

/**
 * `node bench/need.ts`: how well people's own words lead to a category, with the model and with words alone, on sentences that
 * nothing was set on; what a sentence costs; and what the model costs the server in memory and at its start. Writes
 * `bench/results/need.json`.
 */
const PORT = 4313;
/** The model loads five seconds after the start and then reads the categories' texts. */
const WARM_UP_MS = 25_000;

interface Evaluation {
  model: object;
  words: object;
  loadingMs: number;
  ms: number[];
}
interface NeedModules {
  evaluateNeeds(categories: object[], set: "dev" | "held"): Promise<Evaluation>;
  createCategories(random: object, at: Date): { categories: object[] };
  createRandom(seed: string): object;
}

const modules = async (): Promise<NeedModules> =>
  Object.assign(
    {},
    ...(await Promise.all(
      [
        "../services/search/src/need/evaluation.ts",
        "../apps/server/src/demo/categories.ts",
        "../apps/server/src/demo/prng.ts",
      ].map((file) => import(file) as Promise<object>),
    )),
  ) as NeedModules;

const tenths = (value: number): number => Math.round(value * 10) / 10;

const understanding = async () => {
  const { evaluateNeeds, createCategories, createRandom } = await modules();
  const { categories } = createCategories(createRandom("bench"), new Date());
  const held = await evaluateNeeds(categories, "held");
  const dev = await evaluateNeeds(categories, "dev");
  const ms = held.ms.toSorted((a, b) => a - b);
  return {
    held: { model: held.model, words: held.words },
    dev: { model: dev.model, words: dev.words },
    loadingMs: held.loadingMs,
    sentenceMs: { p50: tenths(percentile(ms, 0.5)), p99: tenths(percentile(ms, 0.99)) },
  };
};

const sentences = readFileSync(join(ROOT, "services/search/src/need/sentences/held.tsv"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => line.split("\t")[1]!);

/** Every held sentence once over HTTP, so none is remembered from before. */
const overHttp = async (server: Running, concurrency: number, suffix: string) => {
  let byModel = 0;
  const { p50Ms, p99Ms } = await load(sentences.length, concurrency, async (n) => {
    const q = encodeURIComponent(`${sentences[n]}${suffix}`);
    const response = await fetch(`${server.url}/api/v1/search/need?q=${q}`);
    if (!response.ok) throw new Error(`${response.status} for ${sentences[n]}`);
    const { by } = (await response.json()) as { by: string };
    if (by === "model") byModel++;
  });
  return {
    concurrency,
    p50Ms,
    p99Ms,
    byModel: Math.round((byModel / sentences.length) * 100) / 100,
  };
};

const server = async (model: "on" | "off") => {
  process.env["SEARCH_MODEL"] = model;
  const { server: running, stop } = await demoServer(PORT);
  try {
    await new Promise((done) => setTimeout(done, WARM_UP_MS));
    const idleMb = memoryMb(running.child.pid!);
    const alone = await overHttp(running, 1, "");
    return {
      secondStartMs: running.readyMs,
      idleMb,
      http: [alone, await overHttp(running, 8, " now")],
    };
  } finally {
    await stop();
  }
};

const result = {
  machine: machine(),
  ...(await understanding()),
  server: { withModel: await server("on"), withoutModel: await server("off") },
};
writeFileSync(join(ROOT, "bench/results/need.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
process.exit();
