import { serviceContracts } from "@loconomy/contracts";
import {
  readConfig,
  type RequestContext,
  type Service,
  type ServiceDependencies,
} from "@loconomy/kit";
import { implement } from "@orpc/server";
import { SearchConfig } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import type { SearchDependencies } from "./dependencies.ts";
import { reindexAll } from "./operations/reindex.ts";
import { searchProviders } from "./operations/search-providers.ts";
import { suggest } from "./operations/suggest.ts";

const os = implement(serviceContracts.search).$context<RequestContext>();

/** An entry holds up to a thousand matches, so few of them are kept. */
const CACHE_ENTRIES_MAX = 300;

/** Finding providers, from a read model of its own that the providers' events keep. Everybody may search. */
export const createSearch = ({ db, clients, clock, cache, env }: ServiceDependencies): Service => {
  const { SEARCH_CACHE_MS } = readConfig(SearchConfig, env);
  const brief = cache.named("briefly", { maxEntries: CACHE_ENTRIES_MAX });
  const deps: SearchDependencies = {
    db,
    clients,
    clock,
    cache,
    briefly: (key, load, tags = []) =>
      SEARCH_CACHE_MS > 0 ? brief.remember(key, { ttlMs: SEARCH_CACHE_MS, tags }, load) : load(),
  };
  const router = os.router({
    searchProviders: os.searchProviders.handler(({ input }) => searchProviders(deps, input)),
    suggest: os.suggest.handler(({ input }) => suggest(deps, input)),
  });
  return {
    router,
    internalRouter: router,
    consumers: createConsumers(deps),
    jobs: { "search.reindex": () => reindexAll(deps) },
    recurring: [{ task: "search.reindex", crontab: "17 3 * * *" }],
  };
};
