import { enqueue, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import { isHeldBack } from "../chargeback-store.ts";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { chargesOf, takeFrom, type Charge } from "../deposit.ts";
import { postToLedger } from "../ledger-store.ts";
import { takeBackTransfer, transferToProvider } from "../ledger.ts";
import { accountOfProvider } from "../payout-account-store.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";
import { isRefusal, mayBeDone, transferGroupOf } from "../stripe.ts";
import { planTransfer } from "../transfer-plan.ts";
import {
  countTransferAttempt,
  dueOfTip,
  endTransfer,
  insertTransfer,
  owedToProvider,
  pendingTransfers,
  sentTransfers,
  stripeTransferId,
  UNTIL_WOKEN,
  wakeUnsent,
  type TransferRow,
} from "../transfer-store.ts";

export const TRANSFER_JOB = "payments.send-to-provider";

const HOUR_MS = 3_600_000;
/** An account that is not ready is looked at again so much later; when it becomes ready, at once. */
const ACCOUNT_WAIT_MS = HOUR_MS;
/** What Stripe refused is tried again so much later, as another transfer. */
const REFUSED_WAIT_MS = 24 * HOUR_MS;

/** Has the money of a payment looked at, because what its provider is owed has changed. Part of the change's transaction. */
export const sendSoon = async (
  tx: Tx,
  {
    id,
    intentId,
    depositIntentId = null,
  }: Pick<PaymentRow, "id" | "intentId"> & Partial<Pick<PaymentRow, "depositIntentId">>,
  now: Date,
): Promise<void> => {
  // What never went through Stripe cannot be sent on there.
  if (intentId === null && depositIntentId === null) return;
  await updatePayment(tx, id, { transferDueAt: now }, now);
  await enqueue(tx, TRANSFER_JOB, { paymentId: id }, { key: `${TRANSFER_JOB}:${id}` });
};

/**
 * Sends what the ledger owes a provider for a payment to their account at Stripe, or takes back what was sent too much. Written
 * down first, then sent, then posted. Safe to repeat, and to run at once.
 * @throws when Stripe cannot be reached; what was written down is then sent by the repeat.
 */
export const sendToProvider = async (payments: Payments, paymentId: string): Promise<void> => {
  for (;;) {
    const { payment, transfers } = await writeDown(payments, paymentId);
    if (!payment || transfers.length === 0) return;
    for (const transfer of transfers) await send(payments, payment, transfer);
  }
};

interface Written {
  payment: PaymentRow | undefined;
  transfers: TransferRow[];
}

/** What is to be sent now: what was written down before and not answered, else what the ledger asks for. */
const writeDown = ({ db, clock }: Payments, paymentId: string): Promise<Written> =>
  transaction(db, system("payments"), async (tx) => {
    const now = clock.now();
    const payment = await lockPayment(tx, { id: paymentId });
    if (!payment?.transferDueAt || payment.transferDueAt > now) return { payment, transfers: [] };
    const pending = await pendingTransfers(tx, paymentId);
    const transfers = pending.length > 0 ? pending : await planned(tx, payment, now);
    return { payment, transfers };
  });

const planned = async (tx: Tx, payment: PaymentRow, now: Date): Promise<TransferRow[]> => {
  const { id: paymentId, providerId, currency } = payment;
  const account = await accountOfProvider(tx, providerId, { lock: true });
  const owed = await owedToProvider(tx, payment);
  const rows: TransferRow[] = [];
  let { payable } = owed;
  let isWaiting = false;
  let isShort = false;
  for (const { tipId, charges, due } of await dueCharges(tx, payment, owed.due)) {
    const sent = await sentTransfers(tx, paymentId, tipId);
    const plan = planTransfer({ due, payable, sent });
    const common = { paymentId, tipId, providerId, currency };
    // Looked at again when its chargeback is over.
    const isHeld = plan.kind === "send" && (await isHeldBack(tx, { paymentId, tipId }));
    if (isHeld) continue;
    isShort ||= plan.kind === "none" && due > 0;
    if (plan.kind === "send" && account?.accountId && account.canTakeMoney) {
      const to = { ...common, accountId: account.accountId, reverses: null };
      for (const source of sourcesOf(charges, sent, plan.amount))
        rows.push(await insertTransfer(tx, { ...to, ...source }, now));
      payable -= plan.amount;
    } else isWaiting ||= plan.kind === "send";
    for (const { id: reverses, amount } of plan.kind === "take_back" ? plan.parts : []) {
      const { accountId } = sent.find(({ id }) => id === reverses)!;
      const back = { ...common, accountId, reverses, sourceIntentId: null, amount };
      rows.push(await insertTransfer(tx, back, now));
      payable += amount;
    }
  }
  if (rows.length > 0) return rows;
  const whenNothingWaits = isShort ? UNTIL_WOKEN : null;
  const transferDueAt = isWaiting ? new Date(now.getTime() + ACCOUNT_WAIT_MS) : whenNothingWaits;
  await updatePayment(tx, paymentId, { transferDueAt }, now);
  // What is left for the provider is of other bookings, as after a dispute of this one was won.
  if (payable > 0) await wakeUnsent(tx, payment, now);
  return rows;
};

interface Due {
  tipId: string | null;
  charges: Charge[];
  due: number;
}

/** What of a booking is due: of its price, unless that never went through Stripe, and of its tip; with the charges that pay for it. */
const dueCharges = async (tx: Tx, payment: PaymentRow, due: number): Promise<Due[]> => {
  const tip = await dueOfTip(tx, payment.id);
  const price = { tipId: null, charges: chargesOf(payment), due: due - (tip?.due ?? 0) };
  return [price, ...(tip ? [tip] : [])].filter(({ charges }) => charges.length > 0);
};

/**
 * Which charges pay for an amount, each with no more than was taken by it. With a coupon the provider may get more than was charged:
 * then it comes from the platform's balance.
 */
const sourcesOf = (
  charges: readonly Charge[],
  sent: Awaited<ReturnType<typeof sentTransfers>>,
  amount: number,
): Array<Pick<TransferRow, "sourceIntentId" | "amount">> => {
  const left = charges.map((charge) => ({
    ...charge,
    left: sent
      .filter(({ sourceIntentId }) => sourceIntentId === charge.intentId)
      .reduce((rest, transfer) => rest - transfer.left, charge.left),
  }));
  const parts = takeFrom(left, amount);
  return (
    parts?.map((part) => ({ sourceIntentId: part.intentId, amount: part.left })) ?? [
      { sourceIntentId: null, amount },
    ]
  );
};

const send = async (
  payments: Payments,
  payment: PaymentRow,
  transfer: TransferRow,
): Promise<void> => {
  const { log } = payments;
  const { id: transferId, reverses, amount } = transfer;
  const facts = { bookingId: payment.bookingId, transferId, reverses, amount };
  try {
    const { id } = await (reverses ? takeBack : pass)(payments, payment, transfer);
    await finish(payments, payment, transfer, {
      status: "succeeded",
      stripeId: id,
      failureCode: null,
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.error(
      { err: error, ...facts },
      reverses
        ? "Stripe gives nothing back of a transfer; the provider owes it, and later transfers settle it"
        : "Stripe refused a transfer; it is tried again tomorrow",
    );
    const failureCode = error.code ?? error.type;
    await finish(payments, payment, transfer, { status: "failed", stripeId: null, failureCode });
  }
};

const pass = async (
  payments: Payments,
  { bookingId }: PaymentRow,
  transfer: TransferRow,
): Promise<Stripe.Transfer> => {
  const { stripe, clock } = payments;
  const { id: transferId, accountId, amount, currency, sourceIntentId, attempt } = transfer;
  const transfer_group = transferGroupOf(bookingId);
  if (mayBeDone(transfer, clock.now()))
    for await (const sent of stripe.transfers.list({ transfer_group, limit: 100 }))
      if (sent.metadata["transferId"] === transferId) return sent;
  const charge =
    sourceIntentId && (await stripe.paymentIntents.retrieve(sourceIntentId)).latest_charge;
  const asked = stripe.transfers.create(
    {
      amount,
      currency: currency.toLowerCase(),
      destination: accountId,
      // Without it the money would have to be there already; with it, it follows when it is.
      ...(charge && { source_transaction: charge as string }),
      transfer_group,
      metadata: { bookingId, transferId },
    },
    { idempotencyKey: `booking:${bookingId}:transfer:${transferId}:${attempt}` },
  );
  return attempted(payments, asked, (tx) => countTransferAttempt(tx, transfer));
};

const takeBack = async (
  payments: Payments,
  { bookingId }: PaymentRow,
  transfer: TransferRow,
): Promise<Stripe.TransferReversal> => {
  const { db, stripe, clock } = payments;
  const { id: transferId, reverses, amount, attempt } = transfer;
  const sent = await transaction(db, system("payments"), (tx) => stripeTransferId(tx, reverses!));
  if (mayBeDone(transfer, clock.now()))
    for await (const made of stripe.transfers.listReversals(sent, { limit: 100 }))
      if (made.metadata?.["transferId"] === transferId) return made;
  const asked = stripe.transfers.createReversal(
    sent,
    { amount, metadata: { bookingId, transferId } },
    { idempotencyKey: `booking:${bookingId}:transfer:${transferId}:${attempt}` },
  );
  return attempted(payments, asked, (tx) => countTransferAttempt(tx, transfer));
};

interface End {
  status: "succeeded" | "failed";
  stripeId: string | null;
  failureCode: string | null;
}

const finish = (
  { db, clock }: Payments,
  seen: PaymentRow,
  transfer: TransferRow,
  end: End,
): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    const { id, paymentId, providerId, reverses, amount, currency } = transfer;
    const payment = (await lockPayment(tx, { id: paymentId }))!;
    const at = clock.now();
    if (!(await endTransfer(tx, id, { ...end, at }))) return;
    if (end.status === "failed") {
      if (!reverses)
        return updatePayment(
          tx,
          paymentId,
          { transferDueAt: new Date(at.getTime() + REFUSED_WAIT_MS) },
          at,
        );
      // Not while another part waits for its answer, or more has become due meanwhile.
      const isDone =
        payment.transferDueAt?.getTime() === seen.transferDueAt?.getTime() &&
        (await pendingTransfers(tx, paymentId)).length === 0;
      return isDone ? updatePayment(tx, paymentId, { transferDueAt: null }, at) : undefined;
    }
    postToLedger(tx, {
      kind: "transfer",
      bookingId: payment.bookingId,
      reference: `transfer:${id}`,
      currency,
      at,
      postings: (reverses ? takeBackTransfer : transferToProvider)(providerId, amount),
    });
  });
