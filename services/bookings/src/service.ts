import type { Service, ServiceDependencies } from "@loconomy/kit";
import { createConsumers } from "./consumers.ts";
import { createJobs } from "./jobs.ts";
import { createRouters } from "./router.ts";

export const createBookings = (deps: ServiceDependencies): Service => ({
  ...createRouters(deps),
  consumers: createConsumers(deps),
  ...createJobs(deps),
});
