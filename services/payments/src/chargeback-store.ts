import type { ChargebackStatus } from "@loconomy/contracts";
import type { Tx } from "@loconomy/kit";
import { holdsMoney } from "./chargeback-facts.ts";
import type { Evidence } from "./evidence.ts";

/** What a cardholder's bank takes back of a payment, as Stripe had it at `askedAt`; amounts in minor units. */
export interface ChargebackRow {
  id: string;
  stripeId: string;
  paymentId: string;
  /** The tip whose charge is disputed; null: the price's. */
  tipId: string | null;
  /** Whose charge is disputed; null while that is not known any more. */
  intentId: string | null;
  bookingId: string;
  providerId: string;
  currency: string;
  amount: number;
  withdrawnAmount: number;
  feeAmount: number;
  /** How much of what was taken the payment bears; the rest are losses. */
  borneAmount: number;
  isFromEscrow: boolean | null;
  movements: number;
  reason: string;
  isInquiry: boolean;
  status: ChargebackStatus;
  dueBy: Date | null;
  openedAt: Date;
  submittedAt: Date | null;
  closedAt: Date | null;
  askedAt: Date;
  /** What the provider says happened, and what the operator adds. */
  explanation: string | null;
  words: string | null;
  /** As it was sent, or waits to be. */
  evidence: Evidence | null;
  /** How often an answer was written down, or Stripe failed at one, and since when one waits for Stripe. */
  answers: number;
  answeringSince: Date | null;
}

/** What Stripe says of it. */
export type ChargebackState = Omit<
  ChargebackRow,
  "id" | "explanation" | "words" | "evidence" | "answers" | "answeringSince"
>;

const COLUMNS = `id, stripe_id as "stripeId", payment_id as "paymentId", tip_id as "tipId", intent_id as "intentId", booking_id as "bookingId", provider_id as "providerId",
  currency, amount, withdrawn_amount as "withdrawnAmount", fee_amount as "feeAmount", borne_amount as "borneAmount",
  is_from_escrow as "isFromEscrow", movements, reason, is_inquiry as "isInquiry", status, due_by as "dueBy",
  opened_at as "openedAt", submitted_at as "submittedAt", closed_at as "closedAt", asked_at as "askedAt", explanation, words, evidence, answers, answering_since as "answeringSince"`;

/** The chargeback of one of Stripe's disputes. Lock the payment first. */
export const chargebackOfDispute = async (
  tx: Tx,
  stripeId: string,
): Promise<ChargebackRow | undefined> =>
  (
    await tx.query<ChargebackRow>(
      `select ${COLUMNS} from payments.chargebacks where stripe_id = $1`,
      [stripeId],
    )
  )[0];

export const saveChargeback = async (tx: Tx, row: ChargebackState): Promise<ChargebackRow> => {
  const [saved] = await tx.query<ChargebackRow>(
    `insert into payments.chargebacks (stripe_id, payment_id, booking_id, provider_id, currency, amount, withdrawn_amount,
       fee_amount, borne_amount, is_from_escrow, movements, reason, is_inquiry, status, due_by, opened_at, submitted_at, closed_at, asked_at, tip_id, intent_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     on conflict (stripe_id) do update set intent_id = excluded.intent_id, amount = excluded.amount, withdrawn_amount = excluded.withdrawn_amount,
       fee_amount = excluded.fee_amount, borne_amount = excluded.borne_amount, is_from_escrow = excluded.is_from_escrow,
       movements = excluded.movements, reason = excluded.reason, is_inquiry = excluded.is_inquiry, status = excluded.status,
       due_by = excluded.due_by, submitted_at = excluded.submitted_at, closed_at = excluded.closed_at, asked_at = excluded.asked_at,
       answering_since = case when excluded.status = 'needs_response' then chargebacks.answering_since end
     returning ${COLUMNS}`,
    [
      row.stripeId,
      row.paymentId,
      row.bookingId,
      row.providerId,
      row.currency,
      row.amount,
      row.withdrawnAmount,
      row.feeAmount,
      row.borneAmount,
      row.isFromEscrow,
      row.movements,
      row.reason,
      row.isInquiry,
      row.status,
      row.dueBy,
      row.openedAt,
      row.submittedAt,
      row.closedAt,
      row.askedAt,
      row.tipId,
      row.intentId,
    ],
  );
  return saved!;
};

type State = Pick<ChargebackRow, "status" | "isInquiry">;

/** The price of a payment, or its tip, which has a charge of its own. */
export type DisputableCharge = Pick<ChargebackRow, "paymentId" | "tipId">;

const statesOf = (
  tx: Tx,
  { paymentId, tipId }: DisputableCharge,
): Promise<Array<State & Pick<ChargebackRow, "intentId">>> =>
  tx.query<State & Pick<ChargebackRow, "intentId">>(
    `select status, is_inquiry as "isInquiry", intent_id as "intentId" from payments.chargebacks
      where payment_id = $1 and tip_id is not distinct from $2`,
    [paymentId, tipId],
  );

/** What the payment's tip has borne of chargebacks. Lock the payment first. */
export const borneByTip = async (tx: Tx, tipId: string): Promise<number> =>
  (
    await tx.query<{ amount: number }>(
      "select coalesce(sum(borne_amount), 0)::bigint as amount from payments.chargebacks where tip_id = $1",
      [tipId],
    )
  )[0]!.amount;

/** Whether the money of a charge waits for the end of a chargeback. Lock the payment first. */
export const isHeldBack = async (tx: Tx, charge: DisputableCharge): Promise<boolean> =>
  (await statesOf(tx, charge)).some(holdsMoney);

/** What a payment bears of chargebacks of the charge of an intent. Lock the payment first. */
export const borneByIntent = async (tx: Tx, paymentId: string, intentId: string): Promise<number> =>
  (
    await tx.query<{ amount: number }>(
      `select coalesce(sum(borne_amount), 0)::bigint as amount from payments.chargebacks
        where payment_id = $1 and intent_id = $2`,
      [paymentId, intentId],
    )
  )[0]!.amount;

/**
 * Whether the cardholder's bank took the charge of an intent back, or is about to: then it cannot be refunded as well. Lock the payment
 * first.
 */
export const isChargedBack = async (
  tx: Tx,
  { intentId, ...charge }: DisputableCharge & { intentId: string | null },
): Promise<boolean> =>
  (await statesOf(tx, charge)).some(
    (one) =>
      !one.isInquiry &&
      one.status !== "won" &&
      one.status !== "closed" &&
      (one.intentId === null || one.intentId === intentId),
  );

/** Chargebacks that are not over and were not asked for since `before`, the longest first. */
export const uncheckedChargebacks = (
  tx: Tx,
  before: Date,
  limit: number,
): Promise<Array<Pick<ChargebackRow, "id" | "stripeId">>> =>
  tx.query<Pick<ChargebackRow, "id" | "stripeId">>(
    `select id, stripe_id as "stripeId" from payments.chargebacks
      where closed_at is null and asked_at < $1 order by asked_at limit $2`,
    [before, limit],
  );

export const chargebackById = async (tx: Tx, id: string): Promise<ChargebackRow | undefined> =>
  (
    await tx.query<ChargebackRow>(`select ${COLUMNS} from payments.chargebacks where id = $1`, [id])
  )[0];

interface Selection {
  /** Those from before the one with this id. */
  before?: string;
  /** Only those that are not over, or only those that are. */
  open?: boolean;
  providerId?: string;
  limit: number;
}

/** Newest first. */
export const chargebacks = (
  tx: Tx,
  { before, open, providerId, limit }: Selection,
): Promise<ChargebackRow[]> =>
  tx.query<ChargebackRow>(
    `select ${COLUMNS} from payments.chargebacks
      where ($1::uuid is null or id < $1) and ($2::boolean is null or (closed_at is null) = $2)
        and ($3::uuid is null or provider_id = $3)
      order by id desc limit $4`,
    [before ?? null, open ?? null, providerId ?? null, limit],
  );

/** Keeps what the provider says; undefined when the bank has been answered, or is about to be. */
export const explain = async (
  tx: Tx,
  id: string,
  explanation: string,
): Promise<ChargebackRow | undefined> =>
  (
    await tx.query<ChargebackRow>(
      `update payments.chargebacks set explanation = $2
        where id = $1 and status = 'needs_response' and answering_since is null returning ${COLUMNS}`,
      [id, explanation],
    )
  )[0];

/**
 * Writes an answer down unless one waits already, which is then kept; undefined when none is awaited, or the provider has explained it
 * otherwise than in this answer meanwhile.
 */
export const intendAnswer = async (
  tx: Tx,
  { id, explanation }: Pick<ChargebackRow, "id" | "explanation">,
  { evidence, words, now }: { evidence: Evidence; words: string | null; now: Date },
): Promise<ChargebackRow | undefined> =>
  (
    await tx.query<ChargebackRow>(
      `update payments.chargebacks set
         evidence = case when answering_since is null then $2::jsonb else evidence end,
         words = case when answering_since is null then $3 else words end,
         answers = answers + case when answering_since is null then 1 else 0 end,
         answering_since = coalesce(answering_since, $4)
        where id = $1 and status = 'needs_response' and (answering_since is not null or explanation is not distinct from $5)
       returning ${COLUMNS}`,
      [id, JSON.stringify(evidence), words, now, explanation],
    )
  )[0];

/** An answer waits no more: it was sent, or Stripe refused it, and then nothing was said. */
export const endAnswer = (
  tx: Tx,
  { id, answers }: Pick<ChargebackRow, "id" | "answers">,
  isSent: boolean,
): Promise<object[]> =>
  tx.query(
    `update payments.chargebacks set answering_since = null, evidence = case when $3 then evidence end
      where id = $1 and answers = $2 and answering_since is not null`,
    [id, answers, isSent],
  );

/** Counts an attempt that Stripe failed at, so that the next one goes under a fresh idempotency key. */
export const countAnswer = (
  tx: Tx,
  { id, answers }: Pick<ChargebackRow, "id" | "answers">,
): Promise<object[]> =>
  tx.query("update payments.chargebacks set answers = $2 + 1 where id = $1 and answers = $2", [
    id,
    answers,
  ]);

/** Those whose answer waits for Stripe, or is awaited before `due`; the most urgent first. */
export const dueAnswers = (tx: Tx, due: Date, limit: number): Promise<ChargebackRow[]> =>
  tx.query<ChargebackRow>(
    `select ${COLUMNS} from payments.chargebacks
      where status = 'needs_response' and (answering_since is not null or due_by < $1) order by due_by limit $2`,
    [due, limit],
  );
