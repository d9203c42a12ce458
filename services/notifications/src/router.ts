import { serviceContracts } from "@loconomy/contracts";
import { requireSystem, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { listSent } from "./operations/list-sent.ts";

/** What other services may ask. */
export const createInternalRouter = (deps: ServiceDependencies) => {
  const os = implement(serviceContracts.notifications).$context<RequestContext>();
  return {
    listSent: os.listSent.handler(({ context, input }) => {
      requireSystem(context.actor);
      return listSent(deps, input.bookingId);
    }),
  };
};
