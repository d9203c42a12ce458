import type { BookingRecord, Conversation, Message, MessageSender } from "@loconomy/contracts";
import type { Queryable, Tx } from "@loconomy/kit";

export interface MessageRow {
  id: string;
  conversationId: string;
  sender: MessageSender;
  text: string;
  createdAt: Date;
  readAt: Date | null;
}

const MESSAGE = `m.id, m.conversation_id as "conversationId",
  case when m.sender_id = c.customer_id then 'customer' else 'provider' end as sender,
  m.content as text, m.created_at as "createdAt", m.read_at as "readAt"`;

/** The contract's shape. */
export const toMessage = ({ createdAt, readAt, ...row }: MessageRow): Message => ({
  ...row,
  createdAt: createdAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});

/**
 * Makes the booking's conversation when it has none. Its row stays locked until the commit: messages of one conversation are
 * written one after the other, so that their ids are in the order in which they are seen.
 */
export const touchConversation = (
  tx: Tx,
  { id, customerId, providerUserId, customerName, providerName, serviceName }: BookingRecord,
  now: Date,
): void =>
  tx.write(
    `insert into communication.conversations as c (id, customer_id, provider_user_id, customer_name, provider_name, service_name, last_message_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set last_message_at = greatest(c.last_message_at, excluded.last_message_at)`,
    [id, customerId, providerUserId, customerName, providerName, serviceName, now],
  );

export interface NewMessage {
  conversationId: string;
  senderId: string;
  recipientId: string;
  text: string;
  createdAt: Date;
}

/** The new message's id, and whether its recipient had read all that came before. */
export const insertMessage = async (
  tx: Tx,
  { conversationId, senderId, recipientId, text, createdAt }: NewMessage,
): Promise<{ id: string; startsUnread: boolean }> => {
  const [row] = await tx.query<{ id: string; startsUnread: boolean }>(
    `insert into communication.messages (conversation_id, sender_id, recipient_id, content, created_at)
     values ($1, $2, $3, $4, $5)
     returning id, not exists (select from communication.messages m
       where m.recipient_id = $3 and m.conversation_id = $1 and m.read_at is null) as "startsUnread"`,
    [conversationId, senderId, recipientId, text, createdAt],
  );
  return row!;
};

export interface PageOfMessages {
  conversationId: string;
  before: string | undefined;
  limit: number;
}

/** Newest first; one row more than the limit when there are more. */
export const pageOfMessages = (
  on: Queryable,
  { conversationId, before, limit }: PageOfMessages,
): Promise<MessageRow[]> =>
  on.query<MessageRow>(
    `select ${MESSAGE} from communication.messages m join communication.conversations c on c.id = m.conversation_id
      where m.conversation_id = $1 and ($2::uuid is null or m.id < $2)
      order by m.id desc limit $3`,
    [conversationId, before ?? null, limit + 1],
  );

/** Marks as read what a person was sent up to a message; returns how much is still unread. */
export const markReadUpTo = async (
  on: Queryable,
  {
    conversationId,
    userId,
    upTo,
    now,
  }: { conversationId: string; userId: string; upTo: string; now: Date },
): Promise<number> => {
  const [row] = await on.query<{ unread: number }>(
    `with seen as (
       update communication.messages set read_at = $4
        where recipient_id = $2 and conversation_id = $1 and read_at is null and id <= $3 returning id)
     select count(*) as unread from communication.messages
      where recipient_id = $2 and conversation_id = $1 and read_at is null and id not in (select id from seen)`,
    [conversationId, userId, upTo, now],
  );
  return row!.unread;
};

export interface ConversationRow {
  id: string;
  as: MessageSender;
  withName: string;
  serviceName: string;
  lastMessageAt: Date;
  unreadCount: number;
  last: {
    id: string;
    sender: MessageSender;
    text: string;
    createdAt: string;
    readAt: string | null;
  };
}

/** The contract's shape. */
export const toConversation = ({
  last,
  lastMessageAt: _sorted,
  ...row
}: ConversationRow): Conversation => ({
  ...row,
  lastMessage: toMessage({
    ...last,
    conversationId: row.id,
    createdAt: new Date(last.createdAt),
    readAt: last.readAt === null ? null : new Date(last.readAt),
  }),
});

export interface PageOfUser {
  userId: string;
  after: { lastMessageAt: string; id: string } | undefined;
  limit: number;
}

/** A person's conversations, the latest first; one row more than the limit when there are more. */
export const pageOfUser = (
  on: Queryable,
  { userId, after, limit }: PageOfUser,
): Promise<ConversationRow[]> =>
  on.query<ConversationRow>(
    `select c.id, case when c.customer_id = $1 then 'customer' else 'provider' end as as,
        case when c.customer_id = $1 then c.provider_name else c.customer_name end as "withName",
        c.service_name as "serviceName", c.last_message_at as "lastMessageAt",
        (select count(*) from communication.messages u
          where u.recipient_id = $1 and u.conversation_id = c.id and u.read_at is null) as "unreadCount",
        to_json(last) as last
       from communication.conversations c
       cross join lateral (
         select ${MESSAGE} from communication.messages m where m.conversation_id = c.id order by m.id desc limit 1) last
      where $1 in (c.customer_id, c.provider_user_id)
        and ($2::timestamptz is null or (c.last_message_at, c.id) < ($2::timestamptz, $3::uuid))
      order by c.last_message_at desc, c.id desc limit $4`,
    [userId, after?.lastMessageAt ?? null, after?.id ?? null, limit + 1],
  );
