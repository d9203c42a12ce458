import { system, transaction, type Db, type Tx } from "@loconomy/kit";
import type { Payments } from "./context.ts";
import { raiseDiscrepancies, type Found } from "./discrepancy-store.ts";
import { rebuildSnapshot } from "./ledger-snapshot.ts";

const FAULTS_MAX = 1_000;

/**
 * Compares the books with themselves, all in one look: every transaction sums to zero, the snapshot of balances with what
 * came after it is the sum of all entries, no booking's escrow is overdrawn, and each payment and tip is posted as it stands.
 */
export const findFaults = (tx: Tx): Promise<Found[]> =>
  tx.query<Found>(
    `with sums as (
       select account, owner, currency, sum(amount) as amount from payments.ledger_entries group by account, owner, currency
     ), posted as (
       select t.booking_id, e.currency, -coalesce(sum(e.amount) filter (where t.kind <> 'tip'), 0) as amount,
              -coalesce(sum(e.amount) filter (where t.kind = 'tip'), 0) as tip
         from payments.ledger_transactions t join payments.ledger_entries e on e.transaction_id = t.id
        where e.account = 'stripe_clearing' and t.kind in ('capture', 'refund', 'tip')
        group by t.booking_id, e.currency
     ), taken_back as (
       select payment_id, currency, sum(borne_amount) filter (where tip_id is null) as borne, sum(withdrawn_amount + fee_amount) as amount
         from payments.chargebacks group by payment_id, currency
     ), posted_back as (
       select t.booking_id, e.currency, sum(e.amount) as amount
         from payments.ledger_transactions t join payments.ledger_entries e on e.transaction_id = t.id
        where e.account = 'stripe_clearing' and t.kind = 'chargeback'
        group by t.booking_id, e.currency
     ), faults as (
       select t.id::text as subject, t.booking_id, format('posting sums to %s %s', sum(e.amount), e.currency) as detail
         from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
        group by t.id, e.currency having sum(e.amount) <> 0
       union all
       select concat_ws(':', account, owner, currency), null,
              format('balance is %s, its entries sum to %s', sum(balance), sum(entries))
         from (
           select account, owner, currency, amount as balance, 0 as entries from payments.account_balances
           union all
           select account, owner, currency, 0, amount from sums
         ) as both_sides
        group by account, owner, currency having sum(balance) <> sum(entries)
       union all
       select concat_ws(':', account, owner, currency), owner, format('escrow is overdrawn by %s', -amount)
         from sums where account = 'customer_escrow' and amount < 0
       union all
       select p.id::text, p.booking_id,
              format('taken less given back is %s %s, posted %s', p.captured_amount - p.refunded_amount, p.currency, coalesce(l.amount, 0))
         from payments.payments p left join posted l on l.booking_id = p.booking_id and l.currency = p.currency
        where p.captured_amount - p.refunded_amount <> coalesce(l.amount, 0)
       union all
       select t.id::text, t.booking_id, format('the tip is %s, %s %s, posted %s', t.status, t.amount, t.currency, coalesce(l.tip, 0))
         from payments.tips t left join posted l on l.booking_id = t.booking_id and l.currency = t.currency
        where case t.status when 'paid' then t.amount else 0 end <> coalesce(l.tip, 0)
       union all
       select p.id::text, p.booking_id,
              format('charged back is %s of %s with fees, its chargebacks say %s of %s, posted %s', p.charged_back_amount, p.currency,
                coalesce(c.borne, 0), coalesce(c.amount, 0), coalesce(l.amount, 0))
         from payments.payments p
         left join taken_back c on c.payment_id = p.id and c.currency = p.currency
         left join posted_back l on l.booking_id = p.booking_id and l.currency = p.currency
        where p.charged_back_amount <> coalesce(c.borne, 0) or coalesce(c.amount, 0) <> coalesce(l.amount, 0)
     )
     select 'ledger' as kind, subject, booking_id as "bookingId", detail from faults order by subject limit $1`,
    [FAULTS_MAX],
  );

/** Compares the books, then makes the snapshot of balances anew from every entry. Answers what did not agree before. */
export const rebuildAndCompare = (db: Db): Promise<Found[]> =>
  transaction(db, system("payments"), async (tx) => {
    // Every entry there is: that may take longer than a request may.
    await tx.query("select set_config('statement_timeout', '600s', true)");
    const faults = await findFaults(tx);
    await rebuildSnapshot(tx);
    return faults;
  });

/** The same as a job: what does not agree is logged as an error and raised to the operator. */
export const checkBooks = async ({ db, clock, log }: Payments): Promise<void> => {
  const faults = await rebuildAndCompare(db);
  if (faults.length === 0) return;
  const added = await transaction(db, system("payments"), (tx) =>
    raiseDiscrepancies(tx, faults, clock.now()),
  );
  log.error({ faults: faults.length, new: added.slice(0, 20) }, "the books do not agree");
};
