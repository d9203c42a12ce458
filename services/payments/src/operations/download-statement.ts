import { decimalText, type Actor, type LedgerKind } from "@loconomy/contracts";
import { problem, queryAs, system } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { csvText } from "../csv.ts";
import { requireProviderOwner } from "../provider-owner.ts";

const ROWS_MAX = 50_000;

interface StatementRequest {
  id: string;
  /** Calendar days in `timeZone`, both included. */
  from: string;
  to: string;
  timeZone: string;
}

interface Line {
  at: Date;
  kind: LedgerKind;
  bookingId: string | null;
  description: string | null;
  amount: number;
  currency: string;
}

/**
 * A provider's account between two days as CSV: each currency's opening balance, every posting with the balance after it,
 * and the closing balance.
 * @throws unauthenticated, not_found, invalid_request (the days are the wrong way round), unprocessable (too much for one file).
 */
export const downloadStatement = async (
  payments: Payments,
  actor: Actor,
  { id, from, to, timeZone }: StatementRequest,
) => {
  await requireProviderOwner(payments, actor, id);
  if (to < from)
    throw problem("invalid_request", undefined, {
      errors: [{ path: "to", message: "must not be before from" }],
    });
  const [begin, end] = [startOf(from, timeZone, 0), startOf(to, timeZone, 1)];
  const [opening, lines] = await Promise.all([
    balancesBefore(payments, id, begin),
    linesBetween(payments, id, begin, end),
  ]);
  if (lines.length > ROWS_MAX)
    throw problem("unprocessable", "This is too much for one file. Choose fewer days.");
  const filename = `statement-${from}-${to}.csv`;
  const text = csvText(statementRows(opening, lines, { from, to, timeZone }));
  return {
    headers: { "content-disposition": `attachment; filename="${filename}"` },
    body: new File([text], filename, { type: "text/csv; charset=utf-8; header=present" }),
  };
};

/** The first moment of a day, or of so many days later. */
const startOf = (day: string, timeZone: string, daysLater: number): Date =>
  new Date(
    Temporal.PlainDate.from(day).add({ days: daysLater }).toZonedDateTime(timeZone)
      .epochMilliseconds,
  );

const balancesBefore = async (
  { db }: Payments,
  providerId: string,
  before: Date,
): Promise<Map<string, number>> => {
  const rows = await queryAs<{ currency: string; amount: number }>(
    db,
    system("payments"),
    `select e.currency, sum(e.amount)::bigint as amount
       from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
      where e.account = 'provider_payable' and e.owner = $1 and t.at < $2 group by e.currency`,
    [providerId, before],
  );
  return new Map(rows.map(({ currency, amount }) => [currency, amount]));
};

const linesBetween = (
  { db }: Payments,
  providerId: string,
  begin: Date,
  end: Date,
): Promise<Line[]> =>
  queryAs<Line>(
    db,
    system("payments"),
    `select t.at, t.kind, t.booking_id as "bookingId", p.description, e.amount, e.currency
       from payments.ledger_entries e
       join payments.ledger_transactions t on t.id = e.transaction_id
       left join payments.payments p on p.booking_id = t.booking_id
      where e.account = 'provider_payable' and e.owner = $1 and t.at >= $2 and t.at < $3
      order by t.at, e.id limit $4`,
    [providerId, begin, end, ROWS_MAX + 1],
  );

const HEADER = ["Date", "What", "Service", "Booking", "Currency", "Amount", "Balance"];

const statementRows = (
  opening: ReadonlyMap<string, number>,
  lines: readonly Line[],
  { from, to, timeZone }: Pick<StatementRequest, "from" | "to" | "timeZone">,
): string[][] => {
  const currencies = [
    ...new Set([...opening.keys(), ...lines.map(({ currency }) => currency)]),
  ].toSorted();
  const balances = new Map(opening);
  const total = (day: string, what: string, currency: string): string[] => {
    return [day, what, "", "", currency, "", decimalText(balances.get(currency) ?? 0, currency)];
  };
  return [
    HEADER,
    ...currencies.map((currency) => total(from, "opening balance", currency)),
    ...lines.map(({ at, kind, description, bookingId, amount, currency }) => {
      const balance = (balances.get(currency) ?? 0) + amount;
      balances.set(currency, balance);
      const day = at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate().toString();
      return [
        day,
        kind.replaceAll("_", " "),
        description ?? "",
        bookingId ?? "",
        currency,
        decimalText(amount, currency),
        decimalText(balance, currency),
      ];
    }),
    ...currencies.map((currency) => total(to, "closing balance", currency)),
  ];
};
