import {
  depositOf,
  OCCURRENCES_MAX,
  OCCURRENCES_MIN,
  type Actor,
  type JobPlace,
  type Price,
  type SeriesPlan,
  type SeriesRule,
} from "@loconomy/contracts";
import { actingAs, problem, type Clients, type ServiceDependencies } from "@loconomy/kit";
import { findBookable } from "../bookable.ts";
import { policyTerms } from "../cancellation.ts";
import { ownerOf } from "../hold-store.ts";
import { rulesOf, type Bookable } from "../new-hold.ts";
import { occurrences } from "../occurrences.ts";
import { findPrices } from "../prices.ts";
import { findBusy, findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { planRange, planSeries, type Planned } from "../series-plan.ts";
import { listOwnSeriesHolds } from "../series-store.ts";
import { offeringOf, type Offering } from "../service-rules.ts";
import { bookableRange } from "../slots.ts";
import { requireInArea, travelOf } from "../travel.ts";
import { toSlots } from "../view.ts";
import { dayOf } from "../wall-clock.ts";

export interface SeriesWish {
  serviceId: string;
  variantId?: string;
  start: string;
  rule: SeriesRule;
  replacements: ReadonlyArray<{ occurrence: number; start: string }>;
  skip: readonly number[];
  place?: JobPlace;
}

/** A series that somebody wishes, with everything that decides about it. */
export interface WishedSeries {
  bookable: Bookable;
  /** The service, or the variant of it that is wished. */
  offering: Offering;
  rules: ScheduleRow;
  /** Where it is to be, as far as it was said. */
  place: JobPlace | null;
  /** When each would begin, by its number, in order; without those that are left out. */
  wishes: Array<{ occurrence: number; start: number }>;
  /** The same with those that are left out. */
  all: Array<{ occurrence: number; start: number }>;
  now: Date;
}

/**
 * Reads a wish for a series: its dates by the rule, with replacements, and without those that are left out.
 * @throws not_found, not_bookable_yet, unprocessable when the rule has too few or too many dates or goes beyond what can be booked now,
 * slot_unavailable when the provider has no hours, out_of_area.
 */
export const readSeries = async (
  { db, clients, clock }: ServiceDependencies,
  { serviceId, variantId, start, rule, replacements, skip, place: wishedPlace }: SeriesWish,
): Promise<WishedSeries> => {
  const bookable = await findRepeatable(clients, serviceId);
  const offering = offeringOf(bookable.service, variantId);
  const schedule = await findSchedule(db, bookable.provider.id);
  if (!schedule)
    throw problem("slot_unavailable", "This provider has no opening hours yet.", {
      conflicts: [],
    });
  const now = clock.now();
  const { provider, service } = bookable;
  const place = requireInArea(service.location, provider, wishedPlace);
  const rules = rulesOf(bookable, schedule);
  const { latest } = bookableRange(rules, 0, Infinity, now.getTime());
  const dates = occurrences(rule, Date.parse(start), rules.timeZone, latest);
  requireWithin(rule, dates.length, dayOf(rules.timeZone, latest));
  requireKnown(dates.length, [...replacements.map(({ occurrence }) => occurrence), ...skip]);
  const replaced = new Map(
    replacements.map((other) => [other.occurrence, Date.parse(other.start)]),
  );
  const all = dates.map((date, index) => ({
    occurrence: index + 1,
    start: replaced.get(index + 1) ?? date,
  }));
  const wishes = all.filter(({ occurrence }) => !skip.includes(occurrence));
  if (wishes.length < OCCURRENCES_MIN)
    throw problem("unprocessable", "A series has at least two dates. Book a single time instead.", {
      errors: [{ path: "skip", message: "leaves fewer than two dates" }],
    });
  return { bookable, offering, rules, place, wishes, all, now };
};

const findRepeatable = async (clients: Clients, serviceId: string): Promise<Bookable> => {
  const bookable = await findBookable(clients, serviceId);
  if (bookable.service.capacity > 1)
    throw problem("unprocessable", "Sessions of a group class are booked one by one.");
  return bookable;
};

/** The dates that could be counted up to the horizon must be all that the rule asks for. */
const requireWithin = ({ count, until }: SeriesRule, found: number, lastDay: string): void => {
  const path = count === undefined ? "rule.until" : "rule.count";
  const refuse = (detail: string, message: string): never => {
    throw problem("unprocessable", detail, {
      errors: [{ path, message }],
      bookableUntil: lastDay,
      occurrencesMax: Math.min(found, OCCURRENCES_MAX),
    });
  };
  if (found > OCCURRENCES_MAX)
    refuse(`A series has at most ${OCCURRENCES_MAX} dates.`, "is too many dates away");
  if (count === undefined ? until! > lastDay : found < count)
    refuse(
      `This provider can be booked until ${lastDay}; ${found === 1 ? "only the first date is" : `${found} dates are`} within that.`,
      `must be within the days that can be booked, until ${lastDay}`,
    );
  if (found < OCCURRENCES_MIN)
    refuse("A series has at least two dates.", "leaves fewer than two dates");
};

const requireKnown = (count: number, numbers: readonly number[]): void => {
  const unknown = numbers.find((number) => number > count);
  if (unknown !== undefined)
    throw problem("unprocessable", `This series has no date number ${unknown}.`, {
      errors: [{ path: "replacements", message: `there are ${count} dates` }],
    });
};

/**
 * Which dates of a wished series can be had now, and what could be had instead of the others. A series that the actor holds
 * is no obstacle: it makes way.
 */
export const findPlan = async (
  { db }: Pick<ServiceDependencies, "db">,
  actor: Actor,
  { offering, rules, place, wishes, now }: WishedSeries,
): Promise<Planned[]> => {
  const starts = wishes.map(({ start }) => start);
  const { from, to } = planRange(Math.min(...starts), Math.max(...starts));
  const { providerId } = rules;
  const [busy, own] = await Promise.all([
    findBusy(db, [providerId], from, to, now.getTime()),
    listOwnSeriesHolds(actingAs(db, actor), ownerOf(actor)),
  ]);
  const others = (busy.get(providerId) ?? []).filter(({ id }) => !id || !own.includes(id));
  const { durationMinutes } = offering;
  return planSeries(
    { rules, travel: travelOf(rules, place), busy: others, durationMinutes, now: now.getTime() },
    wishes,
  );
};

/**
 * What each date of a wished series costs, in their order. A deposit is due for the earliest one: it saves the card on which the
 * others are held in time.
 */
export const findSeriesPrices = async (
  { clients }: Pick<ServiceDependencies, "clients">,
  { bookable, offering, rules: { timeZone }, place, wishes }: WishedSeries,
): Promise<Price[]> => {
  const starts = wishes.map(({ start }) => start);
  const wanted = { offering, place, deposit: null, timeZone, starts };
  const prices = await findPrices(clients, bookable, wanted);
  const terms = bookable.service.deposit;
  const earliest = starts.indexOf(Math.min(...starts));
  return prices.map((price, index) =>
    terms && index === earliest
      ? { ...price, deposit: { terms, amount: depositOf(terms, price.total) } }
      : price,
  );
};

/** The dates of a series before anything is held. */
export const previewSeries = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: SeriesWish,
): Promise<SeriesPlan> => {
  const wished = await readSeries(deps, input);
  const planned = new Map(
    (await findPlan(deps, actor, wished)).map((date) => [date.occurrence, date] as const),
  );
  const { bookable, offering, rules, all, wishes, now } = wished;
  const { durationMinutes } = offering;
  const prices = await findSeriesPrices(deps, wished);
  const price = prices[0]!.total;
  const dates = all.map(({ occurrence, start }) => ({
    occurrence,
    start: new Date(start).toISOString(),
    end: new Date(start + durationMinutes * 60_000).toISOString(),
    day: dayOf(rules.timeZone, start),
    state: planned.get(occurrence)?.state ?? ("left_out" as const),
    alternatives: toSlots(planned.get(occurrence)?.alternatives ?? [], rules.timeZone),
  }));
  const open = wishes.flatMap(({ occurrence }, index) =>
    planned.get(occurrence)?.state === "open" ? [prices[index]!.total.amount] : [],
  );
  return {
    timeZone: rules.timeZone,
    occurrences: dates,
    isOpen: open.length === wishes.length,
    price,
    total: { ...price, amount: open.reduce((sum, amount) => sum + amount, 0) },
    policy: policyTerms(bookable.provider.cancellationPolicy, wishes[0]!.start, now.getTime()),
  };
};
