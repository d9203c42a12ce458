import { queryAs, system } from "@loconomy/kit";
import type { ChargebackRow } from "./chargeback-store.ts";
import type { Payments } from "./context.ts";
import { evidenceOf, type Evidence } from "./evidence.ts";

interface PaymentFacts {
  customerId: string;
  refundedAmount: number;
  cardBrand: string | null;
  cardLast4: string | null;
}

/**
 * The evidence for a chargeback as it would be sent now, from what other services keep of the booking.
 * @param words what the operator adds.
 * @throws service_unavailable when one of them does not answer: then nothing is said that would be missed later.
 */
export const gatherEvidence = async (
  { db, clients }: Payments,
  { paymentId, tipId, bookingId, amount, currency, explanation, openedAt }: ChargebackRow,
  words: string | null,
): Promise<Evidence> => {
  const [payment] = await queryAs<PaymentFacts>(
    db,
    system("payments"),
    `select customer_id as "customerId", refunded_amount as "refundedAmount", card_brand as "cardBrand", card_last4 as "cardLast4"
       from payments.payments where id = $1`,
    [paymentId],
  );
  const { customerId, refundedAmount, cardBrand: brand, cardLast4: last4 } = payment!;
  const [booking, timeline, contacts, mails, messages] = await Promise.all([
    clients.bookings.getRecord({ id: bookingId }),
    clients.bookings.getRecordTimeline({ id: bookingId }),
    clients.users.getContacts({ userIds: [customerId] }),
    clients.notifications.listSent({ bookingId }),
    clients.communication.listBookingMessages({ bookingId }),
  ]);
  if (!booking) return {};
  const [customer] = contacts;
  return evidenceOf({
    booking,
    timeline: timeline.items,
    customer: customer ? { name: customer.displayName, email: customer.email } : null,
    // What the provider was told of the chargeback itself shows nothing.
    mails: mails.items
      .filter(
        ({ recipientId, sentAt }) => recipientId === customerId || new Date(sentAt) < openedAt,
      )
      .map(({ recipientId, subject, sentAt }) => ({
        to: recipientId === customerId ? "customer" : "provider",
        subject,
        sentAt,
      })),
    messages: messages.items,
    charged: { amount, currency },
    isOfTip: tipId !== null,
    refunded: { amount: refundedAmount, currency },
    card: brand && last4 ? { brand, last4 } : null,
    explanation,
    words,
  });
};
