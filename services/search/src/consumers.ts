import { providerTag } from "@loconomy/contracts";
import { consumer, type Consumer } from "@loconomy/kit";
import type { SearchDependencies } from "./dependencies.ts";
import { reindexProvider } from "./operations/reindex.ts";

/** Whatever changes about a provider, the row is made anew from what is true now. */
export const createConsumers = (deps: SearchDependencies): Consumer[] =>
  (
    ["provider.created", "provider.updated", "provider.rating_changed", "schedule.changed"] as const
  ).map((event) =>
    consumer(`search.index-on-${event}`, event, async ({ data }) => {
      await reindexProvider(deps, data.providerId);
      await deps.cache.invalidate([providerTag(data.providerId)]);
    }),
  );
