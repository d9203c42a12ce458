import type { Payments } from "../context.ts";
import { documentKey } from "./document-key.ts";
import { keptDocument } from "./kept-document.ts";
import { paperPdf, type Reader } from "./paper-pdf.ts";
import type { PaperRow } from "./paper-store.ts";
import { languageOf } from "./paper-words.ts";

/**
 * An invoice or a credit note as PDF: the same bytes for ever. There is a copy with the customer's card and one without, each in the
 * languages in which somebody has asked for it.
 * @throws service_unavailable when it cannot be reached, or is not what was kept.
 */
export const keptPaper = (
  payments: Payments,
  paper: PaperRow,
  { locale, showsCard }: Reader,
): Promise<Uint8Array<ArrayBuffer>> => {
  const language = languageOf(locale);
  const copy = [showsCard ? "with-card" : "without-card", language];
  return keptDocument(payments, documentKey(paper.kind, paper.issuedAt, paper.id, copy), () =>
    paperPdf(paper, { locale: language, showsCard }),
  );
};
