import type { BookingParty, EventData } from "@loconomy/contracts";
import { publish, type Clock, type Tx } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { cancellationOutcome } from "./cancellation.ts";
import { move, type Move } from "./move.ts";

/** What every event of a series carries; `rows` are those that changed, at least one. */
export const seriesFacts = (rows: readonly BookingRow[]): EventData<"series.confirmed"> => {
  const { seriesId, customerId, providerId, providerUserId } = rows[0]!;
  return {
    seriesId: seriesId!,
    customerId,
    providerId,
    providerUserId,
    bookingIds: rows.map(({ id }) => id),
  };
};

/** Takes the same step with some bookings of a series, all locked by this transaction and allowed already. */
export const moveAll = async (
  tx: Tx,
  clock: Clock,
  rows: readonly BookingRow[],
  step: Omit<Move, "ofSeries">,
): Promise<BookingRow[]> => {
  const moved: BookingRow[] = [];
  for (const row of rows)
    moved.push(await move(tx, clock, row, { ...step, ofSeries: row.seriesId! }));
  return moved;
};

/** Tells once of bookings that were called off together. */
export const tellCancelled = async (
  tx: Tx,
  clock: Clock,
  before: readonly BookingRow[],
  { by, reason, now }: { by: BookingParty; reason: string | null; now: Date },
): Promise<void> => {
  const outcomes = before.map((row) => cancellationOf(row, by, now));
  const total = (of: "keep" | "refund") => ({
    amount: outcomes.reduce((sum, outcome) => sum + outcome[of], 0),
    currency: before[0]!.priceCurrency,
  });
  await publish(tx, clock, "series.cancelled", before[0]!.seriesId!, {
    ...seriesFacts(before),
    by,
    reason,
    wasPaid: outcomes.some(({ wasPaid }) => wasPaid),
    keep: total("keep"),
    refund: total("refund"),
  });
};

/** What cancelling a booking costs if a party does it now. */
export const cancellationOf = (row: BookingRow, by: BookingParty, now: Date) =>
  cancellationOutcome({
    status: row.status,
    by,
    terms: row.pricing.policy,
    amount: row.priceAmount,
    now: now.getTime(),
  });
