import type { Actor, Booking } from "@loconomy/contracts";
import { problem, requireUser, type ServiceDependencies } from "@loconomy/kit";
import { transition } from "../transition.ts";
import { toBooking } from "../view.ts";

/**
 * Notes that the other side was not there. An absent customer pays the whole price, an absent provider gets nothing.
 * @throws unprocessable before a quarter of an hour has passed, and for whoever says it of themselves.
 */
export const reportNoShow = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, absent, reason }: { id: string; absent: "customer" | "provider"; reason?: string },
): Promise<Booking> => {
  const { row, party } = await transition(deps, {
    bookingId: id,
    action: "no_show",
    actor: requireUser(actor),
    reason: reason || null,
    check: (by) => {
      if (by === absent)
        throw problem("unprocessable", "You can only say that the other side was not there.", {
          errors: [{ path: "absent", message: "must be the other side" }],
        });
    },
  });
  return toBooking(row, party, deps.clock.now());
};
