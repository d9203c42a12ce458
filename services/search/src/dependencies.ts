import type { Cache, Clients, Clock, Db } from "@loconomy/kit";

/** What the operations of this service work with. */
export interface SearchDependencies {
  db: Db;
  clients: Clients;
  clock: Clock;
  cache: Cache;
  /** What `load` answers, or what it answered for this key a few seconds ago. Never for open times. */
  briefly<T>(key: string, load: () => Promise<T>): Promise<T>;
}
