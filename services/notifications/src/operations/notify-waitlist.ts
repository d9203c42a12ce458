import type { DomainEvent } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notify } from "./notify.ts";

/** Tells somebody that a time they wait for is kept for them. When it is over by now, or the account is gone, nothing is said. */
export const notifyWaitlist = async (
  { db, clients, clock }: ServiceDependencies,
  site: Site,
  { id: eventId, data }: DomainEvent<"waitlist.offered">,
): Promise<void> => {
  if (Date.parse(data.expiresAt) <= clock.now().getTime()) return;
  const [contact] = await clients.users.getContacts({ userIds: [data.userId] });
  if (!contact) return;
  await transaction(db, system("notifications"), (tx) =>
    notify(tx, clock, site, {
      eventId,
      recipientId: data.userId,
      bookingId: null,
      template: "waitlist-offered",
      facts: { recipient: { name: contact.displayName, email: contact.email }, offer: data },
    }),
  );
};
