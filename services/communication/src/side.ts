import type { BookingRecord, MessageSender, UserActor, Writing } from "@loconomy/contracts";
import { problem, requireUser, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { needsTimeline, sideOf, writeUntil, writingState } from "./writing.ts";

/** Somebody on a side of a booking, and what they may do there. */
export interface Side {
  user: UserActor;
  as: MessageSender;
  /** The user on the other side. */
  otherId: string;
  booking: BookingRecord;
  writing: Writing;
  until: Date | null;
}

/**
 * The side of the booking that the asking person is on.
 * @throws unauthenticated; not_found to everybody else, operators too.
 */
export const requireSide = async (
  { clients, clock }: ServiceDependencies,
  { actor }: RequestContext,
  id: string,
): Promise<Side> => {
  const user = requireUser(actor);
  const booking = await clients.bookings.getRecord({ id });
  const as = booking && sideOf(booking, user.userId);
  if (!booking || !as) throw problem("not_found");
  const timeline = needsTimeline(booking)
    ? (await clients.bookings.getRecordTimeline({ id })).items
    : [];
  const until = writeUntil(booking, timeline);
  return {
    user,
    as,
    otherId: as === "customer" ? booking.providerUserId : booking.customerId,
    booking,
    until,
    writing: writingState(until, user.isVerified, clock.now()),
  };
};
