import type { Queryable, Tx } from "@loconomy/kit";
import type { FactsOf, TemplateName } from "./templates/index.ts";

export interface NewNotification<T extends TemplateName = TemplateName> {
  eventId: string;
  recipientId: string;
  bookingId: string | null;
  template: T;
  facts: FactsOf<T>;
  toAddress: string;
  subject: string;
  /** Host of the sender's address, for the Message-ID. */
  messageHost: string;
  createdAt: Date;
}

/** The new rows' ids; what this event has told to a person already is left out. */
export const insertNotifications = async (
  tx: Tx,
  notifications: readonly NewNotification[],
): Promise<string[]> => {
  const rows = await tx.query<{ id: string }>(
    `insert into notifications.notifications (id, event_id, recipient_id, booking_id, template, facts, to_address, subject, message_id, created_at)
     select id, "eventId", "recipientId", "bookingId", template, facts, "toAddress", subject, '<' || id || '@' || "messageHost" || '>', "createdAt"
       from (select uuidv7() as id, n.* from json_to_recordset($1::json)
                as n ("eventId" uuid, "recipientId" uuid, "bookingId" uuid, template text, facts jsonb, "toAddress" text, subject text,
                      "messageHost" text, "createdAt" timestamptz)) as n
     on conflict (event_id, recipient_id, template) do nothing returning id`,
    [JSON.stringify(notifications)],
  );
  return rows.map(({ id }) => id);
};

/** How many notifications of a kind a person was written since then. Who counts for the same person waits until the commit. */
export const countSince = async (
  tx: Tx,
  recipientId: string,
  template: TemplateName,
  since: Date,
): Promise<number> => {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('notifications:' || $1, 0))", [
    recipientId,
  ]);
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from notifications.notifications
      where recipient_id = $1 and template = $2 and created_at > $3`,
    [recipientId, template, since],
  );
  return row!.n;
};

/** Who was sent a calendar file for the booking, or is about to be. */
export const invitedTo = async (tx: Tx, bookingId: string): Promise<Set<string>> => {
  const rows = await tx.query<{ recipientId: string }>(
    `select recipient_id as "recipientId" from notifications.notifications
      where booking_id = $1 and template in ('booking-confirmed-customer', 'booking-confirmed-provider')`,
    [bookingId],
  );
  return new Set(rows.map((row) => row.recipientId));
};

export interface Claim {
  template: TemplateName;
  facts: FactsOf<TemplateName>;
  messageId: string;
  toAddress: string;
}

/** Takes rows for one attempt each; undefined for those that are sent, gone, or in another worker's hands. */
export const claim = async (
  tx: Queryable,
  ids: readonly string[],
  now: Date,
  until: Date,
): Promise<Array<Claim | undefined>> => {
  const rows = await tx.query<Claim & { id: string }>(
    `update notifications.notifications set attempts = attempts + 1, leased_until = $3
      where id = any($1::uuid[]) and status <> 'sent' and (leased_until is null or leased_until <= $2)
      returning id, template, facts, message_id as "messageId", to_address as "toAddress"`,
    [ids, now, until],
  );
  const claims = new Map(rows.map(({ id, ...row }) => [id, row]));
  // Whoever asks twice at once gets it once.
  return ids.map((id, n) => (ids.indexOf(id) === n ? claims.get(id) : undefined));
};

/** Until when another worker holds an unsent row; undefined when nothing is left to do. */
export const leasedUntil = async (tx: Tx, id: string): Promise<Date | undefined> => {
  const [row] = await tx.query<{ until: Date }>(
    `select leased_until as until from notifications.notifications where id = $1 and status <> 'sent' and leased_until is not null`,
    [id],
  );
  return row?.until;
};

/** Sent is final; the facts have done their work and may hold a sign-in link. */
export const markSent = async (tx: Queryable, ids: readonly string[], now: Date): Promise<void> => {
  await tx.query(
    `update notifications.notifications set status = 'sent', sent_at = $2, error = null, leased_until = null, facts = null where id = any($1::uuid[]) and status <> 'sent'`,
    [ids, now],
  );
};

export const markFailed = async (tx: Queryable, id: string, error: string): Promise<void> => {
  await tx.query(
    `update notifications.notifications set status = 'failed', error = left($2, 1000), leased_until = null where id = $1 and status <> 'sent'`,
    [id, error],
  );
};
