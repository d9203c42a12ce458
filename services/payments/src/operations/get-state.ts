import type { PaymentHandle } from "@loconomy/contracts";
import { actingAs, system } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { depositTaken } from "../deposit.ts";
import { paymentOfBooking } from "../store.ts";
import { payableAfter } from "../intent-step.ts";
import { toHandle } from "../views.ts";

type State = Pick<PaymentHandle, "status" | "authorizeAt"> & {
  payBy: string | null;
  wasHeld: boolean;
  deposit: number;
  owed: number;
};

/** How the payment of a booking stands, for what others tell of it; null when there is none. */
export const getState = async ({ db }: Payments, bookingId: string): Promise<State | null> => {
  const payment = await paymentOfBooking(actingAs(db, system("payments")), bookingId);
  if (!payment) return null;
  const { status, authorizeAt } = toHandle(payment);
  const payBy = payment.payBy?.toISOString() ?? null;
  // A payment without a plan for later was held as it was paid.
  const { heldAt, depositAmount } = payment;
  const wasHeld = heldAt !== null || (payment.authorizeAt === null && depositAmount === 0);
  const deposit = depositTaken(payment);
  return { status, authorizeAt, payBy, wasHeld, deposit, owed: payableAfter(payment) };
};
