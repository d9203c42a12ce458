import type { Actor } from "@loconomy/contracts";
import { decodeCursor, toPage } from "@loconomy/kit";
import { z } from "zod";
import type { Payments } from "../context.ts";
import { listedOfProvider } from "../papers/paper-facts.ts";
import { requireProviderOwner } from "../provider-owner.ts";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * A provider's invoices and credit notes by booking, the latest booked first.
 * @throws unauthenticated, not_found, invalid_request (a cursor that is not ours).
 */
export const listProviderPapers = async (
  payments: Payments,
  actor: Actor,
  { id, cursor, limit }: { id: string; cursor?: string; limit: number },
) => {
  const before = decodeCursor(Cursor, cursor) ?? null;
  await requireProviderOwner(payments, actor, id);
  const rows = await listedOfProvider(payments.db, id, { before, limit: limit + 1 });
  return toPage(
    rows,
    limit,
    ({ bookedAt, paymentId }) => [bookedAt.toISOString(), paymentId],
    ({ bookingId, description, papers }) => ({ bookingId, description, papers }),
  );
};
