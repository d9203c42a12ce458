import { serviceContracts } from "@loconomy/contracts";
import {
  readConfig,
  type Cache,
  type Log,
  type RequestContext,
  type Service,
  type ServiceDependencies,
} from "@loconomy/kit";
import { implement } from "@orpc/server";
import { listCategories } from "./categories.ts";
import { SearchConfig } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import type { SearchDependencies } from "./dependencies.ts";
import { createModel, noModel, type Model } from "./need/model.ts";
import { createNeedFinder } from "./need/need-finder.ts";
import { findNeed } from "./operations/find-need.ts";
import { checkOpenTimes, moveOpenTimes } from "./operations/check-open-times.ts";
import { getLanding } from "./operations/get-landing.ts";
import { listLandings } from "./operations/list-landings.ts";
import { listListedProviders } from "./operations/list-listed-providers.ts";
import { refreshLandings } from "./operations/refresh-landings.ts";
import { reindexAll } from "./operations/reindex.ts";
import { searchProviders } from "./operations/search-providers.ts";
import { suggest } from "./operations/suggest.ts";

const os = implement(serviceContracts.search).$context<RequestContext>();

/** An entry holds up to a thousand matches, so few of them are kept. */
const CACHE_ENTRIES_MAX = 300;
/** Some ten names for what was typed, or two hundred of a neighbourhood. */
const NAMES_ENTRIES_MAX = 2_000;

/** The model takes a second or two of a processor: when the first pages have been served. */
const WARM_UP_AFTER_MS = 5_000;

/** Finding providers, from a read model of its own that the providers' events keep. Everybody may search. */
export const createSearch = ({
  db,
  clients,
  clock,
  cache,
  log,
  metrics,
  env,
}: ServiceDependencies): Service => {
  const { SEARCH_CACHE_MS, SEARCH_MODEL } = readConfig(SearchConfig, env);
  const brieflyIn =
    (part: Cache, staleMs = 0): SearchDependencies["briefly"] =>
    (key, load, tags = []) =>
      SEARCH_CACHE_MS > 0
        ? part.remember(key, { ttlMs: SEARCH_CACHE_MS, staleMs, tags }, load)
        : load();
  const model = SEARCH_MODEL === "on" ? createModel(log) : noModel;
  const deps: SearchDependencies = {
    need: createNeedFinder(model),
    db,
    clients,
    clock,
    log,
    metrics,
    cache,
    briefly: brieflyIn(cache.named("briefly", { maxEntries: CACHE_ENTRIES_MAX })),
    // Nobody who types waits for names to be read once more.
    brieflyNames: brieflyIn(
      cache.named("names", { maxEntries: NAMES_ENTRIES_MAX }),
      SEARCH_CACHE_MS,
    ),
  };
  if (SEARCH_MODEL === "off")
    log.info("SEARCH_MODEL is off: what people need is found by words only");
  else setTimeout(() => void warmUp(deps, model, log), WARM_UP_AFTER_MS).unref();
  const router = os.router({
    findNeed: os.findNeed.handler(({ input }) => findNeed(deps, input)),
    searchProviders: os.searchProviders.handler(({ input }) => searchProviders(deps, input)),
    getLanding: os.getLanding.handler(({ input }) => getLanding(deps, input)),
    listLandings: os.listLandings.handler(({ input }) => listLandings(deps, input)),
    listListedProviders: os.listListedProviders.handler(({ input }) =>
      listListedProviders(deps, input),
    ),
    suggest: os.suggest.handler(({ input }) => suggest(deps, input)),
  });
  return {
    router,
    internalRouter: router,
    consumers: createConsumers(deps),
    jobs: {
      "search.refresh-landings": () =>
        refreshLandings(db, (positions) => clients.geolocation.findCities({ positions })),
      "search.reindex": () => reindexAll(deps),
      "search.move-open-times": () => moveOpenTimes(deps),
      "search.check-open-times": async () => void (await checkOpenTimes(deps)),
    },
    recurring: [
      { task: "search.reindex", crontab: "17 3 * * *" },
      { task: "search.move-open-times", crontab: "*/5 * * * *" },
      { task: "search.refresh-landings", crontab: "*/15 * * * *" },
      { task: "search.check-open-times", crontab: "* * * * *" },
    ],
  };
};

const warmUp = async (deps: SearchDependencies, model: Model, log: Log): Promise<void> => {
  model.start();
  // Should the catalogue not answer now, the first one who describes a problem asks it again.
  await listCategories(deps).then(deps.need.prepare, (error: unknown) =>
    log.warn({ err: error }, "the categories cannot be prepared for the model yet"),
  );
};
