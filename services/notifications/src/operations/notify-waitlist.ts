import type { DomainEvent } from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notifyPerson } from "./notify.ts";

/** Tells somebody that a time they wait for is kept for them. When it is over by now, nothing is said. */
export const notifyWaitlist = async (
  deps: ServiceDependencies,
  site: Site,
  { id: eventId, data }: DomainEvent<"waitlist.offered">,
): Promise<void> => {
  if (Date.parse(data.expiresAt) <= deps.clock.now().getTime()) return;
  await notifyPerson(deps, site, {
    eventId,
    userId: data.userId,
    template: "waitlist-offered",
    facts: { offer: data },
  });
};
