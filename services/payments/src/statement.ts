import type { Actor, LedgerKind } from "@loconomy/contracts";
import { problem, queryAs, system } from "@loconomy/kit";
import type { Payments } from "./context.ts";
import { requireProviderOwner } from "./provider-owner.ts";

export interface StatementRequest {
  id: string;
  /** Calendar days in `timeZone`, both included. */
  from: string;
  to: string;
  timeZone: string;
}

/** A posting, or a balance where `amount` is null. Minor units. */
export interface StatementRow {
  /** `YYYY-MM-DD`. */
  day: string;
  what: string;
  service: string;
  bookingId: string | null;
  currency: string;
  amount: number | null;
  /** After it. */
  balance: number;
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
 * A provider's account between two days: each currency's opening balance, every posting with the balance after it, and the
 * closing balances.
 * @throws unauthenticated, not_found, invalid_request (the days are the wrong way round), unprocessable (more than `rowsMax` postings).
 */
export const statementOf = async (
  payments: Payments,
  actor: Actor,
  { id, from, to, timeZone }: StatementRequest,
  rowsMax: number,
): Promise<StatementRow[]> => {
  await requireProviderOwner(payments, actor, id);
  if (to < from)
    throw problem("invalid_request", undefined, {
      errors: [{ path: "to", message: "must not be before from" }],
    });
  const [begin, end] = [startOf(from, timeZone, 0), startOf(to, timeZone, 1)];
  const [opening, lines] = await Promise.all([
    balancesBefore(payments, id, begin),
    linesBetween(payments, id, { begin, end, limit: rowsMax + 1 }),
  ]);
  if (lines.length > rowsMax)
    throw problem("unprocessable", "This is too much for one file. Choose fewer days.");
  return rowsOf(opening, lines, { from, to, timeZone });
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
  { begin, end, limit }: { begin: Date; end: Date; limit: number },
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
    [providerId, begin, end, limit],
  );

const rowsOf = (
  opening: ReadonlyMap<string, number>,
  lines: readonly Line[],
  { from, to, timeZone }: Pick<StatementRequest, "from" | "to" | "timeZone">,
): StatementRow[] => {
  const currencies = [
    ...new Set([...opening.keys(), ...lines.map(({ currency }) => currency)]),
  ].toSorted();
  const balances = new Map(opening);
  const total = (day: string, what: string, currency: string): StatementRow => ({
    day,
    what,
    service: "",
    bookingId: null,
    currency,
    amount: null,
    balance: balances.get(currency) ?? 0,
  });
  return [
    ...currencies.map((currency) => total(from, "opening balance", currency)),
    ...lines.map(({ at, kind, description, bookingId, amount, currency }) => {
      const balance = (balances.get(currency) ?? 0) + amount;
      balances.set(currency, balance);
      return {
        day: at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate().toString(),
        what: kind.replaceAll("_", " "),
        service: description ?? "",
        bookingId,
        currency,
        amount,
        balance,
      };
    }),
    ...currencies.map((currency) => total(to, "closing balance", currency)),
  ];
};
