import type { Address, JobPlace, Slot } from "@loconomy/contracts";
import { problem, type Db, type ServiceDependencies, type Tx } from "@loconomy/kit";
import { betterPlace, locateAddress } from "./address-place.ts";
import type { HoldRow } from "./hold-store.ts";
import { findOffer } from "./offer-store.ts";
import { findAlternatives, isTooFar } from "./open-times.ts";
import { findSchedule, type ScheduleRow } from "./schedule-store.ts";
import { rulesFor } from "./service-rules.ts";
import { requireInArea } from "./travel.ts";
import { toSlots } from "./view.ts";

/** A held time whose job turns out to be elsewhere than it was held for. */
export interface OtherPlace {
  hold: HoldRow;
  rules: ScheduleRow;
  place: JobPlace;
}

/**
 * Where the address says that the job is, when that is clearly not where it was held for; undefined when all stays as it is.
 * @throws out_of_area when the provider does not come there.
 */
export const findOtherPlace = async (
  deps: Pick<ServiceDependencies, "db" | "clients" | "log">,
  hold: HoldRow,
  address: Address,
): Promise<OtherPlace | undefined> => {
  if (hold.offer.location !== "customer" || hold.status !== "active") return undefined;
  const [offer, schedule] = await Promise.all([
    findOffer(deps.db, hold.serviceId),
    findSchedule(deps.db, hold.providerId),
  ]);
  if (!offer || offer.capacity > 1 || !schedule) return undefined;
  const held = hold.offer.place ?? null;
  const located = await locateAddress(deps, address, held ?? offer.position);
  const place = betterPlace(held, located);
  if (!place || place === held) return undefined;
  requireInArea("customer", offer, place, { path: "address", toleranceKm: located?.withinKm });
  return { hold, rules: rulesFor(schedule, offer), place };
};

const jobOf = ({ id, start, end }: HoldRow) => ({
  start: start.getTime(),
  end: end.getTime(),
  exceptId: id,
});

/** Whether the job can be where it turns out to be. The provider's calendar must be locked by this transaction. */
export const isStillReachable = async (
  tx: Tx,
  { hold, rules, place }: OtherPlace,
  now: Date,
): Promise<boolean> => !(await isTooFar(tx, rules, { ...jobOf(hold), place, now }));

/** The hold with its job at the other place. */
export const moved = <Row extends HoldRow>(hold: Row, other: OtherPlace | undefined): Row =>
  other ? { ...hold, offer: { ...hold.offer, place: other.place } } : hold;

/** The refusal of a job that cannot be reached in time, with times at which it could. */
export const tooFar = async (db: Db, other: OtherPlace, now: Date) =>
  problem(
    "slot_taken",
    "The provider could not be at this address in time between their other jobs.",
    { alternatives: await timesAt(db, other, now) },
  );

/** Open times at which the job can be at the other place, nearest first. */
export const timesAt = async (
  db: Db,
  { hold, rules, place }: OtherPlace,
  now: Date,
): Promise<Slot[]> => {
  const { start, end, exceptId } = jobOf(hold);
  const durationMinutes = (end - start) / 60_000;
  const question = { rules, durationMinutes, place, exceptId, now: now.getTime() };
  return toSlots(await findAlternatives(db, question, start, [start]), rules.timeZone);
};
