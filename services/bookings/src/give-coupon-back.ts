import type { ServiceDependencies } from "@loconomy/kit";

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
