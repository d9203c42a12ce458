import type { BookingPaper, FeeMonth, InvoicedBooking } from "@loconomy/contracts";
import { queryAs, system, type Db } from "@loconomy/kit";
import { isOver } from "../intent-step.ts";
import { visiblePayment, type PaymentRow } from "../store.ts";
import { paperNumber, type PaperKind } from "./paper.ts";

/** Part of a price that went back to the customer. A tip has no invoice, so what goes back of it no credit note. */
export interface PaidRefund {
  id: string;
  /** What of it had been kept, in minor units. */
  amount: number;
  /** By whose charge it was paid. */
  intentId: string | null;
  at: Date;
}

/** The refunds of a payment's price, with what of each had been kept: what was not (`unkept`) went back first. */
const refundsOf = (paymentId: string, unkept: string): string => `
  select id, intent_id, finished_at as at,
      least(amount, sum(amount) over (order by finished_at, id) - ${unkept})::bigint as amount
    from payments.refunds where payment_id = ${paymentId} and status = 'succeeded' and tip_id is null`;

/**
 * What the papers of a booking are made from, with what was kept as what was taken: what the policy does not keep of a deposit never
 * was the provider's, whoever gives it back. Null when nothing was kept, or a deposit waits for the end of its booking. Refunds by time.
 */
export const papersFacts = async (
  db: Db,
  bookingId: string,
): Promise<{ payment: PaymentRow; capturedAt: Date; refunds: PaidRefund[] } | null> => {
  const payment = await visiblePayment(db, system("payments"), bookingId);
  if (!payment || !isOver(payment)) return null;
  const kept = Math.min(payment.capturedAmount, payment.settleAmount ?? payment.capturedAmount);
  if (kept === 0) return null;
  const [capture, refunds] = await Promise.all([
    queryAs<{ at: Date }>(
      db,
      system("payments"),
      "select at from payments.ledger_transactions where reference = any($1) order by at desc limit 1",
      [[`capture:${payment.id}`, `deposit:${payment.id}`]],
    ),
    queryAs<PaidRefund>(
      db,
      system("payments"),
      `select id, amount, intent_id as "intentId", at from (${refundsOf("$1", "$2::bigint")}) r where amount > 0 order by at, id`,
      [payment.id, payment.capturedAmount - kept],
    ),
  ]);
  return { payment: { ...payment, capturedAmount: kept }, capturedAt: capture[0]!.at, refunds };
};

interface PaidRow {
  paymentId: string;
  bookedAt: Date;
  bookingId: string;
  description: string;
  currency: string;
  kind: PaperKind;
  refundId: string | null;
  isRest: boolean;
  amount: number;
  at: Date;
  year: number | null;
  number: number | null;
}

/** What was kept of a payment in the end: less than what was taken where the policy gives some of a deposit back. */
const KEPT = "least(captured_amount, coalesce(settle_amount, captured_amount))";
/** A payment of which no more is taken by itself. */
const IS_OVER =
  "(status in ('captured', 'refunded') or status in ('failed', 'requires_action') and settle_amount > deposit_amount)";

/** What was paid and what went back, of the payments that `paid` selects, each with its paper if that is made already. */
const listing = (paid: string): string => `
  with paid as (select p.id, p.created_at, p.booking_id, p.description, p.currency, ${KEPT} as kept, captured_amount - ${KEPT} as unkept, first.amount as first,
      (select array_agg(t.at order by t.at) from payments.ledger_transactions t
        where t.reference in ('capture:' || p.id, 'deposit:' || p.id)) as times
    from payments.payments p left join payments.papers first on first.subject = 'capture:' || p.id
    where captured_amount > 0 and ${IS_OVER} and ${KEPT} > 0 and ${paid}),
  facts as (
    select id, created_at, booking_id, description, currency, 'invoice' as kind, null::uuid as refund_id, false as is_rest,
        coalesce(first, kept) as amount, times[case when first < kept then 1 else cardinality(times) end] as at, 'capture:' || id as subject
      from paid
    union all
    select id, created_at, booking_id, description, currency, 'invoice', null, true, kept - first, times[cardinality(times)], 'rest:' || id
      from paid where first < kept
    union all
    select paid.id, paid.created_at, booking_id, description, paid.currency, 'credit_note', r.id, false, r.amount, r.at, 'refund:' || r.id
      from paid cross join lateral (${refundsOf("paid.id", "paid.unkept")}) r where r.amount > 0
  )
  select f.id as "paymentId", f.created_at as "bookedAt", f.booking_id as "bookingId", f.description, f.currency, f.kind, f.refund_id as "refundId", f.is_rest as "isRest", f.amount,
    f.at, p.year, p.number
    from facts f left join payments.papers p on p.subject = f.subject
   order by f.created_at desc, f.id desc, f.refund_id is not null, f.is_rest, f.at, f.refund_id`;

const OF_BOOKING = listing("p.booking_id = $1");
const OF_PROVIDER = listing(
  "p.provider_id = $1 and ($2::timestamptz is null or (p.created_at, p.id) < ($2, $3::uuid)) order by p.created_at desc, p.id desc limit $4",
);

const toListed = ({
  kind,
  refundId,
  isRest,
  amount,
  currency,
  at,
  year,
  number,
}: PaidRow): BookingPaper => ({
  kind,
  refundId,
  isRest,
  number: year && number ? paperNumber(kind, year, number) : null,
  amount: { amount, currency },
  at: at.toISOString(),
});

/** The papers of a booking, made already or not. */
export const listedOfBooking = async (db: Db, bookingId: string): Promise<BookingPaper[]> =>
  (await queryAs<PaidRow>(db, system("payments"), OF_BOOKING, [bookingId])).map(toListed);

/** A booking with its papers, and where it stands in the list. */
type ListedBooking = InvoicedBooking & Pick<PaidRow, "paymentId" | "bookedAt">;

/** The papers of a provider by payment, the latest booked first, from before a place in that order. */
export const listedOfProvider = async (
  db: Db,
  providerId: string,
  { before, limit }: { before: readonly [string, string] | null; limit: number },
): Promise<ListedBooking[]> => {
  const rows = await queryAs<PaidRow>(db, system("payments"), OF_PROVIDER, [
    providerId,
    before?.[0] ?? null,
    before?.[1] ?? null,
    limit,
  ]);
  const byPayment = Map.groupBy(rows, ({ paymentId }) => paymentId);
  return [...byPayment.entries()].map(([paymentId, papers]) => ({
    paymentId,
    bookedAt: papers[0]!.bookedAt,
    bookingId: papers[0]!.bookingId,
    description: papers[0]!.description,
    papers: papers.map(toListed),
  }));
};

/** A fee that the platform took, or, when negative, gave back. */
export interface Fee {
  at: Date;
  description: string;
  bookingId: string;
  amount: number;
}

/**
 * Fees in the ledger: what a release puts to the platform's account, a refund or a chargeback takes from it, and a chargeback that is
 * won puts back. The other way round are coupons, which are the platform's own cost. Of what a bank has moved the payment bears what is
 * not the platform's loss.
 */
const FEES = `payments.payments p
  join payments.ledger_transactions t on t.booking_id = p.booking_id
  join payments.ledger_entries e on e.transaction_id = t.id and e.account = 'platform_fees'
    and (t.kind = 'release' and e.amount > 0 or t.kind = 'refund' and e.amount < 0
      or t.kind = 'chargeback' and sign(e.amount) = (select -sign(sum(c.amount)) from payments.ledger_entries c
        where c.transaction_id = t.id and c.account in ('stripe_clearing', 'losses')))`;

/** What a fee's paper is for. */
export const feeSubject = (providerId: string, month: string, currency: string): string =>
  `fees:${providerId}:${month}:${currency}`;

/** A provider's fees between two moments, month by month in UTC, newest first. */
export const feeMonths = async (
  db: Db,
  providerId: string,
  { since, before }: { since: Date; before: Date },
): Promise<FeeMonth[]> => {
  const rows = await queryAs<{
    month: string;
    currency: string;
    amount: number;
    kind: PaperKind | null;
    year: number | null;
    number: number | null;
  }>(
    db,
    system("payments"),
    `select m.*, pa.kind, pa.year, pa.number from (
       select to_char(t.at at time zone 'UTC', 'YYYY-MM') as month, e.currency, sum(e.amount)::bigint as amount
         from ${FEES} where p.provider_id = $1 and t.at >= $2 and t.at < $3 group by 1, 2
     ) m left join payments.papers pa on pa.subject = 'fees:' || $1 || ':' || m.month || ':' || m.currency
     order by m.month desc, m.currency`,
    [providerId, since, before],
  );
  return rows.map(({ month, amount, currency, kind, year, number }) => ({
    month,
    amount: { amount, currency },
    number: kind && year && number ? paperNumber(kind, year, number) : null,
  }));
};

/** A provider's fees in a currency between two moments, by time. */
export const feesBetween = (
  db: Db,
  providerId: string,
  { currency, since, before }: { currency: string; since: Date; before: Date },
): Promise<Fee[]> =>
  queryAs<Fee>(
    db,
    system("payments"),
    `select t.at, p.description, p.booking_id as "bookingId", e.amount
       from ${FEES} where p.provider_id = $1 and e.currency = $2 and t.at >= $3 and t.at < $4 order by t.at, e.id`,
    [providerId, currency, since, before],
  );

/** Whose fees between two moments, those of `month`, have no paper yet. */
export const uninvoicedFees = (
  db: Db,
  { month, since, before }: { month: string; since: Date; before: Date },
): Promise<Array<{ providerId: string; currency: string }>> =>
  queryAs<{ providerId: string; currency: string }>(
    db,
    system("payments"),
    `select distinct p.provider_id as "providerId", e.currency from ${FEES}
      where t.at >= $2 and t.at < $3 and not exists (
        select from payments.papers pa where pa.subject = 'fees:' || p.provider_id || ':' || $1 || ':' || e.currency)`,
    [month, since, before],
  );
