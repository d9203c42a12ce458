import type { BookingStatus } from "@loconomy/contracts";
import { publish, type Clock, type Tx } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { eventFacts } from "./view.ts";

const OVER: readonly BookingStatus[] = ["expired", "cancelled", "declined"];

/** Of a booking that was paid when it was over already, payments are told to give the money up. */
export const tellIfPaidTooLate = async (tx: Tx, clock: Clock, row: BookingRow): Promise<void> => {
  if (OVER.includes(row.status))
    await publish(tx, clock, "booking.paid_too_late", row.id, eventFacts(row));
};
