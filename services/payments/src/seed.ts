import { query, type Db, type DemoWorld } from "@loconomy/kit";
import { CREDIT_DELAY_MS, CREDIT_JOB } from "./apply-intent.ts";
import { DEFAULT_FEE_BPS } from "./config.ts";
import { partsOf } from "./pricing/parts.ts";

/** Each statement ends well before the database would cancel it. */
const BATCH_ROWS = 10_000;
/** From the credit until the money is at the bank. */
const PAID_OUT_AFTER_MS = 4 * 86_400_000;

/**
 * The accounts of the demo's businesses, and the payments of their jobs, captured when the job was done or the customer had not come, and credited two days later.
 * Where the provider had not come, or had called the job off, the card was never charged. What was credited some days ago has
 * gone to the business's account and from there to its bank.
 */
export const seed = async (db: Db, world: DemoWorld, now = new Date()): Promise<void> => {
  const services = new Map(world.services.map(({ id, name }) => [id, name]));
  const providers = new Map(world.providers.map(({ id, businessName }) => [id, businessName]));
  const accounts = new Set(
    world.providers.flatMap(({ id, payoutAccountId }) => (payoutAccountId ? [id] : [])),
  );
  const rows = world.bookings.map((booking) => {
    const isCaptured = booking.absent !== "provider" && !booking.isCalledOff;
    const capturedAt = new Date(booking.closedAt);
    const creditedAt = new Date(capturedAt.getTime() + CREDIT_DELAY_MS);
    const { priceAmount } = booking;
    const { fee, net } = partsOf(
      { totalAmount: priceAmount, taxAmount: 0, couponAmount: 0, feeBps: DEFAULT_FEE_BPS },
      priceAmount,
    );
    const isCredited = isCaptured && creditedAt <= now;
    const arrivedAt = new Date(creditedAt.getTime() + PAID_OUT_AFTER_MS);
    return {
      ...booking,
      description: `${services.get(booking.serviceId)} – ${providers.get(booking.providerId)}`,
      fee,
      isCaptured,
      capturedAt,
      net,
      creditedAt: isCredited ? creditedAt : null,
      arrivedAt:
        isCredited && accounts.has(booking.providerId) && arrivedAt <= now ? arrivedAt : null,
      creditInSeconds:
        isCredited || !isCaptured ? null : Math.ceil((creditedAt.getTime() - now.getTime()) / 1000),
    };
  });
  await query(db, INSERT_ACCOUNTS, [JSON.stringify(world.providers)]);
  for (let i = 0; i < rows.length; i += BATCH_ROWS) {
    const json = JSON.stringify(rows.slice(i, i + BATCH_ROWS));
    await query(db, INSERT_PAYMENTS, [json, DEFAULT_FEE_BPS]);
    await query(db, INSERT_CAPTURES, [json]);
    await query(db, INSERT_CREDITS, [json]);
    await query(db, INSERT_TRANSFERS, [json]);
    await query(db, INSERT_PAYOUTS, [json]);
    await query(db, ENQUEUE_CREDITS, [json, CREDIT_JOB]);
  }
};

const ROWS = `json_to_recordset($1::json) as b(id uuid, "customerId" uuid, "providerId" uuid, "providerUserId" uuid,
  "priceAmount" bigint, currency text, "isCaptured" boolean, fee bigint, net bigint, description text, "createdAt" timestamptz, "capturedAt" timestamptz,
  "creditedAt" timestamptz, "arrivedAt" timestamptz, "creditInSeconds" int)`;

const INSERT_ACCOUNTS = `
  insert into payments.payout_accounts (provider_id, user_id, account_id, can_take_money, can_pay_out, is_submitted, schedule, created_at, updated_at)
  select id, "userId", "payoutAccountId", true, true, true, '{"interval":"daily"}', "createdAt", "createdAt"
    from json_to_recordset($1::json) as p(id uuid, "userId" uuid, "payoutAccountId" text, "createdAt" timestamptz)
   where "payoutAccountId" is not null`;

const INSERT_PAYMENTS = `
  insert into payments.payments (booking_id, customer_id, provider_id, provider_user_id, description, currency, total_amount,
    captured_amount, settle_amount, fee_bps, credited_at, credited_amount, credited_fee_amount, status, card_brand,
    card_last4, created_at, updated_at)
  select b.id, b."customerId", b."providerId", b."providerUserId", left(b.description, 300), b.currency, b."priceAmount",
    case when b."isCaptured" then b."priceAmount" else 0 end, case when b."isCaptured" then b."priceAmount" else 0 end, $2, b."creditedAt", case when b."creditedAt" is not null then b."priceAmount" end,
    case when b."creditedAt" is not null then b.fee end, case when b."isCaptured" then 'captured' else 'released' end, 'visa',
    '4242', b."createdAt", coalesce(b."creditedAt", b."capturedAt")
  from ${ROWS}`;

const INSERT_CAPTURES = `
  with posted as (
    insert into payments.ledger_transactions (kind, booking_id, reference, at)
    select 'capture', b.id, 'capture:' || p.id, b."capturedAt" from ${ROWS} join payments.payments p on p.booking_id = b.id where b."isCaptured"
    returning id, booking_id
  )
  insert into payments.ledger_entries (transaction_id, account, owner, amount, currency)
  select t.id, e.account, e.owner, e.amount, b.currency
    from posted t join ${ROWS} on b.id = t.booking_id
    cross join lateral (values ('stripe_clearing', null, -b."priceAmount"), ('customer_escrow', b.id, b."priceAmount")) as e(account, owner, amount)`;

const INSERT_CREDITS = `
  with posted as (
    insert into payments.ledger_transactions (kind, booking_id, reference, at)
    select 'release', b.id, 'release:' || p.id, b."creditedAt"
      from ${ROWS} join payments.payments p on p.booking_id = b.id where b."creditedAt" is not null
    returning id, booking_id
  )
  insert into payments.ledger_entries (transaction_id, account, owner, amount, currency)
  select t.id, e.account, e.owner, e.amount, b.currency
    from posted t join ${ROWS} on b.id = t.booking_id
    cross join lateral (values ('customer_escrow', b.id, -b."priceAmount"), ('provider_payable', b."providerId", b.net),
      ('platform_fees', null::uuid, b.fee)) as e(account, owner, amount)
   where e.amount <> 0`;

const INSERT_TRANSFERS = `
  with posted as (
    insert into payments.ledger_transactions (kind, booking_id, reference, at)
    select 'transfer', b.id, 'transfer:' || p.id, b."creditedAt"
      from ${ROWS} join payments.payments p on p.booking_id = b.id where b."arrivedAt" is not null and b.net > 0
    returning id, booking_id
  )
  insert into payments.ledger_entries (transaction_id, account, owner, amount, currency)
  select t.id, e.account, e.owner, e.amount, b.currency
    from posted t join ${ROWS} on b.id = t.booking_id
    cross join lateral (values ('provider_payable', b."providerId", -b.net), ('stripe_clearing', null::uuid, b.net)) as e(account, owner, amount)`;

const INSERT_PAYOUTS = `
  insert into payments.payouts (id, provider_id, currency, amount, status, arrives_at, created_at, updated_at)
  select 'po_' || replace(p.id::text, '-', ''), b."providerId", b.currency, b.net, 'paid', b."arrivedAt", b."arrivedAt" - interval '2 days', b."arrivedAt"
    from ${ROWS} join payments.payments p on p.booking_id = b.id where b."arrivedAt" is not null and b.net > 0`;

const ENQUEUE_CREDITS = `
  select platform.send('[]', coalesce(json_agg(json_build_object('task', $2::text, 'payload', json_build_object('paymentId', p.id),
      'delaySeconds', b."creditInSeconds", 'key', $2 || ':' || p.id)), '[]'))
    from ${ROWS} join payments.payments p on p.booking_id = b.id where b."creditInSeconds" is not null`;
