import { HOLD_MINUTES } from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";

const MINUTE_MS = 60_000;

/** A hold may be renewed once; a use is kept until its booking has surely been paid for or given up. */
export const keptUntil = (holdExpiresAt: Date): Date =>
  new Date(holdExpiresAt.getTime() + (HOLD_MINUTES + 5) * MINUTE_MS);

/** Gives a coupon's use back that a hold does not need any more. Should that fail, it ends by itself when the hold's time is over. */
export const giveCouponBack = (
  { clients, log }: ServiceDependencies,
  holdId: string,
  redemptionId: string,
): Promise<unknown> =>
  clients.payments
    .returnCoupon({ redemptionId })
    .catch((error: unknown) =>
      log.warn({ err: error, holdId }, "a coupon could not be given back"),
    );
