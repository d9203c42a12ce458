import type { Actor } from "@loconomy/contracts";
import { problem, system, transaction, type Tx } from "@loconomy/kit";
import { borneByTip } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import { documentKey } from "../papers/document-key.ts";
import { keptDocument } from "../papers/kept-document.ts";
import { languageOf } from "../papers/paper-words.ts";
import { pdfFile } from "../papers/pdf-document.ts";
import { providerParty } from "../papers/parties.ts";
import { tipReceiptPdf } from "../papers/tip-receipt-pdf.ts";
import { lockTip } from "../tip-store.ts";
import { requirePayment } from "./list-booking-papers.ts";

/**
 * The receipt for a tip as PDF, for the parties of its booking and operators; it says too what of it went back, and is kept as it was
 * first handed out for each state of the tip. A tip is not a sale: it has no invoice and none of the seller's numbers.
 * @throws unauthenticated, not_found (also while no tip is paid), service_unavailable (it cannot be read).
 */
export const downloadTipReceipt = async (
  payments: Payments,
  actor: Actor,
  { id: bookingId, locale }: { id: string; locale: string },
) => {
  const { providerId, description } = await requirePayment(payments.db, actor, bookingId);
  const { db, clients } = payments;
  const facts = await transaction(db, system("payments"), (tx) => tipFacts(tx, bookingId));
  if (!facts) throw problem("not_found");
  const { id: tipId, ...tip } = facts;
  const language = languageOf(locale);
  const draw = async () => {
    const [provider, booking] = await Promise.all([
      providerParty(payments, providerId),
      clients.bookings.getRecord({ id: bookingId }),
    ]);
    return tipReceiptPdf(
      {
        ...tip,
        bookingId,
        provider,
        customerName: booking?.customerName ?? "Customer",
        service: description,
        timeZone: booking?.timeZone ?? "UTC",
      },
      language,
    );
  };
  const state = tip.refundedAt ? "refunded" : "paid";
  const copy = [state, ...(tip.chargedBack > 0 ? [`less-${tip.chargedBack}`] : []), language];
  const bytes = await keptDocument(payments, documentKey("tip", tip.paidAt, tipId, copy), draw);
  return pdfFile(`tip-${bookingId}.pdf`, bytes);
};

/** What became of a tip that was paid; null while none is. */
const tipFacts = async (tx: Tx, bookingId: string) => {
  const tip = await lockTip(tx, { bookingId });
  if (!tip?.paidAt) return null;
  const { id, amount, currency, paidAt } = tip;
  const [refund] = await tx.query<{ at: Date }>(
    "select finished_at as at from payments.refunds where tip_id = $1 and status = 'succeeded'",
    [id],
  );
  const chargedBack = await borneByTip(tx, id);
  return { id, amount, currency, paidAt, refundedAt: refund?.at ?? null, chargedBack };
};
