import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, page, PageQuery, RequiredText } from "./common.ts";

/** Which side of the booking wrote. */
export const MessageSender = z.enum(["customer", "provider"]);
export type MessageSender = z.infer<typeof MessageSender>;

export const Message = z.object({
  id: Id,
  conversationId: Id,
  sender: MessageSender,
  text: z.string(),
  createdAt: Instant,
  /** When the other side has seen it. */
  readAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

/** What the two sides of a booking have written to each other; a booking has one at most. */
export const Conversation = z.object({
  /** The booking's. */
  id: Id,
  /** On which side of it the asking person is. */
  as: MessageSender,
  /** Who the other side is. */
  withName: z.string(),
  serviceName: z.string(),
  lastMessage: Message,
  /** How many messages of the other side wait to be read. */
  unreadCount: z.int(),
});
export type Conversation = z.infer<typeof Conversation>;

/**
 * Whether the asking person can write: `unverified` until the e-mail address is confirmed, `unpaid` while the booking is not paid
 * or when it never was, `over` when 30 days have passed since it ended.
 */
export const Writing = z.enum(["open", "unverified", "unpaid", "over"]);
export type Writing = z.infer<typeof Writing>;

const MessageText = RequiredText(2000);

const ConversationMessages = page(Message).extend({
  as: MessageSender,
  withName: z.string(),
  writing: Writing,
  /** Last moment to write; null for a booking that was never paid. */
  writeUntil: Instant.nullable(),
});
export type ConversationMessages = z.infer<typeof ConversationMessages>;

export const communicationContract = {
  listConversations: oc
    .route({
      method: "GET",
      path: "/conversations",
      tags: ["messages"],
      summary: "One's conversations, the one with the newest message first",
    })
    .input(PageQuery)
    .output(page(Conversation)),
  beginConversation: oc
    .route({
      method: "POST",
      path: "/conversations",
      successStatus: 201,
      tags: ["messages"],
      summary: "Write to the other side of a booking",
      description:
        "The conversation has the booking's id; when there is one already, this is one more message in it.",
    })
    .input(z.object({ bookingId: Id, text: MessageText }))
    .output(Message),
  listMessages: oc
    .route({
      method: "GET",
      path: "/conversations/{id}/messages",
      tags: ["messages"],
      summary: "Messages about a booking, newest first, and whether one can write",
    })
    .input(PageQuery.extend({ id: Id }))
    .output(ConversationMessages),
  sendMessage: oc
    .route({
      method: "POST",
      path: "/conversations/{id}/messages",
      successStatus: 201,
      tags: ["messages"],
      summary: "Write to the other side of a booking",
    })
    .input(z.object({ id: Id, text: MessageText }))
    .output(Message),
  markRead: oc
    .route({
      method: "POST",
      path: "/conversations/{id}/read",
      tags: ["messages"],
      summary: "Messages up to one were seen",
    })
    .input(z.object({ id: Id, upTo: Id }))
    .output(z.object({ unreadCount: z.int() })),
};

export const communicationInternal = {
  /** What the sides of a booking wrote to each other, oldest first; the last 500 messages when there are more. */
  listBookingMessages: oc
    .input(z.object({ bookingId: Id }))
    .output(z.object({ items: z.array(Message) })),
};
