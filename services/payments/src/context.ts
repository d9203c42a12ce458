import type { Clients, Clock, Db, Files, Log, Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import type { PaymentsConfig } from "./config.ts";

/** What the operations of this service stand on. */
export interface Payments {
  db: Db;
  clients: Clients;
  clock: Clock;
  /** Keeps documents as they were handed out. */
  files: Files;
  log: Log;
  stripe: Stripe;
  config: PaymentsConfig;
}

/** Something to write in the transaction that takes over what Stripe answered. */
export type Also = (tx: Tx) => void;
