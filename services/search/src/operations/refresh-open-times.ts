import type { OpenQuarters } from "@loconomy/contracts";
import { systemClock } from "@loconomy/kit";
import type { SearchDependencies } from "../dependencies.ts";
import { removeOpenTimes, saveOpenTimes } from "../open-time-store.ts";

/**
 * Brings the open times of at most 100 providers to what is true now; whatever order the news of changes comes in, the last run is
 * right. Resolves with what is true of those who have hours, and whose row said something else about the time from `now` on.
 * @param readAt by the machine's own clock, before what the caller goes by was read.
 */
export const refreshOpenTimes = async (
  { db, clients, clock }: Pick<SearchDependencies, "db" | "clients" | "clock">,
  providerIds: readonly string[],
  readAt: Date = systemClock.now(),
): Promise<{ open: OpenQuarters[]; changed: string[] }> => {
  const open = await clients.bookings.openQuarters({ providerIds: [...providerIds] });
  const known = new Set(open.map(({ providerId }) => providerId));
  const unknown = providerIds.filter((id) => !known.has(id));
  return {
    open,
    changed: [
      ...(await saveOpenTimes(db, open, { readAt, now: clock.now() })),
      ...(await removeOpenTimes(db, unknown, readAt)),
    ],
  };
};
