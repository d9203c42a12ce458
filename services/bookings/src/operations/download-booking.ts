import { calendarFile } from "@loconomy/calendar";
import type { Actor } from "@loconomy/contracts";
import { problem, requireUser, transaction } from "@loconomy/kit";
import type { Bookings } from "../context.ts";
import { feedEntry } from "../feed.ts";
import { findFeedRow } from "../feed-store.ts";
import { partyOf, readerFor } from "../policy.ts";

/** One booking as a file for one's own calendar; operators get the customer's. */
export const downloadBooking = async (deps: Bookings, actor: Actor, { id }: { id: string }) => {
  const user = requireUser(actor);
  const row = await transaction(deps.db, readerFor(actor), (tx) => findFeedRow(tx, id));
  const party = row && partyOf(user, row);
  if (!row || !party) throw problem("not_found", "There is no such booking.");
  const { PUBLIC_URL: origin } = deps.config;
  const entry = feedEntry(row, party === "provider" ? "provider" : "customer", origin);
  return {
    headers: { "content-disposition": 'attachment; filename="booking.ics"' },
    body: new File([calendarFile([entry], { origin })], "booking.ics", {
      type: "text/calendar; charset=utf-8",
    }),
  };
};
