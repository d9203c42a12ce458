import type { OpenQuarters } from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";
import { LIMIT_MARGIN_MS } from "../limits.ts";
import { openQuarters as quartersOf, quarterRange } from "../open-quarters.ts";
import { findBusy, findSchedulesWithGroups } from "../schedule-store.ts";

/** By then every hold has run out, so only what was booked for good is left. */
const AFTER_ALL_HOLDS = Date.UTC(9999, 0);

/** The open quarter hours of many providers at once: two queries, whatever their number. Who has no hours is left out. */
export const openQuarters = async (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  { providerIds }: { providerIds: readonly string[] },
): Promise<OpenQuarters[]> => {
  const now = clock.now().getTime();
  const { from, to } = quarterRange(now);
  const [schedules, busy] = await Promise.all([
    findSchedulesWithGroups(db, providerIds),
    findBusy(db, providerIds, from - LIMIT_MARGIN_MS, to + LIMIT_MARGIN_MS, AFTER_ALL_HOLDS),
  ]);
  return schedules.map(({ groups, ...rules }) => ({
    providerId: rules.providerId,
    timeZone: rules.timeZone,
    ...quartersOf({
      rules,
      busy: busy.get(rules.providerId) ?? [],
      capacities: new Map(Object.entries(groups ?? {})),
      now,
    }),
  }));
};
