import type { Actor } from "@loconomy/contracts";
import { requirePermission } from "@loconomy/kit";
import type { ChargebackRow } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import { documentKey } from "../papers/document-key.ts";
import { evidencePdf } from "../papers/evidence-pdf.ts";
import { keptDocument } from "../papers/kept-document.ts";
import { languageOf } from "../papers/paper-words.ts";
import { pdfFile } from "../papers/pdf-document.ts";
import { findChargeback, toCase } from "./chargebacks.ts";

/**
 * For operators: the evidence for a chargeback that was sent, as it was then, or, while an answer is awaited, would be sent now, as PDF.
 * @throws unauthenticated, forbidden, not_found, service_unavailable (the evidence cannot be gathered, or not be read).
 */
export const downloadEvidence = async (
  payments: Payments,
  actor: Actor,
  { id, locale }: { id: string; locale: string },
) => {
  requirePermission(actor, "admin:access");
  const row = await findChargeback(payments, id);
  const isSent = row.submittedAt && row.evidence && row.status !== "needs_response";
  const bytes = isSent
    ? await sentEvidence(payments, row, locale)
    : await draw(payments, row, languageOf(locale));
  return pdfFile(`chargeback-${id}.pdf`, bytes);
};

/**
 * The evidence that was sent with the last answer, kept as it is from the first time on that it is asked for.
 * @throws service_unavailable when it cannot be reached, or is not what was kept.
 */
export const sentEvidence = (
  payments: Payments,
  row: ChargebackRow,
  locale: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const language = languageOf(locale);
  const copy = [`answer-${row.answers}`, language];
  return keptDocument(payments, documentKey("evidence", row.openedAt, row.id, copy), () =>
    draw(payments, row, language),
  );
};

const draw = async (payments: Payments, row: ChargebackRow, locale: string) =>
  evidencePdf(await toCase(payments, row), {
    locale,
    at: row.submittedAt ?? payments.clock.now(),
    author: payments.config.PLATFORM_NAME,
  });
