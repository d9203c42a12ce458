import type { Actor, Money } from "@loconomy/contracts";
import { queryAs, type Db, type Tx } from "@loconomy/kit";

export type PaymentStatus =
  | "requires_payment"
  | "requires_action"
  | "failed"
  | "authorized"
  | "captured"
  | "released"
  | "refunded";

/** A payment as stored; amounts in minor units of `currency`. */
export interface PaymentRow {
  id: string;
  bookingId: string;
  customerId: string;
  providerId: string;
  providerUserId: string;
  description: string;
  currency: string;
  totalAmount: number;
  capturedAmount: number;
  refundedAmount: number;
  settleAmount: number | null;
  feeBps: number;
  creditedAt: Date | null;
  creditedAmount: number | null;
  creditedFeeAmount: number | null;
  status: PaymentStatus;
  intentId: string | null;
  clientSecret: string | null;
  attempt: number;
  cardBrand: string | null;
  cardLast4: string | null;
  failureCode: string | null;
  failureMessage: string | null;
  failureReference: string | null;
  mismatch: string | null;
}

const COLUMNS = `id, booking_id as "bookingId", customer_id as "customerId", provider_id as "providerId",
  provider_user_id as "providerUserId", description, currency, total_amount as "totalAmount",
  captured_amount as "capturedAmount", refunded_amount as "refundedAmount", settle_amount as "settleAmount",
  fee_bps as "feeBps", credited_at as "creditedAt", credited_amount as "creditedAmount",
  credited_fee_amount as "creditedFeeAmount", status, intent_id as "intentId", client_secret as "clientSecret", attempt,
  card_brand as "cardBrand", card_last4 as "cardLast4", failure_code as "failureCode",
  failure_message as "failureMessage", failure_reference as "failureReference", mismatch`;

export interface NewPayment {
  bookingId: string;
  customerId: string;
  providerId: string;
  providerUserId: string;
  amount: Money;
  description: string;
  feeBps: number;
}

/** Writes the payment of a booking unless there is one already; answers the one that is there now. */
export const insertPayment = async (tx: Tx, p: NewPayment, now: Date): Promise<PaymentRow> => {
  const [made] = await tx.query<PaymentRow>(
    `insert into payments.payments
       (booking_id, customer_id, provider_id, provider_user_id, currency, total_amount, description, fee_bps, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict (booking_id) do nothing returning ${COLUMNS}`,
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
    ],
  );
  return made ?? (await paymentOfBooking(tx, p.bookingId))!;
};

export const paymentOfBooking = async (
  tx: Tx,
  bookingId: string,
): Promise<PaymentRow | undefined> =>
  (
    await tx.query<PaymentRow>(`select ${COLUMNS} from payments.payments where booking_id = $1`, [
      bookingId,
    ])
  )[0];

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
  by: { id: string } | { bookingId: string },
): Promise<PaymentRow | undefined> => {
  const [column, value] = "id" in by ? ["id", by.id] : ["booking_id", by.bookingId];
  return (
    await tx.query<PaymentRow>(
      `select ${COLUMNS} from payments.payments where ${column} = $1 for update`,
      [value],
    )
  )[0];
};

/**
 * Locks the payment that a PaymentIntent belongs to. An intent whose id was not stored before a crash is found by the
 * payment id that it carries, and kept.
 */
export const lockPaymentOfIntent = async (
  tx: Tx,
  intent: { id: string; clientSecret: string | null; paymentId: string | null },
): Promise<PaymentRow | undefined> => {
  const [row] = await tx.query<PaymentRow>(
    `select ${COLUMNS} from payments.payments where intent_id = $1 for update`,
    [intent.id],
  );
  return row ?? (intent.paymentId ? keepIntent(tx, intent.paymentId, intent) : undefined);
};

/** Stores Stripe's intent with a payment that has none yet and is still wanted; undefined when it is not. */
export const keepIntent = async (
  tx: Tx,
  paymentId: string,
  intent: { id: string; clientSecret: string | null },
): Promise<PaymentRow | undefined> => {
  const [row] = await tx.query<PaymentRow>(
    `update payments.payments set intent_id = $2, client_secret = $3
      where id = $1 and intent_id is null and settle_amount is null returning ${COLUMNS}`,
    [paymentId, intent.id, intent.clientSecret],
  );
  return row;
};

/** Counts an attempt that Stripe refused, so that the next one goes under a fresh idempotency key. */
export const countAttempt = (tx: Tx, payment: PaymentRow): Promise<object[]> =>
  tx.query("update payments.payments set attempt = $2 + 1 where id = $1 and attempt = $2", [
    payment.id,
    payment.attempt,
  ]);

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
    | "capturedAmount"
    | "refundedAmount"
    | "settleAmount"
    | "creditedAt"
    | "creditedAmount"
    | "creditedFeeAmount"
    | "cardBrand"
    | "cardLast4"
    | "failureCode"
    | "failureMessage"
    | "failureReference"
    | "mismatch"
  >
> & { captureBefore?: Date | null };

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Writes the given fields of a locked payment. */
export const updatePayment = async (
  tx: Tx,
  id: string,
  change: PaymentChange,
  now: Date,
): Promise<void> => {
  const fields = Object.entries(change).filter(([, value]) => value !== undefined);
  const assignments = fields.map(([name], i) => `${snakeCase(name)} = $${i + 3}`);
  await tx.query(
    `update payments.payments set ${["updated_at = $2", ...assignments].join(", ")} where id = $1`,
    [id, now, ...fields.map(([, value]) => value)],
  );
};
