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

/** The new row's id, or undefined when this event has been told to this person already. */
export const insertNotification = async (
  tx: Tx,
  n: NewNotification,
): Promise<string | undefined> => {
  const [row] = await tx.query<{ id: string }>(
    `insert into notifications.notifications (id, event_id, recipient_id, booking_id, template, facts, to_address, subject, message_id, created_at)
     select id, $1, $2, $3, $4, $5, $6, $7, '<' || id || '@' || $8 || '>', $9 from uuidv7() as id
     on conflict (event_id, recipient_id, template) do nothing returning id`,
    [
      n.eventId,
      n.recipientId,
      n.bookingId,
      n.template,
      JSON.stringify(n.facts),
      n.toAddress,
      n.subject,
      n.messageHost,
      n.createdAt,
    ],
  );
  return row?.id;
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

/** Takes the row for one attempt, or undefined when it is sent, gone, or in another worker's hands. */
export const claim = async (
  tx: Queryable,
  id: string,
  now: Date,
  until: Date,
): Promise<Claim | undefined> => {
  const [row] = await tx.query<Claim>(
    `update notifications.notifications set attempts = attempts + 1, leased_until = $3
      where id = $1 and status <> 'sent' and (leased_until is null or leased_until <= $2)
      returning template, facts, message_id as "messageId", to_address as "toAddress"`,
    [id, now, until],
  );
  return row;
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
export const markSent = async (tx: Queryable, id: string, now: Date): Promise<void> => {
  await tx.query(
    `update notifications.notifications set status = 'sent', sent_at = $2, error = null, leased_until = null, facts = null where id = $1 and status <> 'sent'`,
    [id, now],
  );
};

export const markFailed = async (tx: Queryable, id: string, error: string): Promise<void> => {
  await tx.query(
    `update notifications.notifications set status = 'failed', error = left($2, 1000), leased_until = null where id = $1 and status <> 'sent'`,
    [id, error],
  );
};
