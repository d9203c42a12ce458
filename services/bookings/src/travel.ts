import { distanceKm, type Position, type ScheduleRules, type Service } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import type { Claim, Interval } from "./intervals.ts";

const MINUTE_MS = 60_000;
/** Roads are longer than the straight line. */
const DETOUR = 1.3;
/** Nobody knows the traffic to the minute. */
const STEP_MINUTES = 5;

/** More than a working day on the road is not counted. */
export const TRAVEL_MINUTES_MAX = 480;

/** Where a job is, where the provider's jobs are that say nothing else, and how fast the provider gets from one to the other. */
export interface Travel {
  place: Position;
  base: Position;
  speedKmh: number;
}

/** Minutes from one place to another: the straight line with detours, rounded up to five; no more than eight hours. */
export const travelMinutes = (from: Position, to: Position, speedKmh: number): number => {
  const minutes = ((distanceKm(from, to) * DETOUR) / speedKmh) * 60;
  return Math.min(Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES, TRAVEL_MINUTES_MAX);
};

interface Traveller extends Pick<ScheduleRules, "travelSpeedKmh"> {
  base: Position | null;
}

/** How the way to a job counts, which is at the provider's own place when nothing else is said; undefined: it does not. */
export const travelOf = (
  { travelSpeedKmh, base }: Traveller,
  place: Position | null | undefined,
): Travel | undefined =>
  travelSpeedKmh && base
    ? travel(roughly(base), place && roughly(place), travelSpeedKmh)
    : undefined;

const travel = (base: Position, place: Position | null | undefined, speedKmh: number): Travel => ({
  place: place ?? base,
  base,
  speedKmh,
});

/**
 * A place to about a kilometre, which is all that ways need: claims are open to everybody who works out open times, and must not
 * say which house a customer lives in.
 */
export const roughly = ({ lat, lng }: Position): Position => ({
  lat: Math.round(lat * 100) / 100,
  lng: Math.round(lng * 100) / 100,
});

/** How far apart (ms) a claim's job and one at the place must be. What is no job is nowhere. */
export const travelMs = (
  { jobStart, place }: Pick<Claim, "jobStart" | "place">,
  { place: to, base, speedKmh }: Travel,
): number => {
  const from = place ?? base;
  if (jobStart === undefined || from === to) return 0;
  return travelMinutes(from, to, speedKmh) * MINUTE_MS;
};

/** Whether the provider can be at a job in time from the one before, and from it at the one after. */
export const isReachable = (
  { start, end }: Interval,
  claims: readonly Claim[],
  travel: Travel,
): boolean =>
  claims.every((claim) => {
    const way = travelMs(claim, travel);
    if (way === 0) return true;
    return end + way <= claim.jobStart! || (claim.jobEnd ?? claim.end) + way <= start;
  });

/**
 * The place of a job: none for one at the provider's own. `toleranceKm`: how far from the place the door may be.
 * @throws out_of_area when the provider does not come that far.
 */
export const requireInArea = <P extends Position>(
  location: Service["location"],
  provider: { position: Position; serviceRadiusKm: number },
  place: P | undefined,
  { path = "place", toleranceKm = 0 } = {},
): P | null => {
  if (location === "provider" || !place) return null;
  const distance = distanceKm(provider.position, place);
  if (distance - toleranceKm <= provider.serviceRadiusKm) return place;
  const away = distance < 10 ? Math.ceil(distance * 10) / 10 : Math.ceil(distance);
  throw problem(
    "out_of_area",
    `You are ${away} km away; this provider comes up to ${provider.serviceRadiusKm} km.`,
    {
      errors: [{ path, message: `must be within ${provider.serviceRadiusKm} km of the provider` }],
      distanceKm: away,
      serviceRadiusKm: provider.serviceRadiusKm,
    },
  );
};
