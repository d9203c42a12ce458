import {
  HORIZON_DAYS_MAX,
  type Actor,
  type WaitlistEntry,
  type WaitlistWish,
} from "@loconomy/contracts";
import {
  problem,
  requirePermission,
  system,
  transaction,
  type ServiceDependencies,
} from "@loconomy/kit";
import { findBookable } from "../bookable.ts";
import { rulesOf } from "../new-hold.ts";
import { findOpenTimes } from "../open-times.ts";
import { findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { groupOf, offeringOf } from "../service-rules.ts";
import { countLive, insertEntry } from "../waitlist-store.ts";
import { wishedRange, wishedTimes } from "../waitlist.ts";
import { toSlots, toWaitlistEntry } from "../view.ts";
import { serveSoon } from "./serve-waitlist.ts";

const DAY_MS = 86_400_000;
const WISHES_MAX = 20;
const SHOWN_MAX = 5;

/**
 * Waits for a time of a day that is full.
 * @throws not_found, not_bookable_yet, invalid_request when the times make no sense, unprocessable for a day that is over or too far, for one's own
 * service and beyond twenty wishes, conflict with the open times when there are some, already_exists.
 */
export const joinWaitlist = async (
  { db, clients, clock }: ServiceDependencies,
  actor: Actor,
  wish: WaitlistWish,
): Promise<WaitlistEntry> => {
  const { userId } = requirePermission(actor, "create:booking");
  const bookable = await findBookable(clients, wish.serviceId);
  const { provider, service } = bookable;
  const offering = offeringOf(service, wish.variantId);
  if (bookable.userId === userId)
    throw problem("unprocessable", "You cannot wait for your own service.");
  const schedule = await findSchedule(db, provider.id);
  if (!schedule) throw problem("unprocessable", "This provider has no opening hours yet.");

  const now = clock.now();
  const { times, range } = readWish(wish, schedule, now);
  const open = await findOpenTimes(db, {
    rules: rulesOf(bookable, schedule),
    durationMinutes: offering.durationMinutes,
    group: groupOf(service.id, service.capacity),
    from: range.start,
    to: range.end,
    now: now.getTime(),
    limit: SHOWN_MAX,
  });
  if (open.length > 0)
    throw problem("conflict", "There are open times then. Pick one of them, or other hours.", {
      alternatives: toSlots(open, schedule.timeZone),
    });
  const row = await transaction(db, system("bookings"), async (tx) => {
    if ((await countLive(tx, userId)) >= WISHES_MAX)
      throw problem(
        "unprocessable",
        `You wait for ${WISHES_MAX} times already. Give one of them up first.`,
      );
    const inserted = await insertEntry(tx, {
      userId,
      providerId: provider.id,
      providerUserId: bookable.userId,
      serviceId: service.id,
      variantId: offering.variantId,
      providerName: provider.businessName,
      providerSlug: provider.slug,
      serviceName: offering.name,
      day: wish.day,
      ...times,
      timeZone: schedule.timeZone,
      startsAt: new Date(range.start),
      endsAt: new Date(range.end),
      createdAt: now,
    });
    if (!inserted) throw problem("already_exists", "You wait for this already.");
    // What frees between the look above and now has nobody else to tell of it.
    await serveSoon(tx, [provider.id]);
    return inserted;
  });
  return toWaitlistEntry(row, now);
};

/** @throws invalid_request or unprocessable, naming what is wrong with the wish. */
const readWish = (wish: WaitlistWish, { timeZone }: ScheduleRow, now: Date) => {
  const times = wishedTimes(wish);
  const range = times && wishedRange(wish.day, times, timeZone);
  if (!times || !range)
    throw problem("invalid_request", "These hours end before they begin.", {
      errors: [{ path: "to", message: "must be after from" }],
    });
  const refuse = (message: string) =>
    problem("unprocessable", "Nobody can wait for this day.", {
      errors: [{ path: "day", message }],
    });
  if (range.end <= now.getTime()) throw refuse("is over");
  if (range.start > now.getTime() + HORIZON_DAYS_MAX * DAY_MS)
    throw refuse(`must be within ${HORIZON_DAYS_MAX} days`);
  return { times, range };
};
