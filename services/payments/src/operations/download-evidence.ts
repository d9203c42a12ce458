import type { Actor } from "@loconomy/contracts";
import { requirePermission } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { evidencePdf } from "../papers/evidence-pdf.ts";
import { pdfFile } from "../papers/pdf-document.ts";
import { caseOf } from "./chargebacks.ts";

/**
 * For operators: the evidence for a chargeback that was sent or, while an answer is awaited, would be sent now, as PDF.
 * @throws unauthenticated, forbidden, not_found, service_unavailable (the evidence cannot be gathered).
 */
export const downloadEvidence = async (
  payments: Payments,
  actor: Actor,
  { id, locale }: { id: string; locale: string },
) => {
  requirePermission(actor, "admin:access");
  const chargeback = await caseOf(payments, id);
  const at = payments.clock.now();
  const bytes = await evidencePdf(chargeback, {
    locale,
    at,
    author: payments.config.PLATFORM_NAME,
  });
  return pdfFile(`chargeback-${id}.pdf`, bytes);
};
