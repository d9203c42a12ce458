import { actingAs, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { requireSide } from "../side.ts";
import { markReadUpTo } from "../store.ts";

/**
 * The asking side has seen what it was sent up to a message; what came later stays unread.
 * @throws unauthenticated; not_found to everybody who is not a side of the booking.
 */
export const markRead = async (
  deps: ServiceDependencies,
  context: RequestContext,
  { id, upTo }: { id: string; upTo: string },
): Promise<{ unreadCount: number }> => {
  const { user } = await requireSide(deps, context, id);
  const seen = { conversationId: id, userId: user.userId, upTo, now: deps.clock.now() };
  return { unreadCount: await markReadUpTo(actingAs(deps.db, user), seen) };
};
