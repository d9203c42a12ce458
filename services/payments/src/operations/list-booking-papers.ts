import { can, type Actor, type BookingPaper } from "@loconomy/contracts";
import { problem, requireUser, system } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { listedOfBooking } from "../papers/paper-facts.ts";
import { visiblePayment, type PaymentRow } from "../store.ts";

/**
 * The invoice of a booking and its credit notes, for its parties and operators.
 * @throws unauthenticated, not_found.
 */
export const listBookingPapers = async (
  { db }: Payments,
  actor: Actor,
  bookingId: string,
): Promise<{ items: BookingPaper[] }> => {
  await requirePayment(db, actor, bookingId);
  return { items: await listedOfBooking(db, bookingId) };
};

/** The payment of a booking; for others than its parties and operators there is none. */
export const requirePayment = async (
  db: Payments["db"],
  actor: Actor,
  bookingId: string,
): Promise<PaymentRow> => {
  const user = requireUser(actor);
  const isOperator = can(user, "admin:access");
  const payment = await visiblePayment(db, isOperator ? system("payments") : user, bookingId);
  if (!payment) throw problem("not_found");
  return payment;
};
