import type { Pool } from "pg";

export interface MailAddress {
  email: string;
  name?: string | undefined;
}

/** `content` is base64. */
export interface Attachment {
  filename: string;
  type: string;
  content: string;
}

export interface NewMessage {
  /** The same for the same mail, however often it is sent. */
  messageId: string;
  recipient: string;
  from: MailAddress;
  to: MailAddress[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  attachments: Attachment[];
}

/** A message in somebody's mailbox; `createdAt` in RFC 3339 UTC. */
export interface Message extends NewMessage {
  id: string;
  createdAt: string;
}

/** Stores messages in one statement; one that its recipient already has is left as it is. */
export async function storeMessages(pool: Pool, messages: NewMessage[]): Promise<void> {
  await pool.query({
    name: "sandbox_store_messages",
    text: `insert into sandbox.messages
       (message_id, recipient, sender, addressed_to, subject, html, text, headers, attachments)
     select x."messageId", x.recipient, x."from", x."to", x.subject, x.html, x.text, x.headers,
       x.attachments
     from jsonb_to_recordset($1::jsonb) as x ("messageId" text, recipient text, "from" jsonb,
       "to" jsonb, subject text, html text, text text, headers jsonb, attachments jsonb)
     on conflict (message_id, recipient) do nothing`,
    values: [JSON.stringify(messages)],
  });
}

const columns = `id, message_id as "messageId", recipient, sender as "from", addressed_to as "to",
  subject, html, text, headers, attachments,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`;

/** Newest first, at most 100; `before` is the id of the last message of the page before. */
export async function listMessages(
  pool: Pool,
  { to, before }: { to?: string | undefined; before?: string | undefined },
): Promise<Message[]> {
  const { rows } = await pool.query<Message>(
    `select ${columns} from sandbox.messages
     where ($1::text is null or recipient = $1) and ($2::uuid is null or id < $2)
     order by id desc limit 100`,
    [to?.trim().toLowerCase() || null, before && isUuid(before) ? before : null],
  );
  return rows;
}

export async function findMessage(pool: Pool, id: string): Promise<Message | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await pool.query<Message>(
    `select ${columns} from sandbox.messages where id = $1`,
    [id],
  );
  return rows[0];
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
