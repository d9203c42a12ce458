import { query, queryAs, system, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import { forgetIfGone, refreshAccount } from "./apply-account.ts";
import { refreshChargeback } from "./apply-chargeback.ts";
import { refreshPayout } from "./apply-payout.ts";
import { refreshIntent } from "./apply-intent.ts";
import { madeForTip } from "./apply-tip.ts";
import { refreshSetup } from "./apply-setup.ts";
import type { Also, Payments } from "./context.ts";
import { madeIntent } from "./intent-facts.ts";
import { couldBeNews, isOpen } from "./intent-step.ts";
import type { PaymentStatus } from "@loconomy/contracts";

/** Types that say how a PaymentIntent or a SetupIntent stands. */
const INTENT_EVENTS = new Set<string>([
  "payment_intent.requires_action",
  "payment_intent.payment_failed",
  "payment_intent.amount_capturable_updated",
  "payment_intent.succeeded",
  "payment_intent.canceled",
  "setup_intent.requires_action",
  "setup_intent.setup_failed",
  "setup_intent.succeeded",
  "setup_intent.canceled",
]);

/** Types that say how a payout of a connected account stands. */
const PAYOUT_EVENTS = new Set<string>([
  "payout.created",
  "payout.updated",
  "payout.paid",
  "payout.failed",
  "payout.canceled",
]);

/** Types that say how a dispute of a charge of ours stands. */
const DISPUTE_EVENTS = new Set<string>([
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
]);

/** Events of accounts that are connected to ours name them: their intents are not ours. */
const isOfIntent = ({ type, account }: Stripe.Event): boolean =>
  INTENT_EVENTS.has(type) && !account;

const isOfPayout = ({ type, account }: Stripe.Event): boolean =>
  PAYOUT_EVENTS.has(type) && account !== undefined;

const isOfDispute = ({ type, account }: Stripe.Event): boolean =>
  DISPUTE_EVENTS.has(type) && !account;

/** Whether an event tells us something; all others are kept and change nothing. */
export const isActedOn = (event: Stripe.Event): boolean =>
  isOfIntent(event) || isOfDispute(event) || isOfPayout(event) || event.type === "account.updated";

/** Keeps a verified event. True when it still has to be processed: it is new, or failed before. */
export const receive = async ({ db, clock }: Payments, event: Stripe.Event): Promise<boolean> => {
  const made = await query(
    db,
    "insert into payments.webhook_inbox (event_id, type, payload, received_at) values ($1, $2, $3, $4) on conflict (event_id) do nothing returning event_id",
    [event.id, event.type, JSON.stringify(event), clock.now()],
  );
  if (made.length === 1) return true;
  const waiting = await query(
    db,
    "select from payments.webhook_inbox where event_id = $1 and processed_at is null",
    [event.id],
  );
  return waiting.length === 1;
};

/**
 * Acts on a kept event and marks it done in the transaction that acts. An event may be old when it comes, so it only says that
 * something may be new: what counts is how the intent stands at Stripe now.
 * @throws when it could not be processed; the reason is noted and it stays waiting.
 */
export const process = async (payments: Payments, event: Stripe.Event): Promise<void> => {
  const { db, clock } = payments;
  let isMarked = false;
  const mark: Also = (tx) => {
    isMarked = true;
    tx.write(
      "update payments.webhook_inbox set processed_at = $2, error = null where event_id = $1",
      [event.id, clock.now()],
    );
  };
  try {
    if (isOfIntent(event))
      await takeOver(
        payments,
        event.data.object as Stripe.PaymentIntent | Stripe.SetupIntent,
        mark,
      );
    if (isOfDispute(event))
      await refreshChargeback(payments, (event.data.object as Stripe.Dispute).id, mark);
    await askOfAccount(payments, event, mark);
    // It said nothing that could be new.
    if (!isMarked) await transaction(db, system("payments"), async (tx) => mark(tx));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await query(db, "update payments.webhook_inbox set error = $2 where event_id = $1", [
      event.id,
      reason.slice(0, 1000),
    ]);
    throw error;
  }
};

/** Of an account that is gone there is nothing more to learn; the event is done. */
const askOfAccount = async (payments: Payments, event: Stripe.Event, mark: Also): Promise<void> => {
  const accountId =
    event.type === "account.updated" ? event.data.object.id : isOfPayout(event) && event.account;
  if (!accountId) return;
  try {
    if (event.type === "account.updated") await refreshAccount(payments, accountId, mark);
    else await refreshPayout(payments, accountId, (event.data.object as Stripe.Payout).id, mark);
  } catch (error) {
    if (!(await forgetIfGone(payments, accountId, error))) throw error;
  }
};

const takeOver = async (
  payments: Payments,
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
  mark: Also,
): Promise<void> => {
  if (intent.object === "payment_intent" && madeForTip(intent))
    return refreshIntent(payments, intent.id, mark);
  const { paymentId } = madeIntent(intent);
  if (!paymentId) return;
  const [known] = await queryAs<{ status: PaymentStatus }>(
    payments.db,
    system("payments"),
    "select status from payments.payments where id = $1",
    [paymentId],
  );
  if (!known) return;
  if (intent.object === "setup_intent") {
    if (isOpen(known.status)) await refreshSetup(payments, intent.id, mark);
  } else if (couldBeNews(known.status, intent.status))
    await refreshIntent(payments, intent.id, mark);
};

/** Events that have waited since before `before`, oldest first. */
export const waitingEvents = async (
  { db }: Payments,
  before: Date,
  limit: number,
): Promise<Stripe.Event[]> => {
  const rows = await query<{ payload: Stripe.Event }>(
    db,
    "select payload from payments.webhook_inbox where processed_at is null and received_at < $1 order by received_at limit $2",
    [before, limit],
  );
  return rows.map(({ payload }) => payload);
};

/** Forgets events that were processed before `before`. */
export const forgetEvents = async ({ db }: Payments, before: Date): Promise<void> => {
  await query(db, "delete from payments.webhook_inbox where processed_at < $1", [before]);
};
