import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SEEDS } from "../apps/server/src/demo-data.ts";
import { loadDemo } from "../apps/server/src/demo/load.ts";
import { createDemoWorld } from "../apps/server/src/demo/world.ts";
import { startTestServer } from "../apps/server/src/testing.ts";
import { gradeOf, judgedQueries, type Candidate } from "./judged-set.ts";
import { ndcg } from "./ndcg.ts";
import { ROOT } from "./process.ts";
import { measureRanking, type RankingQuality } from "./ranking-quality.ts";

/** Each day has another demo world, in which the same questions have other answers, and not all are asked here. */
const MARGIN = 0.05;

test("what is recommended is about as good as recorded, and better than the nearest and the best rated", async () => {
  const recorded = JSON.parse(
    readFileSync(join(ROOT, "bench/results/ranking.json"), "utf8"),
  ) as RankingQuality;
  const server = await startTestServer();
  try {
    const now = new Date();
    const world = createDemoWorld({ now });
    // Profiles say what came of them; the search needs nothing else of the past.
    const profiles = { ...world, bookings: [], messages: [], reviews: [], sessions: [] };
    await loadDemo(server.database.owner, () => profiles, SEEDS);
    const { all, newcomers } = await measureRanking(
      server.url,
      world,
      now,
      judgedQueries().filter((_query, n) => n % 3 > 0),
    );
    expect(all.queries).toBeGreaterThan(40);
    expect(all.ndcg.recommended).toBeGreaterThan(recorded.all.ndcg.recommended - MARGIN);
    for (const other of ["distance", "rating", "random"] as const)
      expect(all.ndcg.recommended).toBeGreaterThan(all.ndcg[other]);
    expect(newcomers.shownPercent).toBeGreaterThan(newcomers.candidatesPercent / 2);
  } finally {
    await server.stop();
  }
}, 300_000);

const perfect: Candidate = {
  quality: "good",
  callsOff: 0.01,
  distanceMeters: 1_000,
  reachMeters: 10_000,
  trade: "plumbing",
  waitHours: 5,
};

test.each<[Partial<Candidate>, number]>([
  [{}, 3],
  [{ quality: "middling" }, 2],
  [{ quality: "careless" }, 1],
  [{ callsOff: 0.12 }, 2],
  [{ distanceMeters: 6_000 }, 2],
  [{ waitHours: 60 }, 2],
  [{ quality: "careless", callsOff: 0.12, waitHours: 60 }, 0],
  [{ trade: "yoga" }, 0],
  [{ distanceMeters: 11_000 }, 0],
  [{ waitHours: null }, 0],
])("the judge gives a plumber with %j a %i", (change, grade) =>
  expect(gradeOf({ trades: ["plumbing"] }, { ...perfect, ...change })).toBe(grade),
);

test("NDCG is one for the best order, less for any other, and nothing where nothing is worth showing", () => {
  expect(ndcg([3, 2, 0], [0, 3, 2])).toBe(1);
  // (1 + 7 / log2 3) / (7 + 1 / log2 3)
  expect(ndcg([1, 3], [3, 1])).toBeCloseTo(0.71, 2);
  expect(ndcg([0], [0, 0])).toBeNull();
});

test("the questions are the same every time, and enough", () => {
  expect(judgedQueries()).toEqual(judgedQueries());
  expect(judgedQueries().length).toBeGreaterThanOrEqual(60);
});
