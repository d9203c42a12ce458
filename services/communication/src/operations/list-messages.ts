import type { ConversationMessages } from "@loconomy/contracts";
import {
  actingAs,
  decodeCursor,
  toPage,
  type RequestContext,
  type ServiceDependencies,
} from "@loconomy/kit";
import { z } from "zod";
import { requireSide } from "../side.ts";
import { pageOfMessages, toMessage } from "../store.ts";

const Cursor = z.uuid();

interface Input {
  id: string;
  cursor?: string | undefined;
  limit: number;
}

/**
 * What the two sides of a booking have written, newest first, and whether the asking one can write.
 * @throws unauthenticated; not_found to everybody who is not a side of the booking.
 */
export const listMessages = async (
  deps: ServiceDependencies,
  context: RequestContext,
  { id, cursor, limit }: Input,
): Promise<ConversationMessages> => {
  const before = decodeCursor(Cursor, cursor);
  const { user, as, booking, writing, until } = await requireSide(deps, context, id);
  const rows = await pageOfMessages(actingAs(deps.db, user), { conversationId: id, before, limit });
  return {
    ...toPage(rows, limit, (row) => row.id, toMessage),
    as,
    withName: as === "customer" ? booking.providerName : booking.customerName,
    writing,
    writeUntil: until?.toISOString() ?? null,
  };
};
