import type { Message, Writing } from "@loconomy/contracts";
import {
  problem,
  publish,
  transaction,
  type RequestContext,
  type ServiceDependencies,
} from "@loconomy/kit";
import { requireSide } from "../side.ts";
import { insertMessage, touchConversation } from "../store.ts";
import { WRITE_DAYS } from "../writing.ts";

/**
 * One side of a booking writes to the other.
 * @throws unauthenticated, email_not_verified, conversation_closed (never paid, or over for 30 days), not_found to everybody who
 * is not a side of the booking.
 */
export const sendMessage = async (
  deps: ServiceDependencies,
  context: RequestContext,
  { id, text }: { id: string; text: string },
): Promise<Message> => {
  const { db, clock } = deps;
  const { user, as, otherId, booking, writing } = await requireSide(deps, context, id);
  if (writing !== "open") throw refusal(writing);

  const now = clock.now();
  return transaction(db, user, async (tx) => {
    touchConversation(tx, booking, now);
    const written = await insertMessage(tx, {
      conversationId: id,
      senderId: user.userId,
      recipientId: otherId,
      text,
      createdAt: now,
    });
    await publish(tx, clock, "message.sent", id, {
      messageId: written.id,
      bookingId: id,
      sender: as,
      text,
      startsUnread: written.startsUnread,
    });
    return {
      id: written.id,
      conversationId: id,
      sender: as,
      text,
      createdAt: now.toISOString(),
      readAt: null,
    };
  });
};

const refusal = (writing: Exclude<Writing, "open">) =>
  writing === "unverified"
    ? problem("email_not_verified", "Confirm your e-mail address before you write messages.")
    : problem("conversation_closed", REASONS[writing]);

const REASONS = {
  unpaid: "You can write to each other once the booking is paid.",
  over: `The ${WRITE_DAYS} days to write about this booking are over.`,
};
