import {
  actingAs,
  decodeCursor,
  requireUser,
  toPage,
  type RequestContext,
  type ServiceDependencies,
} from "@loconomy/kit";
import { z } from "zod";
import { pageOfUser, toConversation } from "../store.ts";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

interface Input {
  cursor?: string | undefined;
  limit: number;
}

/**
 * The conversations that the asking person is a side of, the one with the newest message first.
 * @throws unauthenticated.
 */
export const listConversations = async (
  { db }: ServiceDependencies,
  { actor }: RequestContext,
  { cursor, limit }: Input,
) => {
  const user = requireUser(actor);
  const keys = decodeCursor(Cursor, cursor);
  const after = keys && { lastMessageAt: keys[0], id: keys[1] };
  const rows = await pageOfUser(actingAs(db, user), { userId: user.userId, after, limit });
  return toPage(rows, limit, (row) => [row.lastMessageAt.toISOString(), row.id], toConversation);
};
