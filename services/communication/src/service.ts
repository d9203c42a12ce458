import type { Service, ServiceDependencies } from "@loconomy/kit";
import { createInternalRouter, createRouter } from "./router.ts";

/** What the two sides of a booking write to each other. */
export const createCommunication = (deps: ServiceDependencies): Service => ({
  router: createRouter(deps),
  internalRouter: createInternalRouter(deps),
  consumers: [],
  jobs: {},
  recurring: [],
});
