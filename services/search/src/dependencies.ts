import type { Cache, Clients, Clock, Db } from "@loconomy/kit";

/** What the operations of this service work with. */
export interface SearchDependencies {
  db: Db;
  clients: Clients;
  clock: Clock;
  cache: Cache;
  cacheMs: number;
}
