import type { DomainEvent } from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notifyPerson } from "./notify.ts";

/** Tells a provider that a payout came back from their bank. */
export const notifyPayout = (
  deps: ServiceDependencies,
  site: Site,
  { id: eventId, data: { userId, amount, reason } }: DomainEvent<"payout.failed">,
): Promise<void> =>
  notifyPerson(deps, site, {
    eventId,
    userId,
    template: "payout-failed",
    facts: { payout: { amount, reason } },
  });
