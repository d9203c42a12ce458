import { systemClock } from "@loconomy/kit";
import type { SearchDependencies } from "../dependencies.ts";
import {
  findListed,
  findNotOfToday,
  findProgress,
  saveProgress,
  type Place,
} from "../open-time-store.ts";
import { refreshOpenTimes } from "./refresh-open-times.ts";

const TASK = "search.check-open-times";
const PROVIDERS_A_RUN = 500;
/** Some 8 ms of the processor: whoever searches meanwhile waits no longer than that. */
const BATCH = 25;
/** So many of the wrong ones are named in the log. */
const NAMED_MAX = 10;

type Deps = Pick<SearchDependencies, "db" | "clients" | "clock" | "log" | "metrics">;

/**
 * Compares the next 500 rows of open times with what is true and mends those that are wrong, because their news was lost. Goes
 * through all of them again and again. Resolves with how many were wrong; one whose news is just on its way counts too.
 */
export const checkOpenTimes = async (deps: Deps): Promise<number> => {
  const after = await findProgress(deps.db, TASK);
  const ids = await findListed(deps.db, { after, limit: PROVIDERS_A_RUN });
  const wrong: string[] = [];
  for (let at = 0; at < ids.length; at += BATCH) {
    const { changed } = await refreshOpenTimes(deps, ids.slice(at, at + BATCH));
    wrong.push(...changed);
  }
  await saveProgress(deps.db, TASK, ids.length < PROVIDERS_A_RUN ? null : ids.at(-1)!);
  report(deps, { checked: ids.length, wrong });
  return wrong.length;
};

const report = (
  { log, metrics }: Deps,
  { checked, wrong }: { checked: number; wrong: readonly string[] },
): void => {
  metrics
    .counter({
      name: "loconomy_search_mended_total",
      help: "Rows of open times that the periodic check found wrong and mended",
    })
    .inc(wrong.length);
  if (wrong.length === 0) return;
  log.warn(
    { checked, wrong: wrong.length, providers: wrong.slice(0, NAMED_MAX) },
    "open times in the search index were wrong and are mended",
  );
};

/** Makes every row anew that does not begin today. Rows hold for a day longer than theirs, so nothing is missed meanwhile. */
export const moveOpenTimes = async (deps: Deps): Promise<void> => {
  for (let after: Place | null = null; ;) {
    const rows: Place[] = await findNotOfToday(deps.db, deps.clock.now(), { after, limit: BATCH });
    if (rows.length === 0) return;
    await refreshOpenTimes(
      deps,
      rows.map(({ providerId }) => providerId),
      systemClock.now(),
    );
    after = rows.at(-1)!;
  }
};
