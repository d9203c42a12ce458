import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDemoWorld } from "../apps/server/src/demo/world.ts";
import { demoServer } from "./demo-server.ts";
import { machine, ROOT } from "./process.ts";
import { measureRanking } from "./ranking-quality.ts";

/**
 * `node bench/ranking.ts`: how good "recommended" is. Starts the server with today's demo data, asks it the judged questions, and
 * writes NDCG@10 of the formula beside other orders to `bench/results/ranking.json`.
 */
const PORT = 4314;

const { server, stop } = await demoServer(PORT);
try {
  const now = new Date();
  const quality = await measureRanking(server.url, createDemoWorld({ now }), now);
  const result = { date: machine().date, ...quality };
  writeFileSync(join(ROOT, "bench/results/ranking.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
} finally {
  await stop();
}
