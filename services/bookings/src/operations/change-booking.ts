import type { Actor, Booking, BookingAction } from "@loconomy/contracts";
import { requireUser, type ServiceDependencies } from "@loconomy/kit";
import { transition } from "../transition.ts";
import { toBooking } from "../view.ts";

/** Accept, decline, cancel, start or complete: what people do with a booking. The lifecycle decides who may do it when. */
export const changeBooking = async (
  deps: ServiceDependencies,
  actor: Actor,
  action: BookingAction,
  { id, reason }: { id: string; reason?: string },
): Promise<Booking> => {
  const { row, party } = await transition(deps, {
    bookingId: id,
    action,
    actor: requireUser(actor),
    reason: reason || null,
  });
  return toBooking(row, party, deps.clock.now());
};
