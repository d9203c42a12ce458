import type { DomainEvent } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notify } from "./notify.ts";

type AccountEvent = DomainEvent<"user.verification_requested" | "user.password_reset_requested">;

/** A link to confirm an address or to choose a password, to the address that the event names. */
export const notifyAccount = (
  { db, clock }: ServiceDependencies,
  site: Site,
  template: "verify-email" | "reset-password",
  { id: eventId, data }: AccountEvent,
): Promise<void> =>
  transaction(db, system("notifications"), (tx) =>
    notify(tx, clock, site, [
      {
        eventId,
        recipientId: data.userId,
        bookingId: null,
        template,
        facts: { recipient: { name: data.displayName, email: data.email }, url: data.url },
      },
    ]),
  );
