import type { DomainEvent } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notify } from "./notify.ts";

/** Tells a provider that a calendar of theirs cannot be read. An account that is gone is told nothing. */
export const notifyCalendar = async (
  { db, clients, clock }: ServiceDependencies,
  site: Site,
  { id: eventId, data }: DomainEvent<"calendar.stale">,
): Promise<void> => {
  const { userId, name, host, problem, failingSince, timeZone } = data;
  const [contact] = await clients.users.getContacts({ userIds: [userId] });
  if (!contact) return;
  await transaction(db, system("notifications"), (tx) =>
    notify(tx, clock, site, {
      eventId,
      recipientId: userId,
      bookingId: null,
      template: "calendar-stale",
      facts: {
        recipient: { name: contact.displayName, email: contact.email },
        calendar: { name, host, problem, failingSince, timeZone },
      },
    }),
  );
};
