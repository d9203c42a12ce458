import { HOLD_MINUTES, type Actor, type Hold, type Service, type Slot } from "@loconomy/contracts";
import { problem, type ServiceDependencies } from "@loconomy/kit";
import { policyTerms } from "../cancellation.ts";
import { ownerOf, placeHold } from "../hold-store.ts";
import { findBusy, findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { rulesFor } from "../service-rules.ts";
import { around, openSlots } from "../slots.ts";
import { toHold, toSlot } from "../view.ts";

const MINUTE_MS = 60_000;
/** A courtesy to others, not a safeguard: requests that meet at the same moment may go over it. */
const ACTIVE_HOLDS_MAX = 5;
const ALTERNATIVES_MAX = 5;

/**
 * Puts a time aside for ten minutes for a person or a browser.
 * @throws slot_taken with other open times when it is gone, slot_unavailable when it was never open.
 */
export const createHold = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: { serviceId: string; start: string },
): Promise<Hold> => {
  const owner = ownerOf(actor);
  if (owner.userId === null && owner.guestId === null)
    throw problem("unauthenticated", "Sign in, or allow the cookie that keeps a held time yours.");
  const bookable = await deps.clients.providers.getBookable({ serviceId: input.serviceId });
  if (!bookable) throw problem("not_found", "This service is not offered.");
  const { provider, service, userId: providerUserId } = bookable;
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
  const [slot] = openSlots({
    rules,
    busy: [],
    durationMinutes: service.durationMinutes,
    from: start,
    to: start + 1,
    now: now.getTime(),
    limit: 1,
  });
  if (!slot)
    throw problem("slot_unavailable", "The provider does not offer this time.", {
      alternatives: await findAlternatives(deps, rules, service, start, now.getTime()),
    });

  const hold = {
    owner,
    providerId: provider.id,
    serviceId: service.id,
    slot,
    claim: {
      start: slot.start - rules.bufferBeforeMinutes * MINUTE_MS,
      end: slot.end + rules.bufferAfterMinutes * MINUTE_MS,
    },
    timeZone: rules.timeZone,
    expiresAt: new Date(now.getTime() + HOLD_MINUTES * MINUTE_MS),
    quote: {
      lines: [{ label: service.name, amount: service.price }],
      total: service.price,
      policy: policyTerms(provider.cancellationPolicy, slot.start, now.getTime()),
    },
    offer: {
      providerUserId,
      providerName: provider.businessName,
      providerSlug: provider.slug,
      serviceName: service.name,
      location: service.location,
      isInstant: service.isInstant,
    },
    now,
    activeMax: ACTIVE_HOLDS_MAX,
  };
  const { id, active } = await placeHold(deps.db, hold);
  if (id)
    return toHold(
      { ...hold, id, status: "active", start: new Date(slot.start), end: new Date(slot.end) },
      now,
    );
  if (active >= ACTIVE_HOLDS_MAX)
    throw problem(
      "unprocessable",
      `You hold ${active} times already. Book or give back one of them first.`,
    );
  throw problem("slot_taken", "Somebody was faster: this time was just taken.", {
    alternatives: await findAlternatives(deps, rules, service, start, now.getTime()),
  });
};

/** Open times of the same service, those nearest to the wished one first. */
const findAlternatives = async (
  { db }: ServiceDependencies,
  rules: ScheduleRow,
  { durationMinutes }: Service,
  wished: number,
  now: number,
): Promise<Slot[]> => {
  const { from, to } = around(wished, rules, now);
  const margin =
    (durationMinutes + rules.bufferBeforeMinutes + rules.bufferAfterMinutes) * MINUTE_MS;
  const busy =
    (await findBusy(db, [rules.providerId], from - margin, to + margin, now)).get(
      rules.providerId,
    ) ?? [];
  return openSlots({ rules, busy, durationMinutes, from, to, now })
    .toSorted(
      (a, b) => Math.abs(a.start - wished) - Math.abs(b.start - wished) || a.start - b.start,
    )
    .slice(0, ALTERNATIVES_MAX)
    .map(toSlot);
};
