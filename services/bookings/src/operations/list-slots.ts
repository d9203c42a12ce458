import {
  HORIZON_DAYS_MAX,
  type Actor,
  type HeldTime,
  type Position,
  type Slot,
} from "@loconomy/contracts";
import { problem, type ServiceDependencies } from "@loconomy/kit";
import { openTimes } from "../class-slots.ts";
import { findHeld, ownerOf, type HoldRow } from "../hold-store.ts";
import { toOffer, type Offer } from "../offer-store.ts";
import { findNextOpenTime } from "../open-times.ts";
import { findOpening } from "../opening-store.ts";
import { groupOf, rulesFor, variantOf } from "../service-rules.ts";
import { bookableRange } from "../slots.ts";
import { requireInArea, travelOf } from "../travel.ts";
import { toHeld, toSlots } from "../view.ts";
import { dayOf, startOfDay } from "../wall-clock.ts";

const DAYS_MAX = 62;
const DAY_MS = 86_400_000;

interface Range {
  /** A day (in `timeZone`, else in the provider's zone; `to` is included) or an instant (`to` is excluded). */
  from: string;
  to: string;
}

interface Input extends Range {
  id: string;
  serviceId: string;
  variantId?: string;
  timeZone?: string;
  /** Where a service at the customer's place is to be; both or neither. */
  lat?: number;
  lng?: number;
}

interface OpenTimes {
  timeZone: string;
  slots: Slot[];
  nextFreeDay: string | null;
  bookableUntil: string | null;
  held: HeldTime[];
}

/**
 * Open times of one service, by one query that asks no other service. With nothing open, `nextFreeDay` says on which day after
 * `to` there is something; `bookableUntil` is the last day that can be booked now. Both are days of `timeZone`, else of the
 * provider's zone. `held` are the times that the actor holds, by a query of their own; nobody in particular holds none.
 * @throws not_found, out_of_area, and what `readRange` throws.
 */
export const listSlots = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: Input,
): Promise<OpenTimes> => {
  const now = deps.clock.now().getTime();
  const {
    rules: schedule,
    busy,
    ...known
  } = await findOpening(deps.db, {
    providerId: input.id,
    serviceId: input.serviceId,
    ...widestRange(input, now),
    now,
  });
  const offer =
    known.offer && isKnown(known.offer, input.variantId)
      ? known.offer
      : await askForOffer(deps, input);
  const zone = input.timeZone ?? schedule?.timeZone ?? "UTC";
  const { from, to } = readRange(input, zone);
  // What one has put aside stays one's own, whatever became of the rest.
  const held = toHeld(await findOwnHeld(deps, actor, { ...input, from, to }), zone, new Date(now));
  if (!offer) return nothingOpen(zone, held);
  const { durationMinutes } = variantOf(offer, input.variantId) ?? offer;
  const group = groupOf(input.serviceId, offer.capacity);
  const place = requireInArea(group ? "provider" : offer.location, offer, placeOf(input));
  if (!schedule) return nothingOpen(zone, held);

  const rules = rulesFor({ ...schedule, base: offer.position }, offer);
  const question = { rules, durationMinutes, group, place, now };
  const slots = openTimes({ ...question, travel: travelOf(rules, place), busy, from, to });
  const next = slots.length > 0 ? undefined : await findNextOpenTime(deps.db, question, to);
  const { latest } = bookableRange(rules, from, Infinity, now);
  return {
    timeZone: schedule.timeZone,
    slots: toSlots(slots, zone),
    nextFreeDay: next ? dayOf(zone, next.start) : null,
    bookableUntil: dayOf(zone, latest),
    held,
  };
};

const nothingOpen = (timeZone: string, held: OpenTimes["held"]): OpenTimes => ({
  timeZone,
  slots: [],
  nextFreeDay: null,
  bookableUntil: null,
  held,
});

const placeOf = ({ lat, lng }: Input): Position | undefined =>
  lat === undefined || lng === undefined ? undefined : { lat, lng };

const isKnown = ({ variants }: Offer, variantId: string | undefined): boolean =>
  variantId === undefined || variants.some(({ id }) => id === variantId);

/**
 * Of a service or a variant that is new, news may still be on its way; of one that is not offered, there never is any. Null while
 * its provider takes no bookings.
 */
const askForOffer = async (
  { clients }: ServiceDependencies,
  { id, serviceId }: Input,
): Promise<Offer | null> => {
  const bookable = await clients.providers.getBookable({ serviceId });
  if (bookable?.provider.id !== id)
    throw problem("not_found", "This provider has no such service.");
  if (!bookable.provider.takesBookings) return null;
  return toOffer(bookable.service, bookable.provider);
};

/**
 * The moments that a question may mean, whatever the zone of its days (they begin up to 14 hours before UTC's and 12 after), and
 * that may be bookable.
 */
const widestRange = ({ from, to }: Range, now: number): { from: number; to: number } => ({
  from: Math.max(Date.parse(from) - (isDay(from) ? DAY_MS : 0), now),
  to: Math.min(Date.parse(to) + (isDay(to) ? 2 * DAY_MS : 0), now + HORIZON_DAYS_MAX * DAY_MS),
});

const findOwnHeld = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  {
    id: providerId,
    serviceId,
    from,
    to,
  }: Pick<Input, "id" | "serviceId"> & {
    from: number;
    to: number;
  },
): Promise<HoldRow[]> => {
  const owner = ownerOf(actor);
  if (owner.userId === null && owner.guestId === null) return [];
  return findHeld(db, owner, { providerId, serviceId, from, to, now: clock.now() });
};

/**
 * The moments that a question for open times means, days taken in `zone`.
 * @throws invalid_request when it ends before it begins, unprocessable when it is too long.
 */
export const readRange = ({ from, to }: Range, zone: string): { from: number; to: number } => {
  const range = {
    from: isDay(from) ? startOfDay(zone, from) : Date.parse(from),
    to: isDay(to) ? startOfDay(zone, to, 1) : Date.parse(to),
  };
  if (range.to <= range.from)
    throw problem("invalid_request", "The range ends before it begins.", {
      errors: [{ path: "to", message: "must be after from" }],
    });
  // Two of the days may be an hour longer than others.
  if (range.to - range.from > (DAYS_MAX + 1 / 12) * DAY_MS) {
    throw problem("unprocessable", `Ask for at most ${DAYS_MAX} days at once.`, {
      errors: [{ path: "to", message: `must be within ${DAYS_MAX} days of from` }],
    });
  }
  return range;
};

const isDay = (text: string): boolean => text.length === 10;
