import { HOLD_MINUTES, type Actor, type Price, type SeriesHold } from "@loconomy/contracts";
import {
  actingAs,
  problem,
  system,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { lockCalendar, sweepClaims } from "../claim-store.ts";
import { ownerOf, placeHold, type HoldOwner, type NewHold } from "../hold-store.ts";
import { newHold } from "../new-hold.ts";
import { isFull, isTooFar } from "../open-times.ts";
import { requireOpenDates } from "../series-conflicts.ts";
import {
  findOwnSeries,
  insertSeries,
  listHeldOccurrences,
  releaseSeries,
  type SeriesRow,
} from "../series-store.ts";
import { toSeriesHold } from "../view.ts";
import { serveSoon } from "./serve-waitlist.ts";
import {
  findPlan,
  findSeriesPrices,
  readSeries,
  type SeriesWish,
  type WishedSeries,
} from "./plan-series.ts";

const MINUTE_MS = 60_000;
/** How often a series is tried whose times were open when looked at, and were not when claimed. */
const TRIES = 3;

const unknown = () => problem("not_found", "There is no such series of yours.");

/**
 * Holds all times of a series for ten minutes, or none of them; a series that its owner still holds makes way for it.
 * @throws slot_taken, or slot_unavailable when the hours alone stand against it, with every date that cannot be had, its
 * reason and what could be had instead.
 */
export const holdSeries = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: SeriesWish,
): Promise<SeriesHold> => {
  const owner = ownerOf(actor);
  if (owner.userId === null && owner.guestId === null)
    throw problem("unauthenticated", "Sign in, or allow the cookie that keeps a held time yours.");
  const wished = await readSeries(deps, input);
  if (owner.userId === wished.bookable.userId)
    throw problem("unprocessable", "You cannot book your own service.");
  const prices = await findSeriesPrices(deps, wished);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    requireOpenDates(await findPlan(deps, actor, wished), wished.rules.timeZone);
    const series = await place(deps, actor, owner, { ...wished, prices }, input);
    if (series) return view(deps, actor, series);
  }
  throw problem("conflict", "Times of this provider change a lot just now. Try again.");
};

/** One's own held series. */
export const getSeriesHold = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<SeriesHold> => {
  const series = await findOwnSeries(actingAs(deps.db, actor), id, ownerOf(actor));
  if (!series) throw unknown();
  return view(deps, actor, series);
};

/** Gives a held series back; again is fine, after booking it is not. */
export const releaseSeriesHold = (
  { db }: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<void> =>
  // In the system's name, which sees who else waits for the times; the series is its owner's by the statement itself.
  transaction(db, system("bookings"), async (tx) => {
    const owner = ownerOf(actor);
    await serveSoon(tx, await releaseSeries(tx, owner, id));
    const series = await findOwnSeries(tx, id, owner);
    if (!series) throw unknown();
    if (series.status === "used")
      throw problem("conflict", "This series is booked already. Cancel it instead.");
  });

const view = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  series: SeriesRow,
): Promise<SeriesHold> =>
  toSeriesHold(series, await listHeldOccurrences(actingAs(db, actor), series.id), clock.now());

/** A wished series with what each of its dates costs, in their order. */
type PricedSeries = WishedSeries & { prices: readonly Price[] };

/** Takes back what a transaction has written so far. */
class Missed extends Error {}

/** The series with all its claims, or nothing when any of its times is gone. */
const place = (
  { db }: ServiceDependencies,
  actor: Actor,
  owner: HoldOwner,
  wished: PricedSeries,
  { rule }: SeriesWish,
): Promise<SeriesRow | null> => {
  const { bookable, rules, now } = wished;
  const expiresAt = new Date(now.getTime() + HOLD_MINUTES * MINUTE_MS);
  return transaction(db, actor, async (tx) => {
    await lockCalendar(tx, rules.providerId);
    await sweepClaims(tx, rules.providerId, now);
    await releaseSeries(tx, owner);
    const ids = await claimAll(tx, wished, holdsOf(wished, owner, expiresAt));
    const { timeZone, providerId } = rules;
    const serviceId = bookable.service.id;
    return insertSeries(tx, { providerId, serviceId, timeZone, rule, expiresAt, owner, now }, ids);
  }).catch((error: unknown) => {
    if (error instanceof Missed) return null;
    throw error;
  });
};

/** In order of time, so that each counts for the limits of the next. */
const claimAll = async (
  tx: Tx,
  { rules, place, now }: WishedSeries,
  holds: readonly NewHold[],
): Promise<string[]> => {
  const ids: string[] = [];
  for (const hold of holds) {
    if (await isFull(tx, rules, { start: hold.slot.start, now })) throw new Missed();
    if (await isTooFar(tx, rules, { ...hold.slot, place, now })) throw new Missed();
    const { id } = await placeHold(tx, hold);
    if (!id) throw new Missed();
    ids.push(id);
  }
  return ids;
};

const holdsOf = (
  { bookable, offering, rules, place, wishes, now, prices }: PricedSeries,
  owner: HoldOwner,
  expiresAt: Date,
): NewHold[] =>
  wishes.map(({ start }, index) => {
    const slot = { start, end: start + offering.durationMinutes * MINUTE_MS };
    const price = prices[index]!;
    return newHold(bookable, rules, { offering, price, owner, slot, expiresAt, now, place });
  });
