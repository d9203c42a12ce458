import type { Actor, OutsideBookings, ScheduleRules, Slot } from "@loconomy/contracts";
import { problem, requireUser, transaction, type ServiceDependencies } from "@loconomy/kit";
import { findComing } from "../booking-store.ts";
import { findOpenTimes } from "../open-times.ts";
import { outsideHours } from "../outside-hours.ts";
import { requireOwner } from "../policy.ts";
import { findSchedule } from "../schedule-store.ts";
import { groupOf, offeringOf, rulesFor } from "../service-rules.ts";
import { bookableRange } from "../slots.ts";
import { toOutside, toSlots } from "../view.ts";
import { dayOf, startOfDay } from "../wall-clock.ts";
import { requireSensibleHours } from "./schedule.ts";

const DAYS = 7;

interface Input extends ScheduleRules {
  id: string;
  /** The first of seven days, in the zone of the rules. */
  from: string;
  serviceId?: string;
}

interface Preview {
  slots: Slot[];
  bookableUntil: string;
  outside: OutsideBookings;
}

/** What customers would see with these hours, and the bookings that would lie outside of them. Saves nothing. */
export const previewSchedule = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, from, serviceId, ...rules }: Input,
): Promise<Preview> => {
  await requireOwner(deps, actor, id);
  const now = deps.clock.now().getTime();
  requireSensibleHours(rules, await findSchedule(deps.db, id), new Date(now));
  const range = {
    from: startOfDay(rules.timeZone, from),
    to: startOfDay(rules.timeZone, from, DAYS),
  };
  const { userId } = requireUser(actor);
  const [slots, coming] = await Promise.all([
    serviceId ? openTimes(deps, { id, serviceId, rules, now, ...range }) : [],
    transaction(deps.db, actor, (tx) => findComing(tx, userId, id, new Date(now))),
  ]);
  const { latest } = bookableRange(rulesFor(rules, { isInstant: true }), now, Infinity, now);
  return {
    slots,
    bookableUntil: dayOf(rules.timeZone, latest),
    outside: toOutside(outsideHours(rules, coming)),
  };
};

interface Question {
  id: string;
  serviceId: string;
  rules: ScheduleRules;
  /** Epoch milliseconds. */
  from: number;
  to: number;
  now: number;
}

const openTimes = async (
  { db, clients }: ServiceDependencies,
  { id, serviceId, rules: given, from, to, now }: Question,
): Promise<Slot[]> => {
  const bookable = await clients.providers.getBookable({ serviceId });
  if (bookable?.provider.id !== id)
    throw problem("not_found", "This provider has no such service.");
  return toSlots(
    await findOpenTimes(db, {
      rules: {
        ...rulesFor(given, bookable.service),
        providerId: id,
        base: bookable.provider.position,
        isMobile: bookable.service.location === "customer",
      },
      durationMinutes: offeringOf(bookable.service, undefined).durationMinutes,
      group: groupOf(serviceId, bookable.service.capacity),
      from,
      to,
      now,
    }),
    given.timeZone,
  );
};
