import type { Actor } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import { wordsIn } from "../papers/paper-words.ts";
import { providerParty } from "../papers/parties.ts";
import { openPdf, pdfFile } from "../papers/pdf-document.ts";
import { statementOf, type StatementRequest, type StatementRow } from "../statement.ts";

/** About a hundred pages, which take three seconds of work; others get their turn between rows. */
const ROWS_MAX = 2_000;

/**
 * The statement that `downloadStatement` gives as CSV, as PDF: the same figures, and the sums of each currency at the end.
 * @throws unauthenticated, not_found, invalid_request (the days are the wrong way round), unprocessable (too much for one file).
 */
export const printStatement = async (
  payments: Payments,
  actor: Actor,
  request: StatementRequest & { locale: string },
) => {
  const { id, from, to, timeZone, locale } = request;
  const rows = await statementOf(payments, actor, request, ROWS_MAX);
  const { name, lines, country } = await providerParty(payments, id);
  const pdf = await openPdf({
    title: `Statement ${from} – ${to}`,
    author: payments.config.PLATFORM_NAME,
    at: payments.clock.now(),
    country,
  });
  const words = wordsIn(locale, pdf.has);
  pdf.heading("H1", `Statement: ${words.day(from)} – ${words.day(to)}`);
  pdf.paragraph([name, ...lines].join(", "));
  pdf.paragraph(`Days begin and end in the time zone ${timeZone}.`, { isMuted: true });
  pdf.gap();
  await pdf.table(
    [
      { label: "Date", width: 0.19 },
      { label: "What", width: 0.15 },
      { label: "Service", width: 0.34 },
      { label: "Amount", width: 0.16, align: "right" },
      { label: "Balance", width: 0.16, align: "right" },
    ],
    rows.map(({ day, what, service, currency, amount, balance }) => [
      words.day(day),
      capitalised(what),
      service,
      amount === null ? "" : words.money(amount, currency),
      words.money(balance, currency),
    ]),
  );
  pdf.gap();
  pdf.heading("H2", "Sums");
  await pdf.table(
    [
      { label: "Currency", width: 0.2 },
      { label: "Opening balance", width: 0.2, align: "right" },
      { label: "Came in", width: 0.2, align: "right" },
      { label: "Went out", width: 0.2, align: "right" },
      { label: "Closing balance", width: 0.2, align: "right" },
    ],
    sumsOf(rows).map(({ currency, amounts }) => [
      currency,
      ...amounts.map((amount) => words.money(amount, currency)),
    ]),
  );
  return pdfFile(`statement-${from}-${to}.pdf`, await pdf.end());
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Of each currency: the opening balance, what came in, what went out (negative), and what these three add up to. */
const sumsOf = (rows: readonly StatementRow[]) =>
  [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, of]) => {
    const opening = of[0]!.balance;
    const sum = (sign: number): number =>
      of.reduce((all, { amount }) => (amount && amount * sign > 0 ? all + amount : all), 0);
    return { currency, amounts: [opening, sum(1), sum(-1), opening + sum(1) + sum(-1)] };
  });
