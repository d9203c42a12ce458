import { providerTag } from "@loconomy/contracts";
import { consumer, type Consumer } from "@loconomy/kit";
import type { SearchDependencies } from "./dependencies.ts";
import { createLag } from "./lag.ts";
import { refreshOpenTimes } from "./operations/refresh-open-times.ts";
import { reindexProvider } from "./operations/reindex.ts";

/** News of a provider, or of their hours. */
const OF_PROVIDERS = [
  "provider.created",
  "provider.updated",
  "provider.rating_changed",
  "schedule.changed",
] as const;

/** News after which time is taken for good, or open again. What is only held counts as open, so nobody has to hear of holds. */
const OF_TIME = [
  "booking.requested",
  "booking.confirmed",
  "booking.declined",
  "booking.cancelled",
  "booking.expired",
  "booking.rescheduled",
] as const;

/** News of jobs that are over; now and then one is before its time. */
const OF_ENDS = ["booking.completed", "booking.no_show"] as const;

/** Whatever changes about a provider, the rows are made anew from what is true now. */
export const createConsumers = (deps: SearchDependencies): Consumer[] => {
  const lag = createLag(deps);
  return [
    ...OF_PROVIDERS.map((type) =>
      consumer(`search.index-on-${type}`, type, async (event) => {
        const { providerId } = event.data;
        await reindexProvider(deps, providerId);
        await deps.cache.invalidate([providerTag(providerId)]);
        lag.observe("listing", event);
      }),
    ),
    ...OF_TIME.map((type) =>
      consumer(
        "search.refresh-open-times",
        type,
        async (event) => {
          await refreshOpenTimes(deps, [event.data.providerId]);
          lag.observe("open_times", event);
        },
        { per: "providerId" },
      ),
    ),
    ...OF_ENDS.map((type) =>
      consumer("search.refresh-open-times-after-early-end", type, async (event) => {
        if (Date.parse(event.data.end) <= deps.clock.now().getTime()) return;
        await refreshOpenTimes(deps, [event.data.providerId]);
        lag.observe("open_times", event);
      }),
    ),
  ];
};
