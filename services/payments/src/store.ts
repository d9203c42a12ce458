import type { Actor, Breakdown, Money, PaymentStatus } from "@loconomy/contracts";
import { queryAs, type Db, type Queryable, type Tx } from "@loconomy/kit";

/** A payment as stored; amounts in minor units of `currency`. */
export interface PaymentRow {
  id: string;
  bookingId: string;
  /** The series that the booking is part of: one card pays for all of it. */
  seriesId: string | null;
  customerId: string;
  providerId: string;
  providerUserId: string;
  description: string;
  currency: string;
  totalAmount: number;
  /** Tax in the total. */
  taxAmount: number;
  /** What a coupon took off the total, at the platform's cost. */
  couponAmount: number;
  /** What the total is made of; null for payments from before that was kept. */
  breakdown: Breakdown | null;
  /** What of the total is charged at booking, by an intent of its own; 0 without a deposit. */
  depositAmount: number;
  depositIntentId: string | null;
  depositPaidAt: Date | null;
  /** With the deposit. */
  capturedAmount: number;
  refundedAmount: number;
  /** What the cardholder's bank has taken back. */
  chargedBackAmount: number;
  settleAmount: number | null;
  feeBps: number;
  creditedAt: Date | null;
  creditedAmount: number | null;
  creditedFeeAmount: number | null;
  creditedTaxAmount: number | null;
  creditedCouponAmount: number | null;
  /** Since when, or from when on, something may have to go to the provider's account, or back. */
  transferDueAt: Date | null;
  status: PaymentStatus;
  intentId: string | null;
  clientSecret: string | null;
  /** Counts what is asked of Stripe anew: each attempt has idempotency keys and an intent of its own. */
  attempt: number;
  startsAt: Date | null;
  endsAt: Date | null;
  /** How many steps the booking had gone through when its times were taken over. */
  bookingSequence: number;
  authorizeAt: Date | null;
  setupId: string | null;
  paymentMethodId: string | null;
  heldAt: Date | null;
  captureBefore: Date | null;
  payBy: Date | null;
  cardBrand: string | null;
  cardLast4: string | null;
  failureCode: string | null;
  failureMessage: string | null;
  failureReference: string | null;
  mismatch: string | null;
}

const COLUMNS = `id, booking_id as "bookingId", series_id as "seriesId", customer_id as "customerId", provider_id as "providerId",
  provider_user_id as "providerUserId", description, currency, total_amount as "totalAmount", tax_amount as "taxAmount", coupon_amount as "couponAmount", breakdown,
  deposit_amount as "depositAmount", deposit_intent_id as "depositIntentId", deposit_paid_at as "depositPaidAt",
  captured_amount as "capturedAmount", refunded_amount as "refundedAmount", charged_back_amount as "chargedBackAmount", settle_amount as "settleAmount",
  fee_bps as "feeBps", credited_at as "creditedAt", credited_amount as "creditedAmount",
  credited_fee_amount as "creditedFeeAmount", credited_tax_amount as "creditedTaxAmount", credited_coupon_amount as "creditedCouponAmount", transfer_due_at as "transferDueAt", status, intent_id as "intentId", client_secret as "clientSecret", attempt,
  starts_at as "startsAt", ends_at as "endsAt", booking_sequence as "bookingSequence", authorize_at as "authorizeAt", setup_id as "setupId", payment_method_id as "paymentMethodId", held_at as "heldAt", capture_before as "captureBefore",
  pay_by as "payBy", card_brand as "cardBrand", card_last4 as "cardLast4", failure_code as "failureCode",
  failure_message as "failureMessage", failure_reference as "failureReference", mismatch`;

export interface NewPayment {
  bookingId: string;
  seriesId: string | null;
  customerId: string;
  providerId: string;
  providerUserId: string;
  amount: Money;
  description: string;
  feeBps: number;
  taxAmount: number;
  couponAmount: number;
  breakdown: Breakdown | null;
  depositAmount: number;
  startsAt: Date;
  endsAt: Date;
  /** When the price shall be held; null for at once. */
  authorizeAt: Date | null;
}

/** Writes the payment of a booking unless there is one already; answers the one that is there now. */
export const insertPayment = async (
  db: Queryable,
  p: NewPayment,
  now: Date,
): Promise<PaymentRow> => {
  const [made] = await db.query<PaymentRow>(
    `insert into payments.payments
       (booking_id, customer_id, provider_id, provider_user_id, currency, total_amount, description, fee_bps, created_at,
        updated_at, starts_at, ends_at, authorize_at, series_id, tax_amount, breakdown, coupon_amount, deposit_amount)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict (booking_id) do nothing returning ${COLUMNS}`,
    [
      p.bookingId,
      p.customerId,
      p.providerId,
      p.providerUserId,
      p.amount.currency,
      p.amount.amount,
      p.description,
      p.feeBps,
      now,
      p.startsAt,
      p.endsAt,
      p.authorizeAt,
      p.seriesId,
      p.taxAmount,
      p.breakdown && JSON.stringify(p.breakdown),
      p.couponAmount,
      p.depositAmount,
    ],
  );
  return made ?? (await paymentOfBooking(db, p.bookingId))!;
};

export const paymentOfBooking = async (
  db: Queryable,
  bookingId: string,
): Promise<PaymentRow | undefined> =>
  (
    await db.query<PaymentRow>(`select ${COLUMNS} from payments.payments where booking_id = $1`, [
      bookingId,
    ])
  )[0];

/** The payment of a series' first booking that still stands, by which the card for all of them is saved. */
export const leadOfSeries = async (tx: Tx, seriesId: string): Promise<PaymentRow> =>
  (
    await tx.query<PaymentRow>(
      `select ${COLUMNS} from payments.payments where series_id = $1 order by setup_id nulls last, settle_amount is not null, starts_at, id limit 1`,
      [seriesId],
    )
  )[0]!;

/** Locks the payments of a series until the transaction ends. */
export const lockPaymentsOfSeries = (tx: Tx, seriesId: string): Promise<PaymentRow[]> =>
  tx.query<PaymentRow>(
    `select ${COLUMNS} from payments.payments where series_id = $1 order by starts_at, id for update`,
    [seriesId],
  );

/** The payment of a booking if the actor may see it: the two parties; whoever acts for the system sees all. */
export const visiblePayment = async (
  db: Db,
  actor: Actor,
  bookingId: string,
): Promise<PaymentRow | undefined> => {
  const [row] = await queryAs<PaymentRow>(
    db,
    actor,
    `select ${COLUMNS} from payments.payments
      where booking_id = $1 and ($2::uuid is null or $2 in (customer_id, provider_user_id))`,
    [bookingId, actor.kind === "user" ? actor.userId : null],
  );
  return row;
};

/** Locks a payment until the transaction ends. */
export const lockPayment = async (
  tx: Tx,
  by: { id: string } | { bookingId: string } | { intentId: string },
): Promise<PaymentRow | undefined> => {
  const [is, value] =
    "id" in by
      ? ["id = $1", by.id]
      : "intentId" in by
        ? ["(intent_id = $1 or deposit_intent_id = $1)", by.intentId]
        : ["booking_id = $1", by.bookingId];
  return (
    await tx.query<PaymentRow>(`select ${COLUMNS} from payments.payments where ${is} for update`, [
      value,
    ])
  )[0];
};

/** A PaymentIntent or SetupIntent of Stripe, and what it says of whom it was made for. */
export interface MadeIntent {
  id: string;
  clientSecret: string | null;
  paymentId: string | null;
  attempt: number;
  /** A PaymentIntent that charges the deposit. */
  isDeposit: boolean;
}

const columnOf = ({
  id,
  isDeposit,
}: MadeIntent): "setup_id" | "deposit_intent_id" | "intent_id" => {
  if (id.startsWith("seti_")) return "setup_id";
  return isDeposit ? "deposit_intent_id" : "intent_id";
};

/**
 * Locks the payment that an intent belongs to. An intent whose id was not stored before a crash is found by the payment
 * id that it carries, and kept.
 */
export const lockPaymentOfIntent = async (
  tx: Tx,
  intent: MadeIntent,
): Promise<PaymentRow | undefined> => {
  const [row] = await tx.query<PaymentRow>(
    `select ${COLUMNS} from payments.payments where ${columnOf(intent)} = $1 for update`,
    [intent.id],
  );
  return row ?? keepIntent(tx, intent);
};

/**
 * Stores Stripe's intent with a payment that waits for one; undefined when it does not: it has one already, was given up,
 * or has gone on to another attempt.
 */
export const keepIntent = async (
  db: Queryable,
  intent: MadeIntent,
): Promise<PaymentRow | undefined> => {
  const column = columnOf(intent);
  // What is settled gets no authorisation any more, but may be charged to its saved card, or to another one after that.
  const isWanted =
    column === "intent_id"
      ? "(settle_amount is null or settle_amount > 0 and status in ('card_saved', 'failed'))"
      : "settle_amount is null";
  const [row] = await db.query<PaymentRow>(
    `update payments.payments set ${column} = $2, client_secret = $3
      where id = $1 and ${column} is null and attempt = $4 and ${isWanted} returning ${COLUMNS}`,
    [intent.paymentId, intent.id, intent.clientSecret, intent.attempt],
  );
  return row;
};

/** Counts an attempt that Stripe refused or failed at, so that the next one goes under a fresh idempotency key. */
export const countAttempt = (tx: Tx, payment: PaymentRow): Promise<object[]> =>
  tx.query("update payments.payments set attempt = $2 + 1 where id = $1 and attempt = $2", [
    payment.id,
    payment.attempt,
  ]);

/** Payments whose saved card should have been held or charged, or given up, before `before`; oldest first. */
export const overduePayments = (
  tx: Tx,
  before: Date,
  limit: number,
): Promise<Array<Pick<PaymentRow, "id" | "status">>> =>
  tx.query<Pick<PaymentRow, "id" | "status">>(
    `(select id, status from payments.payments where status = 'card_saved' and authorize_at < $1 order by authorize_at limit $2)
     union all
     (select id, status from payments.payments where pay_by < $1 and status <> 'card_saved' order by pay_by limit $2)`,
    [before, limit],
  );

/**
 * Payments of which it was decided before `before` what is taken and that do not stand so: what is held or saved is neither taken nor
 * given back, or what is given up could still be paid. Those first that were looked at the longest ago; marked as looked at.
 */
export const unsettledPayments = (
  tx: Tx,
  { now, before, limit }: { now: Date; before: Date; limit: number },
): Promise<Array<Pick<PaymentRow, "bookingId"> & { settleAmount: number }>> =>
  tx.query<Pick<PaymentRow, "bookingId"> & { settleAmount: number }>(
    `update payments.payments set checked_at = $1
      where id in (
        select id from payments.payments
         where settle_amount is not null and updated_at < $2 and status not in ('captured', 'released', 'refunded')
           and (settle_amount <= deposit_amount or status in ('authorized', 'card_saved') and mismatch is null)
         order by coalesce(checked_at, updated_at) limit $3
      )
      returning booking_id as "bookingId", settle_amount as "settleAmount"`,
    [now, before, limit],
  );

/** True once per second and payment: this caller may ask Stripe. */
export const claimCheck = async (tx: Tx, paymentId: string, now: Date): Promise<boolean> => {
  const rows = await tx.query(
    "update payments.payments set checked_at = $2 where id = $1 and (checked_at is null or checked_at <= $3) returning id",
    [paymentId, now, new Date(now.getTime() - 1000)],
  );
  return rows.length === 1;
};

/** What may change in a payment once it exists. */
export type PaymentChange = Partial<
  Pick<
    PaymentRow,
    | "status"
    | "startsAt"
    | "endsAt"
    | "bookingSequence"
    | "authorizeAt"
    | "paymentMethodId"
    | "heldAt"
    | "captureBefore"
    | "payBy"
    | "intentId"
    | "clientSecret"
    | "attempt"
    | "depositPaidAt"
    | "capturedAmount"
    | "refundedAmount"
    | "chargedBackAmount"
    | "settleAmount"
    | "creditedAt"
    | "creditedAmount"
    | "creditedFeeAmount"
    | "creditedTaxAmount"
    | "creditedCouponAmount"
    | "transferDueAt"
    | "cardBrand"
    | "cardLast4"
    | "failureCode"
    | "failureMessage"
    | "failureReference"
    | "mismatch"
  >
>;

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Writes the given fields of a locked payment, with whatever the transaction does next. */
export const updatePayment = async (
  tx: Tx,
  id: string,
  change: PaymentChange,
  now: Date,
): Promise<void> => {
  const fields = Object.entries(change).filter(([, value]) => value !== undefined);
  const assignments = fields.map(([name], i) => `${snakeCase(name)} = $${i + 3}`);
  tx.write(
    `update payments.payments set ${["updated_at = $2", ...assignments].join(", ")} where id = $1`,
    [id, now, ...fields.map(([, value]) => value)],
  );
};
