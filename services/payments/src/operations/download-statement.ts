import { decimalText, type Actor } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import { csvText } from "../csv.ts";
import { statementOf, type StatementRequest, type StatementRow } from "../statement.ts";

const ROWS_MAX = 50_000;

/**
 * A provider's account between two days as CSV: each currency's opening balance, every posting with the balance after it,
 * and the closing balance.
 * @throws unauthenticated, not_found, invalid_request (the days are the wrong way round), unprocessable (too much for one file).
 */
export const downloadStatement = async (
  payments: Payments,
  actor: Actor,
  request: StatementRequest,
) => {
  const rows = await statementOf(payments, actor, request, ROWS_MAX);
  const filename = `statement-${request.from}-${request.to}.csv`;
  const text = csvText([HEADER, ...rows.map(toCells)]);
  return {
    headers: { "content-disposition": `attachment; filename="${filename}"` },
    body: new File([text], filename, { type: "text/csv; charset=utf-8; header=present" }),
  };
};

const HEADER = ["Date", "What", "Service", "Booking", "Currency", "Amount", "Balance"];

const toCells = ({ day, what, service, bookingId, currency, amount, balance }: StatementRow) => [
  day,
  what,
  service,
  bookingId ?? "",
  currency,
  amount === null ? "" : decimalText(amount, currency),
  decimalText(balance, currency),
];
