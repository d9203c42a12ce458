import {
  enqueue,
  system,
  transaction,
  type Clock,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { insertNotifications } from "../store.ts";
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

/** Writes notifications down and puts their sending in the queue, once for an event, a person and a template. */
export const notify = async (
  tx: Tx,
  clock: Clock,
  site: Site,
  messages: readonly Message[],
): Promise<void> => {
  const written = messages.map((message) => ({
    ...message,
    toAddress: message.facts.recipient.email,
    subject: subjectOf(message.template, message.facts, site),
    messageHost: site.from.email.split("@").at(-1)!,
    createdAt: clock.now(),
  }));
  for (const id of await insertNotifications(tx, written)) await enqueue(tx, SEND, { id });
};

interface Letter<T extends TemplateName> {
  eventId: string;
  userId: string;
  template: T;
  /** What it tells, beside whom. */
  facts: Omit<FactsOf<T>, "recipient">;
}

/** Notifies one person of what belongs to no booking. An account that is gone is told nothing. */
export const notifyPerson = async <T extends TemplateName>(
  { db, clients, clock }: ServiceDependencies,
  site: Site,
  { eventId, userId, template, facts }: Letter<T>,
): Promise<void> => {
  const [contact] = await clients.users.getContacts({ userIds: [userId] });
  if (!contact) return;
  const recipient = { name: contact.displayName, email: contact.email };
  await transaction(db, system("notifications"), (tx) =>
    notify(tx, clock, site, [
      {
        eventId,
        recipientId: userId,
        bookingId: null,
        template,
        facts: { ...facts, recipient } as FactsOf<T>,
      },
    ]),
  );
};
