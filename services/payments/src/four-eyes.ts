import { minorDigits } from "@loconomy/contracts";
import type { PaymentsConfig } from "./config.ts";

/** Of all refunds of a booking's price together, or of its tip: in parts it is no less. */
export const needsFourEyes = (
  { REFUND_FOUR_EYES_ABOVE: limit }: PaymentsConfig,
  amount: number,
  currency: string,
): boolean => amount > limit * 10 ** minorDigits(currency);
