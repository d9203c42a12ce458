import { serviceContracts } from "@loconomy/contracts";
import { requireSystem, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { listBookingMessages } from "./operations/list-booking-messages.ts";
import { listConversations } from "./operations/list-conversations.ts";
import { listMessages } from "./operations/list-messages.ts";
import { markRead } from "./operations/mark-read.ts";
import { sendMessage } from "./operations/send-message.ts";

const os = implement(serviceContracts.communication).$context<RequestContext>();

export const createRouter = (deps: ServiceDependencies) => ({
  listConversations: os.listConversations.handler(({ context, input }) =>
    listConversations(deps, context, input),
  ),
  beginConversation: os.beginConversation.handler(({ context, input: { bookingId, text } }) =>
    sendMessage(deps, context, { id: bookingId, text }),
  ),
  listMessages: os.listMessages.handler(({ context, input }) => listMessages(deps, context, input)),
  sendMessage: os.sendMessage.handler(({ context, input }) => sendMessage(deps, context, input)),
  markRead: os.markRead.handler(({ context, input }) => markRead(deps, context, input)),
});

/** The public procedures, and what other services may ask. */
export const createInternalRouter = (deps: ServiceDependencies) => ({
  ...createRouter(deps),
  listBookingMessages: os.listBookingMessages.handler(({ context, input }) => {
    requireSystem(context.actor);
    return listBookingMessages(deps, input.bookingId);
  }),
});
