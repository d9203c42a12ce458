import {
  Id,
  type Actor,
  type Chargeback,
  type ChargebackCase,
  EvidenceField,
} from "@loconomy/contracts";
import {
  decodeCursor,
  problem,
  requirePermission,
  requireUser,
  system,
  toPage,
  transaction,
} from "@loconomy/kit";
import { chargebackById, chargebacks, explain, type ChargebackRow } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import type { Evidence } from "../evidence.ts";
import { gatherEvidence } from "../gather-evidence.ts";
import { requireProviderOwner } from "../provider-owner.ts";

interface PageRequest {
  cursor?: string;
  limit: number;
}

/**
 * For operators: what banks take back or ask about, newest first; with `open` only what is not decided, or only the rest.
 * @throws unauthenticated, forbidden, invalid_request (a cursor that is not ours).
 */
export const listChargebacks = async (
  { db }: Payments,
  actor: Actor,
  { open, cursor, limit }: PageRequest & { open?: boolean },
) => {
  requirePermission(actor, "admin:access");
  const before = decodeCursor(Id, cursor);
  const rows = await transaction(db, system("payments"), (tx) =>
    chargebacks(tx, { before, open, limit: limit + 1 }),
  );
  return toPage(rows, limit, ({ id }) => id, toChargeback);
};

/**
 * For a provider's owner and operators: those of its jobs, newest first.
 * @throws unauthenticated, not_found, invalid_request (a cursor that is not ours).
 */
export const listProviderChargebacks = async (
  payments: Payments,
  actor: Actor,
  { id: providerId, cursor, limit }: PageRequest & { id: string },
) => {
  const before = decodeCursor(Id, cursor);
  await requireProviderOwner(payments, actor, providerId);
  const rows = await transaction(payments.db, system("payments"), (tx) =>
    chargebacks(tx, { before, providerId, limit: limit + 1 }),
  );
  return toPage(rows, limit, ({ id }) => id, toChargeback);
};

/**
 * For operators: one of them with the evidence that was sent or, while an answer is awaited, would be sent now.
 * @throws unauthenticated, forbidden, not_found, service_unavailable (the evidence cannot be gathered).
 */
export const getChargeback = async (
  payments: Payments,
  actor: Actor,
  id: string,
): Promise<ChargebackCase> => {
  requirePermission(actor, "admin:access");
  return caseOf(payments, id);
};

/**
 * The provider says what happened. It goes to the bank with the answer and can be changed until that is sent.
 * @throws unauthenticated, not_found (also for whoever is not its owner), conflict (it is answered).
 */
export const explainChargeback = async (
  { db, clients }: Payments,
  actor: Actor,
  {
    id: providerId,
    chargebackId,
    explanation,
  }: { id: string; chargebackId: string; explanation: string },
): Promise<Chargeback> => {
  const user = requireUser(actor);
  const owner = await clients.providers.getOwner({ providerId });
  if (owner?.userId !== user.userId) throw problem("not_found");
  return transaction(db, system("payments"), async (tx) => {
    const known = await chargebackById(tx, chargebackId);
    if (known?.providerId !== providerId) throw problem("not_found");
    const explained = await explain(tx, chargebackId, explanation);
    if (!explained) throw problem("conflict", "The bank has been answered already.");
    return toChargeback(explained);
  });
};

/** @throws not_found. */
export const findChargeback = async ({ db }: Payments, id: string): Promise<ChargebackRow> => {
  const row = await transaction(db, system("payments"), (tx) => chargebackById(tx, id));
  if (!row) throw problem("not_found");
  return row;
};

/** As operators see it. */
export const caseOf = async (payments: Payments, id: string): Promise<ChargebackCase> =>
  toCase(payments, await findChargeback(payments, id));

/** A row as operators see it. */
export const toCase = async (payments: Payments, row: ChargebackRow): Promise<ChargebackCase> => {
  const isAwaited = row.status === "needs_response" && row.answeringSince === null;
  const evidence = isAwaited ? await gatherEvidence(payments, row, null) : (row.evidence ?? {});
  return {
    ...toChargeback(row),
    fee: { amount: row.feeAmount, currency: row.currency },
    words: row.words,
    evidence: inOrder(evidence),
  };
};

const inOrder = (evidence: Evidence): ChargebackCase["evidence"] =>
  EvidenceField.options.flatMap((field) => {
    const text = evidence[field];
    return text ? [{ field, text }] : [];
  });

const toChargeback = (row: ChargebackRow): Chargeback => ({
  id: row.id,
  bookingId: row.bookingId,
  providerId: row.providerId,
  isOfTip: row.tipId !== null,
  amount: { amount: row.amount, currency: row.currency },
  reason: row.reason,
  isInquiry: row.isInquiry,
  status: row.status,
  dueBy: row.dueBy?.toISOString() ?? null,
  openedAt: row.openedAt.toISOString(),
  submittedAt: row.submittedAt?.toISOString() ?? null,
  closedAt: row.closedAt?.toISOString() ?? null,
  explanation: row.explanation,
});
