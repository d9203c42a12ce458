import type { Message } from "@loconomy/contracts";
import { actingAs, system, type ServiceDependencies } from "@loconomy/kit";
import { pageOfMessages, toMessage } from "../store.ts";

/** Of more than these the last are told. */
const MESSAGES_MAX = 500;

/** For our own services: what the sides of a booking wrote to each other, oldest first. */
export const listBookingMessages = async (
  { db }: ServiceDependencies,
  bookingId: string,
): Promise<{ items: Message[] }> => {
  const page = { conversationId: bookingId, before: undefined, limit: MESSAGES_MAX };
  const rows = await pageOfMessages(actingAs(db, system("communication")), page);
  return { items: rows.slice(0, MESSAGES_MAX).toReversed().map(toMessage) };
};
