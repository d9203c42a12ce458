import type { ExternalCalendar } from "@loconomy/contracts";

/**
 * Whether a calendar is about to be read: it is new, or was asked for and has not been read since.
 * @param asked when each calendar that was asked for had been read last
 */
export const isBeingRead = (
  { id, state, lastFetchedAt }: Pick<ExternalCalendar, "id" | "state" | "lastFetchedAt">,
  asked: Readonly<Record<string, string | null>>,
): boolean => state === "waiting" || (id in asked && asked[id] === lastFetchedAt);
