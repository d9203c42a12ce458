import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import type { Bookings } from "./context.ts";
import { joinWaitlist } from "./operations/join-waitlist.ts";
import { leaveWaitlist, listProviderWaitlist, listWaitlist } from "./operations/waitlist.ts";

const os = implement(serviceContracts.bookings).$context<RequestContext>();

/** The procedures of waiting for a time. */
export const createWaitlistRouter = (deps: Bookings) => ({
  joinWaitlist: os.joinWaitlist.handler(({ context, input }) =>
    joinWaitlist(deps, context.actor, input),
  ),
  listWaitlist: os.listWaitlist.handler(({ context }) => listWaitlist(deps, context.actor)),
  leaveWaitlist: os.leaveWaitlist.handler(({ context, input }) =>
    leaveWaitlist(deps, context.actor, input),
  ),
  listProviderWaitlist: os.listProviderWaitlist.handler(({ context, input }) =>
    listProviderWaitlist(deps, context.actor, input),
  ),
});
