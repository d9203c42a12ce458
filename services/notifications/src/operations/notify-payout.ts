import type { DomainEvent } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notify } from "./notify.ts";

/** Tells a provider that a payout came back from their bank. An account that is gone is told nothing. */
export const notifyPayout = async (
  { db, clients, clock }: ServiceDependencies,
  site: Site,
  { id: eventId, data }: DomainEvent<"payout.failed">,
): Promise<void> => {
  const { userId, amount, reason } = data;
  const [contact] = await clients.users.getContacts({ userIds: [userId] });
  if (!contact) return;
  await transaction(db, system("notifications"), (tx) =>
    notify(tx, clock, site, {
      eventId,
      recipientId: userId,
      bookingId: null,
      template: "payout-failed",
      facts: {
        recipient: { name: contact.displayName, email: contact.email },
        payout: { amount, reason },
      },
    }),
  );
};
