import type { OpenQuarters } from "@loconomy/contracts";
import { systemClock } from "@loconomy/kit";
import type { SearchDependencies } from "../dependencies.ts";
import { removeOpenTimes, saveOpenTimes } from "../open-time-store.ts";

/**
 * Brings the open times of at most 100 providers to what is true now; whatever order the news of changes comes in, the last run is
 * right. Resolves with what is true of those who have hours.
 * @param readAt by the machine's own clock, before what the caller goes by was read.
 */
export const refreshOpenTimes = async (
  { db, clients }: Pick<SearchDependencies, "db" | "clients">,
  providerIds: readonly string[],
  readAt: Date = systemClock.now(),
): Promise<OpenQuarters[]> => {
  const open = await clients.bookings.openQuarters({ providerIds: [...providerIds] });
  const known = new Set(open.map(({ providerId }) => providerId));
  await saveOpenTimes(db, open, readAt);
  await removeOpenTimes(
    db,
    providerIds.filter((id) => !known.has(id)),
    readAt,
  );
  return open;
};
