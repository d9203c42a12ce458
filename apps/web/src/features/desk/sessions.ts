import type { Booking } from "@loconomy/contracts";

/** What a provider does at one time: a job for one customer, or a session of a group class with everybody in it. */
export interface Job {
  /** By start and service the same for all; at least one. */
  bookings: Booking[];
  /** How many the class takes; null for a job for one. */
  capacity: number | null;
}

/**
 * Bookings of a group class that share a session become one job; the order stays.
 * @param capacities how many people each group class takes, by its id.
 */
export const jobsOf = (
  bookings: readonly Booking[],
  capacities: Readonly<Record<string, number>>,
): Job[] => {
  const keyOf = ({ id, serviceId, start, end }: Booking): string =>
    capacities[serviceId] ? `${serviceId} ${start} ${end}` : id;
  return [...Map.groupBy(bookings, keyOf).values()].map((together) => ({
    bookings: together,
    capacity: capacities[together[0]!.serviceId] ?? null,
  }));
};

/** How many people the group classes among some services take, by their ids. */
export const capacitiesOf = (
  services: ReadonlyArray<{ id: string; capacity: number }>,
): Record<string, number> =>
  Object.fromEntries(
    services.filter(({ capacity }) => capacity > 1).map(({ id, capacity }) => [id, capacity]),
  );
