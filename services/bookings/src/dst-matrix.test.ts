import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { clockChanges, runMatrix, ZONES } from "./dst-matrix.ts";

const ZONES_A_PART = 12;
/** Each starts two processes of its own, beside everything else that runs. */
const ELSEWHERE_MS = 60_000;
const run = promisify(execFile);

const runElsewhere = async (script: string, serverZone: string): Promise<string> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, script)], {
    env: { ...process.env, TZ: serverZone, DST_EVERY: String(ZONES_A_PART) },
  });
  return stdout.trim();
};

test("clock changes are found where they are known to be", () => {
  const inLondon = clockChanges("Europe/London").map((moment) => new Date(moment).toISOString());
  expect(inLondon).toHaveLength(32);
  expect(inLondon.slice(0, 2)).toEqual(["2020-03-29T01:00:00.000Z", "2020-10-25T01:00:00.000Z"]);
  expect(clockChanges("Asia/Tokyo")).toEqual([]);
});

test(
  "every twelfth zone is right at every clock change, wherever the server stands",
  async () => {
    const here = runMatrix(ZONES.filter((_, index) => index % ZONES_A_PART === 0));
    expect(here.wrong).toEqual([]);
    expect(here.changes).toBeGreaterThan(100);
    for (const serverZone of ["Pacific/Kiritimati", "America/Adak"])
      expect(JSON.parse(await runElsewhere("dst-matrix.ts", serverZone))).toEqual(here);
  },
  ELSEWHERE_MS,
);

test(
  "the properties of open times hold wherever the server stands",
  async () => {
    for (const serverZone of ["Pacific/Kiritimati", "America/Adak"])
      expect(await runElsewhere("testing-slot-properties.ts", serverZone)).toMatch(
        new RegExp(`^\\d properties hold in ${serverZone}$`),
      );
  },
  ELSEWHERE_MS,
);
