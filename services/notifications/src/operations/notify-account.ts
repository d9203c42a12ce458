import type { DomainEvent } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { countSince } from "../store.ts";
import { notify } from "./notify.ts";

type AccountEvent = DomainEvent<"user.verification_requested" | "user.password_reset_requested">;

/** So many of one kind go to one person in an hour: anybody may ask for them, in the name of anybody. */
const PER_HOUR_MAX = 5;
const HOUR_MS = 3_600_000;

/**
 * A link to confirm an address or to choose a password, to the address that the event names. It leaves out the name, because who
 * signed up may not be whose address it is. What is too much is not sent: the links that went out before still work.
 */
export const notifyAccount = (
  { db, clock }: ServiceDependencies,
  site: Site,
  template: "verify-email" | "reset-password",
  { id: eventId, data }: AccountEvent,
): Promise<void> =>
  transaction(db, system("notifications"), async (tx) => {
    const since = new Date(clock.now().getTime() - HOUR_MS);
    if ((await countSince(tx, data.userId, template, since)) >= PER_HOUR_MAX) return;
    await notify(tx, clock, site, [
      {
        eventId,
        recipientId: data.userId,
        bookingId: null,
        template,
        facts: { recipient: { name: data.email, email: data.email }, url: data.url },
      },
    ]);
  });
