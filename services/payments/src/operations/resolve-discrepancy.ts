import type { Actor, Discrepancy } from "@loconomy/contracts";
import { problem, queryAs, requirePermission, system } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { DISCREPANCY_COLUMNS, toDiscrepancy, type DiscrepancyRow } from "../discrepancy-store.ts";

/**
 * An operator notes what became of something that did not agree. It is raised again if it still does not.
 * @throws unauthenticated, forbidden, not_found, conflict (somebody did before).
 */
export const resolveDiscrepancy = async (
  { db, clock }: Payments,
  actor: Actor,
  { id, note }: { id: string; note: string },
): Promise<Discrepancy> => {
  const { userId } = requirePermission(actor, "admin:access");
  const [resolved] = await queryAs<DiscrepancyRow>(
    db,
    system("payments"),
    `update payments.discrepancies set resolved_at = $2, resolved_by = $3, note = $4
      where id = $1 and resolved_at is null returning ${DISCREPANCY_COLUMNS}`,
    [id, clock.now(), userId, note],
  );
  if (resolved) return toDiscrepancy(resolved);
  const known = await queryAs(
    db,
    system("payments"),
    "select from payments.discrepancies where id = $1",
    [id],
  );
  throw known.length === 0
    ? problem("not_found")
    : problem("conflict", "This is resolved already.");
};
