import type { EventData } from "@loconomy/contracts";
import { publish, system, transaction, type Clock, type Db } from "@loconomy/kit";

/** A question of the customer, and the provider's next message. Times are RFC 3339. */
interface Answer {
  askedAt: string;
  answeredAt: string;
}

/**
 * What of a booking's messages, in their order, counts as answered: from the first that the customer wrote to what the provider
 * wrote next. A question that nobody answered is none yet: many a "thank you" needs no answer.
 */
export const answersIn = (
  messages: ReadonlyArray<{ sender: "customer" | "provider"; createdAt: string }>,
): Answer[] => {
  const answers: Answer[] = [];
  let askedAt: string | undefined;
  for (const { sender, createdAt } of messages) {
    if (sender === "customer") askedAt ??= createdAt;
    else if (askedAt !== undefined) {
      answers.push({ askedAt, answeredAt: createdAt });
      askedAt = undefined;
    }
  }
  return answers;
};

/** Nothing that comes late, or once more, opens a question that was answered. */
const ASK = `
  insert into bookings.message_answers (booking_id, provider_id, asked_at)
  select id, provider_id, $2 from bookings.bookings
   where id = $1 and not exists (
     select from bookings.message_answers where booking_id = $1 and (answered_at is null or answered_at >= $2))
  on conflict do nothing`;

const ANSWER = `
  update bookings.message_answers set answered_at = $2
   where booking_id = $1 and answered_at is null and asked_at <= $2
  returning provider_id as "providerId"`;

/** Keeps, as messages are sent, how long customers wait for an answer; each answer may change the provider's track record. */
export const noteMessage = (
  { db, clock }: { db: Db; clock: Clock },
  { bookingId, sender }: Pick<EventData<"message.sent">, "bookingId" | "sender">,
  at: string,
): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    if (sender === "customer") return tx.write(ASK, [bookingId, at]);
    const [answered] = await tx.query<{ providerId: string }>(ANSWER, [bookingId, at]);
    if (answered)
      await publish(tx, clock, "provider.record_changed", answered.providerId, answered);
  });
