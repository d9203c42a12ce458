import { readConfig, type Service, type ServiceDependencies } from "@loconomy/kit";
import { BookingsConfig } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import { createJobs } from "./jobs.ts";
import { createRouters } from "./router.ts";

/** Open times, holds, bookings and calendars. Throws ConfigError without PUBLIC_URL and AUTH_SECRET. */
export const createBookings = (deps: ServiceDependencies): Service => {
  const config = readConfig(BookingsConfig, deps.env);
  return {
    ...createRouters({ ...deps, config }),
    consumers: createConsumers(deps),
    ...createJobs({ ...deps, config }),
  };
};
