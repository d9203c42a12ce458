import { can, type Actor } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { keptPaper } from "../papers/kept-paper.ts";
import { pdfFile } from "../papers/pdf-document.ts";
import { creditSubject, invoiceSubject, issuePapers, restSubject } from "./issue-papers.ts";
import { requirePayment } from "./list-booking-papers.ts";

interface PaperRequest {
  id: string;
  /** Of a credit note; without it the invoice is meant. */
  refundId?: string;
  /** Of an invoice: the one for a rest that was paid later. */
  part?: "first" | "rest";
  locale: string;
}

/**
 * The invoice of a booking, or the credit note for one of its refunds, as PDF, for its parties and operators. What has none yet,
 * as what was paid before there were any, gets it now.
 * @throws unauthenticated, not_found (also when nothing was taken, or given back), service_unavailable (it cannot be read).
 */
export const downloadPaper = async (
  payments: Payments,
  actor: Actor,
  { id: bookingId, refundId, part, locale }: PaperRequest,
) => {
  const payment = await requirePayment(payments.db, actor, bookingId);
  const invoice = part === "rest" ? restSubject(payment.id) : invoiceSubject(payment.id);
  const subject = refundId ? creditSubject(refundId) : invoice;
  const papers = await issuePapers(payments, bookingId);
  const paper = papers.find((it) => it.subject === subject);
  if (!paper) throw problem("not_found");
  const isPayer = actor.kind === "user" && actor.userId === payment.customerId;
  const showsCard = isPayer || can(actor, "admin:access");
  const bytes = await keptPaper(payments, paper, { locale, showsCard });
  return pdfFile(`${paper.number}.pdf`, bytes);
};
