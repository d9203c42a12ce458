import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoServer, median } from "./demo-server.ts";
import { machine, ROOT } from "./process.ts";

/**
 * `node bench/lighthouse.ts [home results provider landing …]`: Lighthouse on the built pages with demo data, as a phone and as
 * a desk, with its simulated throttling, each `ROUNDS` times. Writes medians to `bench/results/lighthouse.json`.
 * `CHROMIUM_PATH` names the browser, `ROUNDS` how often (3), `SITE` a server that runs already.
 */
const PORT = 4330;
/** Fetched when it is first needed: it is a tenth of all packages, and nothing else here wants it. */
const LIGHTHOUSE = "lighthouse@13.5.0";
const ROUNDS = Number(process.env["ROUNDS"] ?? 3);

const PAGES: Record<string, string> = {
  home: "/",
  results: "/search?category=plumbing&near=Austin%2C%20TX",
  provider: "/providers/barton-creek-plumbing",
  landing: "/services/plumbing/austin-tx",
};

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
const METRICS = {
  fcpMs: "first-contentful-paint",
  lcpMs: "largest-contentful-paint",
  tbtMs: "total-blocking-time",
  cls: "cumulative-layout-shift",
  serverMs: "server-response-time",
} as const;

const TRIES = 3;

const REPORT_BYTES_MAX = 50_000_000;

const BROWSER_FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface Round {
  scores: Record<string, number>;
  metrics: Record<string, number>;
  scriptKb: number;
  totalKb: number;
  /** How quick the browser's processor was in this round, as Lighthouse measures it; it blames the page for a slow one. */
  benchmarkIndex: number;
  below: string[];
}

/** The part of Lighthouse's report that is read here. */
interface Report {
  runtimeError?: { message: string };
  categories: Record<
    string,
    { score: number | null; auditRefs: Array<{ id: string; weight: number }> }
  >;
  audits: Record<string, { score: number | null; numericValue?: number; details?: unknown }>;
  environment: { benchmarkIndex: number };
}

type Screen = "phone" | "desk";

/** Chromium loses the trace of a page load now and then, and all that Lighthouse can say is to run it again. */
const audit = async (url: string, screen: Screen): Promise<Round> => {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await auditOnce(url, screen);
    } catch (error) {
      if (left === 0) throw error;
      console.warn(String(error));
    }
  }
};

const auditOnce = async (url: string, screen: Screen): Promise<Round> => {
  const { stdout } = await promisify(execFile)(
    "npx",
    [
      "--yes",
      LIGHTHOUSE,
      url,
      "--quiet",
      "--output=json",
      `--only-categories=${CATEGORIES.join()}`,
      `--chrome-flags=${BROWSER_FLAGS.join(" ")}`,
      ...(screen === "desk" ? ["--preset=desktop"] : []),
    ],
    {
      env: { ...process.env, CHROME_PATH: process.env["CHROMIUM_PATH"] || "/usr/bin/chromium" },
      maxBuffer: REPORT_BYTES_MAX,
    },
  );
  const report = JSON.parse(stdout) as Report;
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`);
  return toRound(report);
};

const toRound = ({ categories, audits, environment }: Report): Round => {
  const sizes = (audits["resource-summary"]?.details ?? audits["network-requests"]?.details) as
    | { items: Array<{ resourceType: string; transferSize: number }> }
    | undefined;
  const kb = (wanted: (type: string) => boolean): number =>
    Math.round(
      (sizes?.items ?? [])
        .filter(({ resourceType }) => wanted(resourceType.toLowerCase()))
        .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
    );
  return {
    scores: Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]),
    ),
    metrics: Object.fromEntries(
      Object.entries(METRICS).map(([name, id]) => [
        name,
        Math.round((audits[id]?.numericValue ?? Number.NaN) * 1000) / 1000,
      ]),
    ),
    scriptKb: kb((type) => type === "script"),
    totalKb: kb((type) => type !== "total" && type !== "third-party"),
    benchmarkIndex: environment.benchmarkIndex,
    below: Object.values(categories).flatMap(({ auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
        .map(({ id }) => id),
    ),
  };
};

const summary = (rounds: Round[]) => ({
  scores: Object.fromEntries(
    CATEGORIES.map((name) => [name, median(rounds.map(({ scores }) => scores[name]!))]),
  ),
  metrics: Object.fromEntries(
    Object.keys(METRICS).map((name) => [name, median(rounds.map(({ metrics }) => metrics[name]!))]),
  ),
  scriptKb: median(rounds.map(({ scriptKb }) => scriptKb)),
  totalKb: median(rounds.map(({ totalKb }) => totalKb)),
  rounds,
});

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(PAGES);
const given = process.env["SITE"];
const own = given ? undefined : await demoServer(PORT);
const site = given ?? own!.server.url;
try {
  const pages: Record<string, Record<string, ReturnType<typeof summary>>> = {};
  for (const name of names) {
    const url = site + (PAGES[name] ?? name);
    // The first visitor of a page waits for what the next ones do not.
    for (let visits = 0; visits < 2; visits++) await (await fetch(url)).text();
    pages[name] = {};
    for (const screen of ["phone", "desk"] as const) {
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await audit(url, screen));
      pages[name]![screen] = summary(rounds);
      const { scores, metrics, scriptKb } = pages[name]![screen]!;
      console.log(name, screen, scores, metrics, `${scriptKb} kB of scripts`);
    }
  }
  writeFileSync(
    join(ROOT, "bench/results/lighthouse.json"),
    `${JSON.stringify({ machine: machine(), throttling: "simulated", pages }, null, 2)}\n`,
  );
} finally {
  await own?.stop();
}
