import { partyLines } from "./paper-pdf.ts";
import type { PaperParty } from "./paper.ts";
import { wordsIn } from "./paper-words.ts";
import { openPdf } from "./pdf-document.ts";

/** A tip that was paid, in minor units of its currency. */
export interface TipReceipt {
  bookingId: string;
  provider: PaperParty;
  customerName: string;
  /** What it was given for. */
  service: string;
  timeZone: string;
  amount: number;
  currency: string;
  paidAt: Date;
  /** All of it was given back then. */
  refundedAt: Date | null;
  /** What the cardholder's bank has taken back. */
  chargedBack: number;
}

/** The receipt for a tip as PDF, with amounts and dates as `locale` writes them. */
export const tipReceiptPdf = async (
  tip: TipReceipt,
  locale: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { provider, customerName, service, bookingId, timeZone, amount, currency } = tip;
  const { paidAt, refundedAt, chargedBack } = tip;
  const pdf = await openPdf({
    title: "Receipt for a tip",
    author: provider.name,
    at: refundedAt ?? paidAt,
    country: provider.country,
  });
  const words = wordsIn(locale, pdf.has);
  const money = (minor: number): string => words.money(minor, currency);
  const day = (at: Date): string => words.date(at.toISOString(), timeZone);
  pdf.heading("H1", "Receipt for a tip");
  pdf.columns([
    { heading: "Given to", lines: partyLines(provider) },
    { heading: "Given by", lines: [customerName] },
  ]);
  pdf.paragraph(`Paid by card on ${day(paidAt)}`);
  pdf.paragraph(`For: ${service}`);
  pdf.paragraph(`Booking: ${bookingId}`);
  pdf.gap();
  const back = [
    ...(refundedAt ? [[`Given back on ${day(refundedAt)}`, money(-amount)]] : []),
    ...(chargedBack > 0 ? [["Taken back by the cardholder's bank", money(-chargedBack)]] : []),
  ];
  const left = amount - (refundedAt ? amount : 0) - chargedBack;
  await pdf.table(
    [
      { label: "Description", width: 0.75 },
      { label: `Amount (${currency})`, width: 0.25, align: "right" },
    ],
    [["Tip", money(amount)], ...back, ["Total", money(left)]],
    1,
  );
  pdf.gap();
  pdf.paragraph(
    `All of a tip goes to ${provider.name}, without a fee. It is given freely beside the price: no tax is added to it, and it is on no invoice.`,
  );
  return pdf.end();
};
