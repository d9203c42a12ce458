import type { Actor, Series, SeriesCancellationQuote } from "@loconomy/contracts";
import {
  actingAs,
  problem,
  publish,
  requireUser,
  transaction,
  type ServiceDependencies,
} from "@loconomy/kit";
import type { BookingRow } from "../booking-store.ts";
import { cancellationOf, moveAll, seriesFacts, tellCancelled } from "../series-steps.ts";
import { findSeries, listSeries, lockSeries } from "../series-store.ts";
import { authorise } from "../transition.ts";
import { mayNow, requireSeriesParty, toSeries } from "./get-series.ts";

type Action = "accept" | "decline" | "cancel";

interface Input {
  id: string;
  /** This occurrence and those that follow it. */
  from?: number;
  reason?: string;
}

/**
 * Accepts, declines or cancels the bookings of a series from one on that are still to come: all in one transaction, each by
 * the lifecycle, and told of once.
 * @throws not_found, forbidden when the action is the other side's, invalid_transition when it fits none of them.
 */
export const changeSeries = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  action: Action,
  { id, from = 1, reason }: Input,
): Promise<Series> =>
  transaction(db, requireUser(actor), async (tx) => {
    const rows = await lockSeries(tx, id);
    const party = requireSeriesParty(actor, rows);
    const now = clock.now();
    const chosen = choose(rows, action, party, from, now);
    const to = authorise(chosen[0]!, action, party, now);
    const words = reason || null;
    const moved = await moveAll(tx, clock, chosen, { action, party, to, reason: words, now });
    if (action === "accept") await publish(tx, clock, "series.confirmed", id, seriesFacts(moved));
    if (action === "decline")
      await publish(tx, clock, "series.declined", id, { ...seriesFacts(moved), reason: words });
    if (action === "cancel")
      await tellCancelled(tx, clock, chosen, { by: party, reason: words, now });
    return toSeries((await findSeries(tx, id))!, await listSeries(tx, id), party, now);
  });

/** What cancelling the bookings of a series from one on would cost the asking party now, each by its own policy. */
export const getSeriesCancellationQuote = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  { id, from = 1 }: Input,
): Promise<SeriesCancellationQuote> => {
  const rows = await listSeries(actingAs(db, requireUser(actor)), id);
  const party = requireSeriesParty(actor, rows);
  const now = clock.now();
  const items = choose(rows, "cancel", party, from, now).map((row) => ({
    row,
    ...cancellationOf(row, party, now),
  }));
  const money = (amount: number) => ({ amount, currency: rows[0]!.priceCurrency });
  return {
    keep: money(items.reduce((sum, { keep }) => sum + keep, 0)),
    refund: money(items.reduce((sum, { refund }) => sum + refund, 0)),
    items: items.map(({ row, keep, refund }) => ({
      bookingId: row.id,
      occurrence: row.occurrence!,
      start: row.start.toISOString(),
      keep: money(keep),
      refund: money(refund),
    })),
  };
};

/** The bookings that an action is for; at least one. */
const choose = (
  rows: readonly BookingRow[],
  action: Action,
  party: Series["party"],
  from: number,
  now: Date,
): BookingRow[] => {
  const scope = rows.filter(({ occurrence }) => occurrence! >= from);
  if (scope.length === 0)
    throw problem("unprocessable", `This series has ${rows.length} dates.`, {
      errors: [{ path: "from", message: `must be at most ${rows.length}` }],
    });
  if (from > 1 && rows.some(({ status }) => status === "awaiting_payment"))
    throw problem(
      "unprocessable",
      "This series is not paid yet: pay for it, or cancel it as a whole.",
    );
  const chosen = scope.filter((row) => mayNow(row, action, party, now));
  // Says why, for the first of them; what has begun already is none of the series' any more.
  if (chosen.length === 0) authorise(scope[0]!, action, party, now);
  if (chosen.length === 0)
    throw problem("invalid_transition", "All these times have begun already.", {
      bookingStatus: scope[0]!.status,
    });
  return chosen;
};
