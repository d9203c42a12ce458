import { HOLD_MINUTES, type Actor, type Hold, type JobPlace, type Slot } from "@loconomy/contracts";
import { problem, transaction, type ServiceDependencies } from "@loconomy/kit";
import { findBookable } from "../bookable.ts";
import { lockCalendar } from "../claim-store.ts";
import { placeSeat, wantedBy } from "../class-holds.ts";
import { isSessionFull } from "../class-store.ts";
import { ownerOf, placeHold, type NewHold, type Refusal, type Refused } from "../hold-store.ts";
import { hasLimits } from "../limits.ts";
import { newHold, rulesOf } from "../new-hold.ts";
import { findAlternatives, isFull, isTooFar } from "../open-times.ts";
import { findPrice } from "../prices.ts";
import { findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { groupOf, offeringOf } from "../service-rules.ts";
import { openSlots } from "../slots.ts";
import { requireInArea } from "../travel.ts";
import { toHold, toSlots } from "../view.ts";

const MINUTE_MS = 60_000;
/** A courtesy to others, not a safeguard: requests that meet at the same moment may go over it. */
const ACTIVE_HOLDS_MAX = 5;

/**
 * Puts a time aside for ten minutes for a person or a browser.
 * @throws slot_taken with other open times when it is gone, slot_unavailable when it was never open,
 * not_bookable_yet when the provider cannot take money, out_of_area when the provider does not come to the place.
 */
export const createHold = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: { serviceId: string; variantId?: string; start: string; place?: JobPlace },
): Promise<Hold> => {
  const owner = ownerOf(actor);
  if (owner.userId === null && owner.guestId === null)
    throw problem("unauthenticated", "Sign in, or allow the cookie that keeps a held time yours.");
  const bookable = await findBookable(deps.clients, input.serviceId);
  const { provider, service } = bookable;
  const offering = offeringOf(service, input.variantId);
  if (owner.userId === bookable.userId)
    throw problem("unprocessable", "You cannot book your own service.");
  const schedule = await findSchedule(deps.db, provider.id);
  if (!schedule)
    throw problem("slot_unavailable", "This provider has no opening hours yet.", {
      alternatives: [],
    });

  const now = deps.clock.now();
  const rules = rulesOf(bookable, schedule);
  const start = Date.parse(input.start);
  const { durationMinutes } = offering;
  const group = groupOf(service.id, service.capacity);
  // A group class is where the provider says.
  const place = requireInArea(group ? "provider" : service.location, provider, input.place);
  const question = { rules, durationMinutes, group, place, now: now.getTime() };
  const alternatives = async (): Promise<Slot[]> =>
    toSlots(await findAlternatives(deps.db, question, start), rules.timeZone);
  const [slot] = openSlots({
    rules,
    busy: [],
    durationMinutes,
    from: start,
    to: start + 1,
    now: now.getTime(),
    limit: 1,
  });
  if (!slot)
    throw problem("slot_unavailable", "The provider does not offer this time.", {
      alternatives: await alternatives(),
    });

  const { timeZone } = rules;
  const price = await findPrice(deps.clients, bookable, {
    offering,
    place,
    deposit: bookable.service.deposit,
    timeZone,
    start,
  });
  const hold = newHold(bookable, rules, {
    offering,
    price,
    owner,
    slot,
    expiresAt: new Date(now.getTime() + HOLD_MINUTES * MINUTE_MS),
    now,
    activeMax: ACTIVE_HOLDS_MAX,
    place,
  });
  const { id, active, refusal } = await placeAlone(deps, actor, rules, hold);
  if (id)
    return toHold(
      {
        ...hold,
        id,
        status: "active",
        start: new Date(slot.start),
        end: new Date(slot.end),
        renewedAt: null,
        isOffer: false,
      },
      now,
    );
  if (active >= ACTIVE_HOLDS_MAX)
    throw problem(
      "unprocessable",
      `You hold ${active} times already. Book or give back one of them first.`,
    );
  const seatOrTime = group ? "The last seat was just taken." : REFUSALS.taken;
  throw problem("slot_taken", refusal === "taken" ? seatOrTime : REFUSALS[refusal], {
    alternatives: await alternatives(),
  });
};

const REFUSALS: Record<Refusal, string> = {
  taken: "Somebody was faster: this time was just taken.",
  full: "The provider has as many jobs on this day or in this week as they take.",
  too_far: "The provider could not be there in time between their other jobs.",
};

/**
 * Places the hold. In group classes, and where limits or the way between jobs count, which the exclusion constraint cannot see,
 * one hold after the other, each after a look at all claims that count.
 */
const placeAlone = async (
  { db }: ServiceDependencies,
  actor: Actor,
  rules: ScheduleRow,
  hold: NewHold,
): Promise<Refused> => {
  const isGroup = hold.capacity > 1;
  const isAlone = hasLimits(rules) || (rules.isMobile && rules.travelSpeedKmh !== null);
  if (!isGroup && !isAlone) return { ...(await placeHold(db, hold)), refusal: "taken" };
  // In a rush for a class most come too late: they need not stand in line for the calendar to hear so.
  if (isGroup && (await isSessionFull(db, wantedBy(hold))))
    return { id: null, active: 0, refusal: "taken" };
  return transaction(db, actor, async (tx) => {
    const { slot, now } = hold;
    const look = async (): Promise<Refusal | null> => {
      const job = { ...slot, place: hold.offer.place ?? null, now };
      const [full, tooFar] = await Promise.all([
        isFull(tx, rules, { start: slot.start, now }),
        isTooFar(tx, rules, job),
      ]);
      if (full) return "full";
      return tooFar ? "too_far" : null;
    };
    const locked = lockCalendar(tx, hold.providerId);
    if (isGroup) {
      await locked;
      return placeSeat(tx, hold, look);
    }
    // Sent together, answered in order: the look begins when the calendar is locked.
    const [refusal] = await Promise.all([look(), locked]);
    if (refusal) return { id: null, active: 0, refusal };
    return { ...(await placeHold(tx, hold)), refusal: "taken" };
  });
};
