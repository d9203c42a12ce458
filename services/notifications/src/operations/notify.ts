import { enqueue, type Clock, type Tx } from "@loconomy/kit";
import { insertNotification } from "../store.ts";
import { subjectOf, type FactsOf, type TemplateName } from "../templates/index.ts";
import type { Site } from "../templates/letter.ts";
import { SEND } from "./send-notification.ts";

export interface Message<T extends TemplateName = TemplateName> {
  eventId: string;
  recipientId: string;
  bookingId: string | null;
  template: T;
  facts: FactsOf<T>;
}

/** Writes a notification down and puts its sending in the queue, once for an event, a person and a template. */
export const notify = async <T extends TemplateName>(
  tx: Tx,
  clock: Clock,
  site: Site,
  message: Message<T>,
): Promise<void> => {
  const { template, facts } = message;
  const id = await insertNotification(tx, {
    ...message,
    toAddress: facts.recipient.email,
    subject: subjectOf(template, facts, site),
    messageHost: site.from.email.split("@").at(-1)!,
    createdAt: clock.now(),
  });
  if (id) await enqueue(tx, SEND, { id });
};
