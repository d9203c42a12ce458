import { can, type Actor } from "@loconomy/contracts";
import { problem, requireUser, system, type ServiceDependencies } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";

/** In whose name the database is asked: operators see everything, everybody else their own. */
export const readerFor = (actor: Actor): Actor =>
  can(actor, "admin:access") ? system("bookings") : actor;

/** Which side of a booking somebody is on; undefined when on none. */
export const partyOf = (
  actor: Actor,
  booking: Pick<BookingRow, "customerId" | "providerUserId">,
): "customer" | "provider" | "admin" | undefined => {
  if (actor.kind !== "user") return undefined;
  if (actor.userId === booking.customerId) return "customer";
  if (actor.userId === booking.providerUserId) return "provider";
  return can(actor, "admin:access") ? "admin" : undefined;
};

/** The party, or the answer of a booking that does not exist. */
export const requireParty = (
  actor: Actor,
  booking: BookingRow | undefined,
): { row: BookingRow; party: "customer" | "provider" | "admin" } => {
  const party = booking && partyOf(actor, booking);
  if (!booking || !party) throw problem("not_found", "There is no such booking.");
  return { row: booking, party };
};

/** Lets only the owner of a provider profile on; to others it looks as if it did not exist. */
export const requireOwner = async (
  { clients }: Pick<ServiceDependencies, "clients">,
  actor: Actor,
  providerId: string,
): Promise<void> => {
  const user = requireUser(actor);
  const owner = await clients.providers.getOwner({ providerId });
  if (owner?.userId !== user.userId)
    throw problem("not_found", "There is no such provider of yours.");
};
