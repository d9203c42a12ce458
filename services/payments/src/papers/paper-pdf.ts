import type { PaperContent, PaperLine, PaperParty } from "./paper.ts";
import type { PaperRow } from "./paper-store.ts";
import { wordsIn, type Words } from "./paper-words.ts";
import { openPdf } from "./pdf-document.ts";

export interface Reader {
  /** How amounts and dates are written. */
  locale: string;
  /** The provider learns nothing of the customer's card. */
  showsCard: boolean;
}

/** An invoice or a credit note as PDF. The same for each who reads it in one language. */
export const paperPdf = async (
  { kind, number, content, issuedAt }: Pick<PaperRow, "kind" | "number" | "content" | "issuedAt">,
  { locale, showsCard }: Reader,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { seller, buyer, lines, total, currency, credits } = content;
  const title = `${kind === "invoice" ? "Invoice" : "Credit note"} ${number}`;
  const pdf = await openPdf({
    title,
    author: seller.name,
    at: issuedAt,
    country: seller.country ?? buyer.country,
  });
  const words = wordsIn(locale, pdf.has);
  const money = (amount: number): string => words.money(amount, currency);
  pdf.heading("H1", title);
  pdf.columns([
    { heading: "Seller", lines: partyLines(seller) },
    { heading: "Customer", lines: partyLines(buyer) },
  ]);
  for (const fact of facts(content, words)) pdf.paragraph(fact);
  if (credits)
    pdf.paragraph(`Takes back from invoice ${credits.number} of ${words.day(credits.issuedOn)}`);
  pdf.gap();
  const hasDays = lines.some(({ day }) => day);
  const row = (label: string, amount: number, day = ""): string[] => [
    ...(hasDays ? [day] : []),
    label,
    money(amount),
  ];
  await pdf.table(
    [
      ...(hasDays ? [{ label: "Date", width: 0.2 }] : []),
      { label: "Description", width: hasDays ? 0.55 : 0.75 },
      { label: `Amount (${currency})`, width: 0.25, align: "right" },
    ],
    [
      ...lines.map(({ label, amount, day }) => row(label, amount, day && words.day(day))),
      row(kind === "invoice" ? "Total" : "Total given back", total),
    ],
    1,
  );
  pdf.gap();
  for (const note of notes(content, kind === "credit_note", showsCard, words)) pdf.paragraph(note);
  return pdf.end();
};

/** A party as on an envelope, with its country where that is not said. */
export const partyLines = ({ name, lines, country }: PaperParty): string[] => {
  const countryName = country && new Intl.DisplayNames("en", { type: "region" }).of(country);
  const isSaid = lines.some((line) => countryName && line.includes(countryName));
  return [name, ...lines, ...(countryName && !isSaid ? [countryName] : [])];
};

const facts = ({ issuedOn, timeZone, supply, place, bookingId }: PaperContent, words: Words) => [
  `Date of issue: ${words.day(issuedOn)}`,
  "month" in supply
    ? `Platform fees of ${words.month(supply.month)}`
    : `Date of supply: ${words.range(supply.start, supply.end, timeZone)}`,
  ...(place.length > 0 ? [`Place: ${place.join(", ")}`] : []),
  ...(bookingId ? [`Booking: ${bookingId}`] : []),
];

const notes = (
  { includedTaxes, currency, payment, timeZone }: PaperContent,
  isCredit: boolean,
  showsCard: boolean,
  words: Words,
): string[] => {
  const tax = ({ label, amount }: PaperLine): string =>
    `The total includes ${label}: ${words.money(amount, currency)}`;
  if (!payment)
    return [
      ...includedTaxes.map(tax),
      "Kept from what customers paid. Nothing is left to be paid.",
    ];
  const { brand, last4, at } = payment;
  const card = showsCard && brand && last4 ? `${brandName(brand)} ending in ${last4}` : "card";
  const day = words.date(at, timeZone);
  return [
    ...includedTaxes.map(tax),
    isCredit ? `Given back to ${card} on ${day}.` : `Paid by ${card} on ${day}.`,
  ];
};

const brandName = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);
