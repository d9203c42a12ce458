import type { DomainEvent } from "@loconomy/contracts";
import type { SearchDependencies } from "./dependencies.ts";

/** Seconds: most news takes a few hundredths, and none should take longer than one. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];

/** How long news takes from where it happened to the row that tells of it. */
export interface Lag {
  observe(row: "listing" | "open_times", event: Pick<DomainEvent, "occurredAt">): void;
}

export const createLag = ({
  metrics,
  clock,
}: Pick<SearchDependencies, "metrics" | "clock">): Lag => {
  const seconds = metrics.histogram({
    name: "loconomy_search_lag_seconds",
    help: "Time from a change to the row of the search index that has it",
    labelNames: ["row"],
    buckets: BUCKETS,
  });
  return {
    observe: (row, { occurredAt }) =>
      seconds.observe({ row }, Math.max(0, clock.now().getTime() - Date.parse(occurredAt)) / 1000),
  };
};
