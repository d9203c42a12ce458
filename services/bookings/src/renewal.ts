import { HOLD_MINUTES } from "@loconomy/contracts";
import type { HoldRow } from "./hold-store.ts";

/** Why a held time cannot be kept for longer. */
export type RenewalRefusal = "over" | "given_back" | "renewed" | "long_enough";

type Renewable = Pick<HoldRow, "status" | "expiresAt" | "renewedAt">;

/**
 * What stands against keeping a hold for longer: it is over, it was kept for longer before, or it lasts that long anyway. One
 * that is a booking by now can be kept as long as nobody has paid, which the claim knows.
 */
export const renewalRefusal = (
  { status, expiresAt, renewedAt }: Renewable,
  now: Date,
): RenewalRefusal | null => {
  if (status === "released") return "given_back";
  if (status === "expired" || expiresAt <= now) return "over";
  if (renewedAt) return "renewed";
  return expiresAt >= renewedUntil(now) ? "long_enough" : null;
};

/** Whether a hold can be kept for longer now, or will be when less of it is left. */
export const mayBeRenewed = (hold: Renewable, now: Date): boolean => {
  const refusal = renewalRefusal(hold, now);
  return refusal === null || refusal === "long_enough";
};

/** Until when a hold is kept that is renewed now. */
export const renewedUntil = (now: Date): Date => new Date(now.getTime() + HOLD_MINUTES * 60_000);
