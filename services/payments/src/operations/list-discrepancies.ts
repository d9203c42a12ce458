import { Id, type Actor } from "@loconomy/contracts";
import { decodeCursor, queryAs, requirePermission, system, toPage } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { DISCREPANCY_COLUMNS, toDiscrepancy, type DiscrepancyRow } from "../discrepancy-store.ts";

/**
 * For operators: what does not agree, newest first; with `open` only what nobody has looked into, or only the rest.
 * @throws unauthenticated, forbidden, invalid_request (a cursor that is not ours).
 */
export const listDiscrepancies = async (
  { db }: Payments,
  actor: Actor,
  { open, cursor, limit }: { open?: boolean; cursor?: string; limit: number },
) => {
  requirePermission(actor, "admin:access");
  const rows = await queryAs<DiscrepancyRow>(
    db,
    system("payments"),
    `select ${DISCREPANCY_COLUMNS} from payments.discrepancies
      where ($1::boolean is null or (resolved_at is null) = $1) and ($2::uuid is null or id < $2)
      order by id desc limit $3`,
    [open ?? null, decodeCursor(Id, cursor) ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => id, toDiscrepancy);
};
