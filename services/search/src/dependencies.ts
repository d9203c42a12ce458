import type { Cache, Clients, Clock, Db, Log, Metrics } from "@loconomy/kit";
import type { NeedFinder } from "./need/need-finder.ts";

/** What the operations of this service work with. */
export interface SearchDependencies {
  db: Db;
  clients: Clients;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  cache: Cache;
  need: NeedFinder;
  /**
   * What `load` answers, or what it answered for this key a few seconds ago, unless something with one of these tags was
   * indexed anew since. Never for open times.
   */
  briefly<T>(key: string, load: () => Promise<T>, tags?: readonly string[]): Promise<T>;
  /** The same for names while they are typed: many small answers, which would push out the few large ones. */
  brieflyNames: SearchDependencies["briefly"];
}
