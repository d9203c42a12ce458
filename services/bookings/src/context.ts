import type { ServiceDependencies } from "@loconomy/kit";
import type { BookingsConfig } from "./config.ts";

/** What the operations stand on that need this service's configuration. */
export interface Bookings extends ServiceDependencies {
  config: BookingsConfig;
}
