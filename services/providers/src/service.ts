import type { Cache, Clients, Clock, Db, Service, ServiceDependencies } from "@loconomy/kit";
import { createConsumers } from "./consumers.ts";
import { recordAllTracks } from "./operations/record-track.ts";
import { createRouters } from "./router.ts";

/** What every operation of this service works with. */
export interface Providers {
  db: Db;
  clients: Clients;
  clock: Clock;
  cache: Cache;
}

/** Categories, provider profiles and the services they offer. */
export const createProviders = ({ db, clients, clock, cache }: ServiceDependencies): Service => {
  const providers: Providers = { db, clients, clock, cache };
  return {
    ...createRouters(providers),
    consumers: createConsumers(providers),
    jobs: { "providers.record-tracks": () => recordAllTracks(providers) },
    recurring: [{ task: "providers.record-tracks", crontab: "37 2 * * *" }],
  };
};
