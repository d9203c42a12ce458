import { mkdirSync, mkdtempSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import {
  createDb,
  ensureDatabase,
  migrate,
  migrateJobs,
  startEmbeddedPostgres,
} from "../packages/kit/src/index.ts";
import { createRandom, type Random } from "../apps/server/src/demo/prng.ts";
import { TRADE_GROUPS } from "../apps/server/src/demo/categories.ts";
import { median, postmaster } from "./demo-server.ts";
import { launch, load, machine, memoryMb, request, ROOT } from "./process.ts";
import { checkWorld } from "./search-world-check.ts";
import { loadWorld, worldCities, type WorldCity } from "./search-world.ts";
import { captureStatements, type Statement } from "./statements.ts";

/**
 * `node bench/search.ts [providers …]`: for 10,000, 100,000 and 1,000,000 providers around the world's cities, searches over
 * HTTP beside the same SQL by itself, memory and the sizes of indexes. Writes `bench/results/search.json`. With `BENCH_WORLDS`
 * the databases are kept in that folder and used again.
 */
const PORT = 4480;
const CONCURRENT = 2;
const ROUNDS = 3;
const REQUESTS = 600;
const WARM_UP = 200;
const SIZES = [10_000, 100_000, 1_000_000];

/** Quick to load; a crash in the middle costs the folder, which is made anew then. */
const LOADING = [
  "fsync=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_wal_size=16GB",
  "checkpoint_timeout=1h",
  "shared_buffers=1GB",
  "autovacuum=off",
].flatMap((flag) => ["-c", flag]);

/** A data folder with `size` providers, and how long it took to load them; null when they were there already. */
const world = async (
  size: number,
): Promise<{ dataDir: string; loadSeconds: number | null; isKept: boolean }> => {
  const kept = process.env["BENCH_WORLDS"];
  const dataDir = kept ? join(kept, String(size)) : mkdtempSync(join(tmpdir(), "loconomy-bench-"));
  const done = join(dataDir, "loaded.json");
  if (existsSync(done)) {
    const { loadSeconds } = JSON.parse(readFileSync(done, "utf8")) as { loadSeconds: number };
    return { dataDir, loadSeconds, isKept: true };
  }
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const began = performance.now();
  const embedded = await startEmbeddedPostgres({
    dataDir: join(dataDir, "postgres"),
    flags: LOADING,
  });
  try {
    await ensureDatabase(embedded, "loconomy");
    const connectionString = embedded.url("loconomy");
    const owner = await createDb({ connectionString, max: 2 });
    await migrateJobs(owner.pool);
    await owner.close();
    await migrate(connectionString, join(ROOT, "migrations"));
    await loadWorld(connectionString, size, (line) => console.log(`  ${line}`));
  } finally {
    await embedded.stop();
  }
  const loadSeconds = Math.round((performance.now() - began) / 1000);
  writeFileSync(done, JSON.stringify({ loadSeconds }));
  return { dataDir, loadSeconds, isKept: kept !== undefined };
};

/** People search where people live. */
const placePicker = (random: Random): (() => WorldCity) => {
  const cities = worldCities(1_000_000);
  const upTo: number[] = [];
  let people = 0;
  for (const city of cities) upTo.push((people += city.population));
  return () => {
    const wanted = random.next() * people;
    let [low, high] = [0, cities.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return cities[low]!;
  };
};

const WORDS = [
  "plumber",
  "cleaning",
  "dog walking",
  "piano lessons",
  "haircut",
  "massage",
  "oven repair",
  "leaking tap",
  "wedding photography",
  "math tutoring",
  "gardener",
  "locksm",
  "yoga",
  "electrician",
  "nail art",
  "emergency plumbing",
  "paint",
  "bike repair",
  "müller",
  "personal train",
];
const TYPED = [
  "pl",
  "clea",
  "mas",
  "joh",
  "bri",
  "garc",
  "fresh st",
  "mü",
  "tana",
  "pho",
  "hair",
  "smith",
];
const DAY_MS = 86_400_000;

/** Path and query of the `n`-th request of each kind. */
const createCases = (seed: string): Record<string, () => string> => {
  const random = createRandom(seed);
  const pick = placePicker(random);
  const categories = TRADE_GROUPS.flatMap(({ trades }) => trades.map(({ slug }) => slug));
  const near = (): { lat: number; lng: number } => {
    const { lat, lng } = pick();
    return {
      lat: Math.round((lat + (random.next() - 0.5) * 0.1) * 1e5) / 1e5,
      lng: Math.round((lng + (random.next() - 0.5) * 0.1) * 1e5) / 1e5,
    };
  };
  const search = (params: Record<string, string | number>): string =>
    `/api/v1/search/providers?${new URLSearchParams(Object.entries(params).map(([key, value]) => [key, String(value)]))}`;
  const category = () => random.pick(categories);
  const day = () => new Date(Date.now() + random.int(1, 14) * DAY_MS).toISOString().slice(0, 10);
  return {
    placeAndCategory: () => search({ ...near(), category: category() }),
    placeAndWords: () => search({ ...near(), q: random.pick(WORDS) }),
    placeAndOpenTime: () =>
      search({
        ...near(),
        category: category(),
        date: day(),
        partOfDay: random.pick(["morning", "afternoon", "evening"]),
        durationMinutes: 90,
      }),
    box: () => search({ box: boxAround(near()), category: category() }),
    filters: () =>
      search({ ...near(), category: category(), minRating: 4, maxPrice: 9_000, verified: "true" }),
    autocomplete: () =>
      `/api/v1/search/suggest?${new URLSearchParams({ q: random.pick(TYPED), ...Object.fromEntries(Object.entries(near()).map(([key, value]) => [key, String(value)])) })}`,
  };
};

/** What a map of a town shows: about 20 km by 20 km. */
const boxAround = ({ lat, lng }: { lat: number; lng: number }): string => {
  const [height, width] = [0.09, Math.min(1, 0.09 / Math.cos((lat * Math.PI) / 180))];
  const across = (degrees: number): number => ((degrees + 540) % 360) - 180;
  return [across(lng - width), lat - height, across(lng + width), lat + height]
    .map((degrees) => degrees.toFixed(4))
    .join();
};

const names = new Map<string, string>();
const nameOf = (text: string): string =>
  names.get(text) ?? names.set(text, `bench${names.size}`).get(text)!;

/** Connections as the server's are for its searches: with plans for each set of values some take ten times as long. */
const RAW_OPTIONS =
  "-c jit=off -c timezone=UTC -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1";

interface Raw {
  /** Runs the statements of a request one after the other, each parsed once a connection, as the server has them. */
  replay(requests: readonly Statement[][]): (n: number) => Promise<void>;
  end(): Promise<unknown>;
}

/** Statements that ran with other settings have connections of their own, which cost nothing while they are not used. */
const createRaw = (connectionString: string): Raw => {
  const pools = new Map<string, pg.Pool>();
  const poolFor = (settings: string): pg.Pool => {
    const known = pools.get(settings);
    if (known) return known;
    const all = Object.entries(JSON.parse(settings || "{}") as Record<string, string>);
    const options = [RAW_OPTIONS, ...all.map(([name, value]) => `-c ${name}=${value}`)].join(" ");
    const pool = new pg.Pool({ connectionString, max: CONCURRENT, options });
    pools.set(settings, pool);
    return pool;
  };
  return {
    replay: (requests) => async (n) => {
      for (const { text, values, settings } of requests[n % requests.length]!)
        await poolFor(settings).query({ name: nameOf(text), text, values });
    },
    end: () => Promise.all([...pools.values()].map((pool) => pool.end())),
  };
};

type Figures = Awaited<ReturnType<typeof load>>;

/** The median of each figure. */
const medians = (rounds: readonly Figures[]): Figures =>
  Object.fromEntries(
    Object.keys(rounds[0]!).map((key) => [
      key,
      median(rounds.map((round) => round[key as keyof Figures])),
    ]),
  ) as Figures;

const measureCase = async (
  url: string,
  owner: pg.Pool,
  raw: Raw,
  logFile: string,
  next: () => string,
) => {
  for (let n = 0; n < WARM_UP; n++) await request(url + next());
  const asked = Array.from({ length: REQUESTS }, next);
  const ask = (n: number): Promise<void> => request(url + asked[n]);
  // Both sides ask the same, and have asked it before: who came second would find all pages of the database in memory.
  const captured = await captureStatements(owner, logFile, REQUESTS, ask);
  const finding = captured.map((statements) =>
    statements.filter(({ text }) => /\bsearch\./.test(text)),
  );
  const [all, found] = [raw.replay(captured), raw.replay(finding)];
  await load(REQUESTS, CONCURRENT, all);
  const rounds: Record<"api" | "raw" | "rawSearch", Figures[]> = {
    api: [],
    raw: [],
    rawSearch: [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    rounds.api.push(await load(REQUESTS, CONCURRENT, ask));
    rounds.raw.push(await load(REQUESTS, CONCURRENT, all));
    rounds.rawSearch.push(await load(REQUESTS, CONCURRENT, found));
  }
  const [api, sql, search] = [medians(rounds.api), medians(rounds.raw), medians(rounds.rawSearch)];
  const ratio = (of: Figures): number => Math.round((api.perSecond / of.perSecond) * 100) / 100;
  return {
    api,
    raw: sql,
    rawSearch: search,
    ratio: ratio(sql),
    ratioToSearch: ratio(search),
    statementsEach: Math.round((captured.flat().length / captured.length) * 10) / 10,
  };
};

const sizesOf = async (owner: pg.Pool) => {
  const { rows } = await owner.query<{ name: string; mb: number }>(
    `select relname as name, round(case relkind when 'r' then pg_table_size(oid) else pg_relation_size(oid) end / 1048576.0, 1)::float8 as mb
       from pg_class where relnamespace = 'search'::regnamespace and relkind in ('r', 'i') order by relname`,
  );
  const [database] = (
    await owner.query<{ mb: number }>(
      "select round(pg_database_size(current_database()) / 1048576.0)::float8 as mb",
    )
  ).rows;
  return {
    databaseMb: database!.mb,
    searchMb: Object.fromEntries(rows.map(({ name, mb }) => [name, mb])),
  };
};

const measureWorld = async (size: number, only: readonly string[]) => {
  console.log(`${size} providers`);
  const { dataDir, loadSeconds, isKept } = await world(size);
  const server = await launch("apps/server/src/main.ts", PORT, "/readyz", {
    DATA_DIR: dataDir,
    DEMO_DATA: "0",
    RATE_LIMITS: "bench",
    // Each round asks the same; the database is to be asked every time.
    SEARCH_CACHE_MS: "0",
    LOG_LEVEL: "warn",
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  });
  const { pid, port } = postmaster(dataDir);
  const folder = join(dataDir, "postgres");
  const connectionString = `postgres://loconomy:loconomy@127.0.0.1:${port}/loconomy?host=${encodeURIComponent(folder)}`;
  const owner = new pg.Pool({ connectionString, max: 1 });
  const raw = createRaw(connectionString);
  try {
    await checkWorld(owner);
    const cases: Record<string, Awaited<ReturnType<typeof measureCase>>> = {};
    for (const [name, next] of Object.entries(createCases(String(size)))) {
      if (only.length > 0 && !only.includes(name)) continue;
      cases[name] = await measureCase(server.url, owner, raw, join(folder, "server.log"), next);
      console.log(`  ${name}`, cases[name]);
    }
    return {
      providers: size,
      loadSeconds,
      secondStartMs: server.readyMs,
      memoryMb: memoryMb(server.child.pid!, pid),
      ...(await sizesOf(owner)),
      cases,
    };
  } finally {
    await Promise.all([owner.end(), raw.end()]);
    await server.stop();
    if (!isKept) rmSync(dataDir, { recursive: true, force: true });
  }
};

const main = async (): Promise<void> => {
  const sizes = process.argv
    .slice(2)
    .filter((word) => /^\d+$/.test(word))
    .map(Number);
  const only = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
  const worlds = [];
  for (const size of sizes.length > 0 ? sizes : SIZES) worlds.push(await measureWorld(size, only));
  const result = { machine: machine(), concurrent: CONCURRENT, worlds };
  if (sizes.length === 0 && only.length === 0)
    writeFileSync(join(ROOT, "bench/results/search.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
};

await main();
