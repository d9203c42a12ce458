import type { Place } from "@loconomy/contracts";
import type { PaymentsWorld } from "./testing.ts";

type Pool = PaymentsWorld["database"]["owner"]["pool"];

/** Mulberry32: the same numbers, from 0 to below 1, on every run. */
export const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

/** Where jobs are, with their currency and taxes: two on top, included, and none. */
export const MARKETS = [
  {
    country: "US",
    currency: "USD",
    taxes: [
      ["State tax", 62_500],
      ["City tax", 20_000],
    ],
  },
  { country: "DE", currency: "EUR", taxes: [["VAT", 190_000]], isInclusive: true },
  { country: "JP", currency: "JPY", taxes: [["Tax", 100_000]], isInclusive: true },
  { country: "CH", currency: "CHF", taxes: [] },
] as const satisfies ReadonlyArray<{
  country: string;
  currency: string;
  taxes: ReadonlyArray<readonly [name: string, ratePpm: number]>;
  isInclusive?: boolean;
}>;

/** A place in a country, to be found by its latitude. */
export const placeIn = (country: string, lat: number): Place => ({
  id: country,
  name: country,
  label: country,
  country,
  region: null,
  position: { lat, lng: 0 },
  timeZone: "UTC",
  population: 1_000,
});

/** Until how many hours before the start bookings keep how many percent when they are cancelled; later all. */
const POLICIES = [
  [
    [24, 0],
    [0, 50],
  ],
  [
    [48, 0],
    [0, 50],
  ],
  [
    [168, 0],
    [24, 50],
    [0, 100],
  ],
] as const;

/** What cancelling costs by one of the policies, in percent. @param hours to the start; negative after it */
export const keepPercent = (policy: number, hours: number): number =>
  POLICIES[policy]!.find(([before]) => hours >= before)?.[1] ?? 100;
export const POLICY_COUNT = POLICIES.length;

/**
 * What is wrong with the books, all in one look; nothing is when this is empty.
 *
 * - The postings of each currency sum to zero.
 * - What may not be overdrawn is not. *Escrow* never: it is a customer's money, of which no more can leave than came in. *Tax* never: of
 *   each job no more goes back than was kept. *Losses* and *processing fees* are never a gain, and `refunds` is not used. Others may be: a *provider* owes what
 *   went back after it was sent on or paid out; the *platform* pays coupons out of its fees; *clearing* is what Stripe owes us, until
 *   chargebacks, whose fees are a loss, take more than is there.
 * - Per booking the ledger, by its accounts, is what the columns of payments, tips, chargebacks and transfers say that it must be:
 *   captured is what is in escrow, the provider's, the platform's and tax, and what went back by refunds and chargebacks, to the
 *   minor unit. Shares are counted here anew, from what was agreed.
 */
export const findImbalances = async (pool: Pool): Promise<string[]> =>
  (await pool.query<{ fault: string }>({ name: "imbalances", text: IMBALANCES })).rows.map(
    ({ fault }) => fault,
  );

const IMBALANCES = `
with entries as materialized (
  select t.booking_id, t.kind, e.account, e.owner, e.currency, e.amount
    from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
), told as (
  select booking_id, currency,
      -coalesce(sum(amount) filter (where account = 'stripe_clearing' and kind = 'capture'), 0) as captured,
      -coalesce(sum(amount) filter (where account = 'stripe_clearing' and kind = 'tip' and amount < 0), 0) as tipped,
      coalesce(sum(amount) filter (where account = 'stripe_clearing' and kind = 'refund'), 0) as refunded,
      coalesce(sum(amount) filter (where account = 'stripe_clearing' and kind = 'tip' and amount > 0), 0) as tip_back,
      coalesce(sum(amount) filter (where account = 'stripe_clearing' and kind = 'chargeback'), 0) as taken_back,
      coalesce(sum(amount) filter (where account = 'stripe_clearing' and kind = 'transfer'), 0) as sent,
      coalesce(sum(amount) filter (where account = 'customer_escrow'), 0) as escrow,
      coalesce(sum(amount) filter (where account = 'provider_payable' and kind <> 'transfer'), 0) as provider,
      coalesce(sum(amount) filter (where account = 'platform_fees'), 0) as platform,
      coalesce(sum(amount) filter (where account = 'tax_payable'), 0) as tax,
      -coalesce(sum(amount) filter (where account = 'losses'), 0) as lost
    from entries group by booking_id, currency
), payments as (
  select p.booking_id, p.currency, p.captured_amount as captured, p.refunded_amount as refunded, p.charged_back_amount as borne,
      p.credited_amount as credited, p.total_amount, p.tax_amount, p.coupon_amount, p.fee_bps,
      p.credited_tax_amount as credited_tax, p.credited_coupon_amount as credited_coupon, p.credited_fee_amount as credited_fee,
      greatest(p.refunded_amount + p.charged_back_amount - (p.captured_amount - p.credited_amount), 0) as back,
      greatest(p.captured_amount - p.credited_amount - p.refunded_amount - p.charged_back_amount, 0) as unkept,
      coalesce(t.tipped, 0) as tipped, coalesce(t.tip_back, 0) as tip_back, coalesce(c.taken_back, 0) as taken_back,
      coalesce(c.lost, 0) as lost, coalesce(c.of_tip, 0) as of_tip, coalesce(s.sent, 0) as sent
    from payments.payments p
    left join (
      select payment_id, sum(amount) filter (where paid_at is not null) as tipped, sum(amount) filter (where status = 'refunded') as tip_back
        from payments.tips group by payment_id
    ) t on t.payment_id = p.id
    left join (
      select payment_id, sum(withdrawn_amount + fee_amount) as taken_back, sum(withdrawn_amount + fee_amount - borne_amount) as lost,
          sum(borne_amount) filter (where tip_id is not null) as of_tip
        from payments.chargebacks group by payment_id
    ) c on c.payment_id = p.id
    left join (
      select payment_id, sum(case when reverses is null then amount else -amount end) as sent
        from payments.transfers where status = 'succeeded' group by payment_id
    ) s on s.payment_id = p.id
), back as (
  select *, coalesce(round(back::numeric * credited_tax / nullif(credited, 0)), 0) as back_tax,
      coalesce(round(back::numeric * credited_coupon / nullif(credited, 0)), 0) as back_coupon,
      credited - credited_tax + credited_coupon as credited_price
    from payments
), back_fee as (
  select *, back - back_tax + back_coupon as back_price,
      coalesce(round((back - back_tax + back_coupon) * credited_fee / nullif(credited_price, 0)), 0) as back_fee
    from back
), expected as (
  select booking_id, currency, captured, tipped, refunded, tip_back, taken_back, sent, lost,
      case when credited is null then captured - refunded - borne else unkept end as escrow,
      coalesce(credited_price - credited_fee - (back_price - back_fee), 0) + tipped - tip_back - of_tip as provider,
      coalesce(credited_fee - back_fee - (credited_coupon - back_coupon), 0) as platform,
      coalesce(credited_tax - back_tax, 0) as tax
    from back_fee
)
select format('%s sums to %s', currency, sum(amount)) as fault from entries group by currency having sum(amount) <> 0
union all
select format('%s of %s is overdrawn by %s %s', account, owner, sum(amount), currency) from entries
 where account in ('customer_escrow', 'tax_payable') group by account, owner, currency having sum(amount) < 0
union all
select format('%s is %s %s', account, sum(amount), currency) from entries
 where account in ('losses', 'processing_fees', 'refunds') group by account, currency having sum(amount) > 0
union all
select format('booking %s: the ledger says %s, it must be %s', coalesce(t.booking_id, p.booking_id), to_json(t), to_json(p))
  from told t full join expected p using (booking_id, currency)
 where (t.captured, t.tipped, t.refunded, t.tip_back, t.taken_back, t.sent, t.lost, t.escrow, t.tax, t.platform, t.provider) is distinct from
       (p.captured, p.tipped, p.refunded, p.tip_back, p.taken_back, p.sent, p.lost, p.escrow, p.tax, p.platform, p.provider)
   and (t.booking_id is not null or p.captured + p.tipped > 0)
union all
select format('booking %s: %s is not where it should be', booking_id, to_json(t)) from told t
 where captured + tipped <> escrow + provider + platform + tax + refunded + tip_back + (taken_back - lost)
union all
select format('booking %s was credited otherwise than agreed: %s', booking_id, to_json(b)) from back b
 where credited_tax <> round(credited::numeric * tax_amount / total_amount)
    or credited_coupon <> round(credited::numeric * coupon_amount / total_amount)
    or credited_fee <> round(credited_price::numeric * fee_bps / 10000)
limit 10`;

/**
 * Where the stand-in's own books differ from ours, once all news has come; nowhere when this is empty. Compared are, per booking, what was
 * charged, given back, taken by banks, sent on and taken back; per account what it has; each payout; and what the platform has at Stripe,
 * which is our clearing account less exactly those of Stripe's fees for charges that are not in the ledger; those that are have to agree.
 */
export const compareWithStandIn = async (pool: Pool): Promise<object[]> =>
  (await pool.query<object>({ name: "stand-in", text: STAND_IN })).rows;

const STAND_IN = `
with theirs as (
  select case type when 'charge' then 'charged' when 'refund' then 'given back' when 'transfer' then 'sent' else 'reversed' end as what,
      data -> 'metadata' ->> 'bookingId' as of, upper(data ->> 'currency') as currency,
      (data ->> case type when 'charge' then 'amount_captured' else 'amount' end)::bigint as amount
    from sandbox.stripe_objects
   where type = 'charge' and data ->> 'status' = 'succeeded' or type in ('refund', 'transfer', 'transfer_reversal')
  union all
  select 'taken back', c.data -> 'metadata' ->> 'bookingId', upper(b ->> 'currency'), -(b ->> 'net')::bigint
    from sandbox.stripe_objects d join sandbox.stripe_objects c on c.id = d.data ->> 'charge'
    cross join jsonb_array_elements(d.data -> 'balance_transactions') b
   where d.type = 'dispute'
  union all
  select 'payout ' || (data ->> 'status'), id, upper(data ->> 'currency'), (data ->> 'amount')::bigint from sandbox.stripe_objects where type = 'payout'
  union all
  select 'balance', b.internal ->> 'account', upper(b.data ->> 'currency'),
      (b.data ->> 'net')::bigint + case when b.data ->> 'type' = 'charge' and f.id is null then (b.data ->> 'fee')::bigint else 0 end
    from sandbox.stripe_objects b left join payments.ledger_transactions f on f.reference = 'processing_fee:' || b.id
   where b.type = 'balance_transaction'
  union all
  select 'kept', f.booking_id::text, upper(b.data ->> 'currency'), (b.data ->> 'fee')::bigint
    from payments.ledger_transactions f join sandbox.stripe_objects b on f.reference = 'processing_fee:' || b.id
), ours as (
  select case when t.kind in ('capture', 'tip') and e.amount < 0 then 'charged' when t.kind in ('refund', 'tip') then 'given back'
        when t.kind = 'chargeback' then 'taken back' when t.kind = 'processing_fee' then 'kept' when e.amount > 0 then 'sent' else 'reversed' end as what,
      t.booking_id::text as of, e.currency, case when t.kind in ('capture', 'tip', 'transfer') then abs(e.amount) else e.amount end as amount
    from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
   where e.account = 'stripe_clearing'
  union all
  select 'payout ' || case status when 'on_its_way' then 'in_transit' else status end, id, currency, amount from payments.payouts
  union all
  select 'balance', account_id, currency, case when reverses is null then amount else -amount end from payments.transfers where status = 'succeeded'
  union all
  select 'balance', a.account_id, p.currency, -p.amount from payments.payouts p join payments.payout_accounts a using (provider_id) where p.status <> 'failed'
  union all
  select 'balance', null, currency, -amount from payments.ledger_entries where account = 'stripe_clearing'
)
select what, of, currency, sum(theirs)::text as theirs, sum(ours)::text as ours
  from (select what, of, currency, amount as theirs, 0 as ours from theirs union all select what, of, currency, 0, amount from ours) both_sides
 group by what, of, currency having sum(theirs) <> sum(ours) limit 10`;

/** How much of what there was: the more, the more was tried. */
export const countMovements = async (pool: Pool): Promise<Record<string, number>> => {
  const { rows } = await pool.query<{ what: string; n: number }>(
    `select kind as what, count(*)::int as n from payments.ledger_transactions group by kind
     union all
     select 'captured ' || e.currency, count(*)::int from payments.ledger_entries e
      where e.account = 'customer_escrow' and e.amount > 0 group by e.currency
     union all
     select 'reversal', count(*)::int from payments.transfers where status = 'succeeded' and reverses is not null
     union all
     select 'payout ' || status, count(*)::int from payments.payouts where status <> 'on_its_way' group by status
     union all
     select 'released with tax', count(*)::int from payments.payments where credited_tax_amount > 0
     union all
     select 'released with coupon', count(*)::int from payments.payments where credited_coupon_amount > 0
     union all
     select 'released with deposit', count(*)::int from payments.payments where credited_amount > 0 and deposit_paid_at is not null`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
};

/** Minor units that the stand-in still holds on cards for these bookings. */
export const heldFor = async (pool: Pool, bookingIds: readonly string[]): Promise<number> =>
  (
    await pool.query<{ held: number }>(
      `select coalesce(sum((data ->> 'amount_capturable')::bigint), 0)::bigint as held from sandbox.stripe_objects
        where type = 'payment_intent' and data -> 'metadata' ->> 'bookingId' = any($1)`,
      [bookingIds],
    )
  ).rows[0]!.held;

/**
 * Where papers say otherwise than payments and ledger, once all news has come; nowhere when this is empty. Invoices are what was kept,
 * credit notes what of that went back, both line by line; no tax is given back that was not invoiced, and what papers leave of tax is
 * what the ledger has, but for chargebacks, which have no paper. Numbers have no gaps.
 */
export const comparePapers = async (pool: Pool): Promise<string[]> =>
  (await pool.query<{ fault: string }>({ name: "papers", text: PAPERS })).rows.map(
    ({ fault }) => fault,
  );

const PAPERS = `
with papers as (
  select *, case kind when 'invoice' then 1 else -1 end as sign from payments.papers where seller_id is not null
), said as (
  select booking_id, sum(amount) filter (where kind = 'invoice') as invoiced, coalesce(sum(amount) filter (where kind = 'credit_note'), 0) as noted
    from papers group by booking_id
), labels as (
  select booking_id, line ->> 'label' as label, sum(sign * (line ->> 'amount')::bigint) as amount
    from papers cross join jsonb_array_elements(content -> 'lines' || (content -> 'includedTaxes')) line
   where line ->> 'label' like '%\\%)' group by 1, 2
), taxes as (
  select booking_id, sum(amount) as amount from labels group by booking_id
), posted as (
  select t.booking_id, sum(e.amount) as amount from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
   where e.account = 'tax_payable' group by t.booking_id
), kept as (
  select *, least(captured_amount, coalesce(settle_amount, captured_amount)) as kept from payments.payments
   where captured_amount > 0 and (status in ('captured', 'refunded') or status in ('failed', 'requires_action') and settle_amount > deposit_amount)
)
select format('paper %s does not add up', id) as fault from papers
 where amount <> (select sum((line ->> 'amount')::bigint) from jsonb_array_elements(content -> 'lines') line)
union all
select format('booking %s: %s kept, %s invoiced, %s went back, %s credited', booking_id, kept, invoiced, refunded_amount, noted)
  from kept left join said using (booking_id)
 where coalesce(invoiced, 0) <> kept or kept > 0 and noted <> greatest(0, refunded_amount - (captured_amount - kept))
union all
select format('booking %s: more of %s was given back than invoiced: %s', booking_id, label, amount) from labels where amount < 0
union all
select format('booking %s: papers leave %s of tax, the ledger %s', booking_id, t.amount, p.amount)
  from kept k left join taxes t using (booking_id) left join posted p using (booking_id)
 where credited_at is not null and captured_amount > refunded_amount and coalesce(t.amount, 0) <> coalesce(p.amount, 0)
   and not exists (select from payments.chargebacks c where c.payment_id = k.id)
union all
select format('%s of %s in %s: %s up to %s', kind, seller_id, year, count(*), max(number)) from papers
 group by kind, seller_id, year having count(*) <> max(number)
limit 10`;
