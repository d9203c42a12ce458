import { HOLD_MINUTES, type Actor, type Hold, type Slot } from "@loconomy/contracts";
import { problem, transaction, type ServiceDependencies } from "@loconomy/kit";
import { policyTerms } from "../cancellation.ts";
import { lockCalendar } from "../claim-store.ts";
import { placeSeat } from "../class-holds.ts";
import { ownerOf, placeHold, type NewHold, type Placed } from "../hold-store.ts";
import { hasLimits } from "../limits.ts";
import { findAlternatives, isFull } from "../open-times.ts";
import { findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { groupOf, offeringOf, rulesFor } from "../service-rules.ts";
import { openSlots } from "../slots.ts";
import { toHold, toSlots } from "../view.ts";

const MINUTE_MS = 60_000;
/** A courtesy to others, not a safeguard: requests that meet at the same moment may go over it. */
const ACTIVE_HOLDS_MAX = 5;

/**
 * Puts a time aside for ten minutes for a person or a browser.
 * @throws slot_taken with other open times when it is gone, slot_unavailable when it was never open.
 */
export const createHold = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: { serviceId: string; variantId?: string; start: string },
): Promise<Hold> => {
  const owner = ownerOf(actor);
  if (owner.userId === null && owner.guestId === null)
    throw problem("unauthenticated", "Sign in, or allow the cookie that keeps a held time yours.");
  const bookable = await deps.clients.providers.getBookable({ serviceId: input.serviceId });
  if (!bookable) throw problem("not_found", "This service is not offered.");
  const { provider, service, userId: providerUserId } = bookable;
  const offering = offeringOf(service, input.variantId);
  if (owner.userId === providerUserId)
    throw problem("unprocessable", "You cannot book your own service.");
  const schedule = await findSchedule(deps.db, provider.id);
  if (!schedule)
    throw problem("slot_unavailable", "This provider has no opening hours yet.", {
      alternatives: [],
    });

  const now = deps.clock.now();
  const rules = rulesFor(schedule, service);
  const start = Date.parse(input.start);
  const { durationMinutes } = offering;
  const group = groupOf(service.id, service.capacity);
  const question = { rules, durationMinutes, group, now: now.getTime() };
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

  const hold = {
    owner,
    providerId: provider.id,
    serviceId: service.id,
    capacity: service.capacity,
    slot,
    claim: {
      start: slot.start - rules.bufferBeforeMinutes * MINUTE_MS,
      end: slot.end + rules.bufferAfterMinutes * MINUTE_MS,
    },
    timeZone: rules.timeZone,
    expiresAt: new Date(now.getTime() + HOLD_MINUTES * MINUTE_MS),
    quote: {
      lines: [{ label: offering.name, amount: offering.price }],
      total: offering.price,
      policy: policyTerms(provider.cancellationPolicy, slot.start, now.getTime()),
    },
    offer: {
      providerUserId,
      providerName: provider.businessName,
      providerSlug: provider.slug,
      serviceName: offering.name,
      variantId: offering.variantId,
      location: service.location,
      isInstant: service.isInstant,
    },
    now,
    activeMax: ACTIVE_HOLDS_MAX,
  };
  const { id, active, isFull } = await place(deps, actor, rules, hold);
  if (id)
    return toHold(
      {
        ...hold,
        id,
        status: "active",
        start: new Date(slot.start),
        end: new Date(slot.end),
        renewedAt: null,
      },
      now,
    );
  if (active >= ACTIVE_HOLDS_MAX)
    throw problem(
      "unprocessable",
      `You hold ${active} times already. Book or give back one of them first.`,
    );
  throw problem(
    "slot_taken",
    isFull
      ? "The provider has as many jobs on this day or in this week as they take."
      : group
        ? "The last seat was just taken."
        : "Somebody was faster: this time was just taken.",
    { alternatives: await alternatives() },
  );
};

/** Places the hold. Where limits count, and in group classes, one hold after the other, each after a look at all claims that count. */
const place = async (
  { db }: ServiceDependencies,
  actor: Actor,
  rules: ScheduleRow,
  hold: NewHold,
): Promise<Placed & { isFull: boolean }> => {
  const isAlone = hold.capacity === 1;
  if (isAlone && !hasLimits(rules)) return { ...(await placeHold(db, hold)), isFull: false };
  return transaction(db, actor, async (tx) => {
    await lockCalendar(tx, hold.providerId);
    const isDayFull = () => isFull(tx, rules, { start: hold.slot.start, now: hold.now });
    if (!isAlone) return placeSeat(tx, hold, isDayFull);
    if (await isDayFull()) return { id: null, active: 0, isFull: true };
    return { ...(await placeHold(tx, hold)), isFull: false };
  });
};
