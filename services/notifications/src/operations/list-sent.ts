import { queryAs, system, type ServiceDependencies } from "@loconomy/kit";

/** The mails about a booking that were sent, oldest first: who was told what and when. */
export const listSent = async ({ db }: ServiceDependencies, bookingId: string) => {
  const rows = await queryAs<{ recipientId: string; subject: string; sentAt: Date }>(
    db,
    system("notifications"),
    `select recipient_id as "recipientId", subject, sent_at as "sentAt" from notifications.notifications
      where booking_id = $1 and status = 'sent' order by sent_at, id`,
    [bookingId],
  );
  return { items: rows.map(({ sentAt, ...mail }) => ({ ...mail, sentAt: sentAt.toISOString() })) };
};
