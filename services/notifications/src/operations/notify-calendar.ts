import type { DomainEvent } from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";
import type { Site } from "../templates/letter.ts";
import { notifyPerson } from "./notify.ts";

/** Tells a provider that a calendar of theirs cannot be read. */
export const notifyCalendar = (
  deps: ServiceDependencies,
  site: Site,
  { id: eventId, data }: DomainEvent<"calendar.stale">,
): Promise<void> => {
  const { userId, name, host, problem, failingSince, timeZone } = data;
  return notifyPerson(deps, site, {
    eventId,
    userId,
    template: "calendar-stale",
    facts: { calendar: { name, host, problem, failingSince, timeZone } },
  });
};
