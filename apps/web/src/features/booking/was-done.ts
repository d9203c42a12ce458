import type { Booking, BookingStatus } from "@loconomy/contracts";

const DONE: readonly BookingStatus[] = ["completed", "disputed", "refunded"];

/** Whether a job took place, whatever became of its money. */
export const wasDone = ({ status }: Pick<Booking, "status">): boolean => DONE.includes(status);
