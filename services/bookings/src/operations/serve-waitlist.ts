import type { Price } from "@loconomy/contracts";
import {
  actingAs,
  enqueue,
  publish,
  system,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { lockCalendar } from "../claim-store.ts";
import { placeSeat } from "../class-holds.ts";
import type { Group } from "../class-slots.ts";
import { placeHold, type NewHold, type Placed } from "../hold-store.ts";
import type { Interval } from "../intervals.ts";
import { newHold, rulesOf, type Bookable } from "../new-hold.ts";
import { findOpenTimes } from "../open-times.ts";
import { findPrices } from "../prices.ts";
import { findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { groupOf, offeringOf, type Offering } from "../service-rules.ts";
import {
  insertOffer,
  lockLine,
  offeredStarts,
  providersWithLine,
  saveState,
  type WaitlistRow,
  wishesInLine,
} from "../waitlist-store.ts";
import { offerEndsAt, stateOfEntry } from "../waitlist.ts";

type Deps = Pick<ServiceDependencies, "db" | "clients" | "clock" | "log">;

const SERVE = "bookings.serve-waitlist";

/**
 * Goes along the line of a provider: ends what is over, takes back what ran out, and offers every time that is open to the first
 * who wishes for it. Safe to repeat, and to run at once: the provider's calendar is locked meanwhile, and the constraint on claims
 * has the last word.
 */
export const serveWaitlist = async (deps: Deps, providerId: string): Promise<void> => {
  const wishes = await findWishes(deps, providerId);
  if (wishes === null) return;
  await transaction(deps.db, system("bookings"), async (tx) => {
    await lockCalendar(tx, providerId);
    const now = deps.clock.now();
    const open: OpenTimes = new Map();
    for (const entry of await lockLine(tx, providerId)) {
      if ((await settle(tx, entry, now)) !== "waiting") continue;
      const wish = wishes.get(keyOf(entry));
      if (wish && (await offerTime(tx, deps, entry, { ...wish, now, open }))) open.clear();
    }
  });
};

/** What somebody waits for, as it is offered now. */
interface Wish {
  bookable: Bookable;
  offering: Offering;
  price: Price;
  rules: ScheduleRow;
}

type Wished = Pick<WaitlistRow, "serviceId" | "variantId" | "startsAt">;

const keyOf = ({ serviceId, variantId, startsAt }: Wished): string =>
  [serviceId, variantId, startsAt.toISOString()].join(" ");

/** What people wait for; null when nobody does. Asked before anything is locked: who comes meanwhile is served the next time. */
const findWishes = async (
  { db, clients, log }: Deps,
  providerId: string,
): Promise<Map<string, Wish> | null> => {
  const wished = await wishesInLine(actingAs(db, system("bookings")), providerId);
  if (wished.length === 0) return null;
  const schedule = await findSchedule(db, providerId);
  const ids = [...new Set(wished.map(({ serviceId }) => serviceId))];
  const found = await Promise.all(
    ids.map((serviceId) => clients.providers.getBookable({ serviceId })),
  );
  const services = new Map(
    found.flatMap((it) => (it?.provider.takesBookings ? [[it.service.id, it]] : [])),
  );
  const wishes = new Map<string, Wish>();
  const alike = Map.groupBy(wished, ({ serviceId, variantId }) => `${serviceId} ${variantId}`);
  for (const some of alike.values()) {
    const bookable = services.get(some[0]!.serviceId);
    const offering = bookable && wishedOffering(bookable, some[0]!);
    if (!offering || !schedule) continue;
    const { timeZone } = schedule;
    const starts = some.map(({ startsAt }) => startsAt.getTime());
    const prices = await findPrices(clients, bookable, {
      offering,
      place: null,
      deposit: bookable.service.deposit,
      timeZone,
      starts,
    }).catch((error: unknown) => {
      // Those who wait for something else are served all the same, and these the next time.
      log.warn({ err: error, providerId }, "a time that is waited for has no price");
      return [];
    });
    const rules = rulesOf(bookable, schedule);
    for (const [at, price] of prices.entries())
      wishes.set(keyOf(some[at]!), { bookable, offering, price, rules });
  }
  return wishes;
};

/** Notes where an entry stands now. */
const settle = async (tx: Tx, entry: WaitlistRow, now: Date): Promise<WaitlistRow["state"]> => {
  const state = stateOfEntry(entry, entry.hold, now);
  if (state !== entry.state)
    await saveState(
      tx,
      entry.id,
      { state, holdId: state === "waiting" ? null : entry.holdId },
      now,
    );
  return state;
};

/** What is wished for, as long as it is on offer. */
const wishedOffering = ({ service }: Bookable, { variantId }: Wished): Offering | undefined =>
  variantId === null || service.variants.some(({ id }) => id === variantId)
    ? offeringOf(service, variantId ?? undefined)
    : undefined;

/** Open times by their length in minutes, the notice they need, and the group that shares them; asked anew when one of them was taken. */
type OpenTimes = Map<string, Interval[]>;

interface Facts extends Wish {
  now: Date;
  open: OpenTimes;
}

/** Holds the first open time that somebody wishes for and was not offered before, and says so; whether there was one. */
const offerTime = async (
  tx: Tx,
  { clock }: Deps,
  entry: WaitlistRow,
  { bookable, offering, price, rules, now, open }: Facts,
): Promise<boolean> => {
  const { id: serviceId, capacity } = bookable.service;
  const group = groupOf(serviceId, capacity);
  const slots = await openFor(tx, entry, { offering, group, rules, now, open });
  const known = slots.length > 0 ? await offeredStarts(tx, entry) : [];
  for (const slot of slots) {
    const until = offerEndsAt(slot.start, rules.noticeMinutes, now.getTime());
    if (until === null || known.includes(slot.start)) continue;
    const hold = newHold(bookable, rules, {
      offering,
      price,
      owner: { userId: entry.userId, guestId: null },
      slot,
      expiresAt: new Date(until),
      now,
    });
    const { id: holdId } = await place(tx, hold);
    if (!holdId) continue;
    await insertOffer(tx, entry, { holdId, start: new Date(slot.start) }, now);
    await saveState(tx, entry.id, { state: "offered", holdId }, now);
    await publish(tx, clock, "waitlist.offered", entry.id, {
      entryId: entry.id,
      holdId,
      userId: entry.userId,
      providerId: entry.providerId,
      providerName: hold.offer.providerName,
      serviceId: entry.serviceId,
      serviceName: hold.offer.serviceName,
      start: new Date(slot.start).toISOString(),
      end: new Date(slot.end).toISOString(),
      timeZone: rules.timeZone,
      expiresAt: hold.expiresAt.toISOString(),
    });
    return true;
  }
  return false;
};

/** Limits and the way between jobs were looked at with the open times, under the same lock. */
const place = (tx: Tx, hold: NewHold): Promise<Placed> =>
  hold.capacity === 1 ? placeHold(tx, hold) : placeSeat(tx, hold, async () => null);

const openFor = async (
  tx: Tx,
  { startsAt, endsAt }: WaitlistRow,
  {
    offering: { durationMinutes },
    group,
    rules,
    now,
    open,
  }: Pick<Facts, "offering" | "rules" | "now" | "open"> & { group: Group | undefined },
): Promise<Interval[]> => {
  const key = `${durationMinutes} ${rules.noticeMinutes} ${group?.serviceId}`;
  let all = open.get(key);
  if (!all) {
    const range = { from: now.getTime(), to: Infinity, now: now.getTime() };
    all = await findOpenTimes(tx, { rules, durationMinutes, group, ...range });
    open.set(key, all);
  }
  return all.filter(({ start }) => startsAt.getTime() <= start && start < endsAt.getTime());
};

/**
 * Has the lines of providers looked at soon: of those named, or of all; those without a line are left out. The transaction must
 * be the system's: a person sees their own place in a line only.
 */
export const serveSoon = async (tx: Tx, providerIds?: readonly string[]): Promise<void> => {
  if (providerIds?.length === 0) return;
  for (const providerId of await providersWithLine(tx, providerIds))
    await enqueue(tx, SERVE, { providerId }, { key: `${SERVE}:${providerId}` });
};
