import type { ChargebackCase, EvidenceField } from "@loconomy/contracts";
import { wordsIn } from "./paper-words.ts";
import { openPdf } from "./pdf-document.ts";

const HEADINGS: Record<EvidenceField, string> = {
  product_description: "What was agreed",
  service_date: "When",
  customer_name: "Customer",
  customer_email_address: "E-mail address of the customer",
  cancellation_policy_disclosure: "Cancellation policy that was shown",
  refund_refusal_explanation: "How it ended",
  access_activity_log: "Log of the booking",
  uncategorized_text: "What was said",
};

/** What a bank is told of a chargeback as PDF, each text under a heading of its own; moments are in UTC. */
export const evidencePdf = async (
  chargeback: ChargebackCase,
  { locale, at, author }: { locale: string; at: Date; author: string },
): Promise<Uint8Array<ArrayBuffer>> => {
  const { amount, bookingId, reason, isInquiry, isOfTip, submittedAt, evidence } = chargeback;
  const title = isInquiry ? "Evidence for an inquiry" : "Evidence for a chargeback";
  const pdf = await openPdf({ title, author, at, country: null });
  const words = wordsIn(locale, pdf.has);
  const day = (moment: string): string => words.date(moment, "UTC");
  pdf.heading("H1", title);
  pdf.paragraph(`Disputed${isOfTip ? " tip" : ""}: ${words.money(amount.amount, amount.currency)}`);
  pdf.paragraph(`Reason given by the cardholder: ${reason.replaceAll("_", " ")}`);
  pdf.paragraph(`Opened on ${day(chargeback.openedAt)}`);
  pdf.paragraph(submittedAt ? `Sent to the bank on ${day(submittedAt)}` : "Not sent yet");
  pdf.paragraph(`Booking: ${bookingId}`);
  if (evidence.length === 0) pdf.paragraph("Nothing was sent to the bank.");
  for (const { field, text } of evidence) {
    pdf.gap();
    pdf.heading("H2", HEADINGS[field]);
    for (const line of text.split("\n")) pdf.paragraph(line || " ");
  }
  return pdf.end();
};
