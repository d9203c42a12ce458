import { TIP_DAYS } from "@loconomy/contracts";
import { query, queryAs, system, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import { forgetIfGone, refreshAccount } from "./apply-account.ts";
import { refreshIntent } from "./apply-intent.ts";
import { compareWithStripe } from "./compare-with-stripe.ts";
import type { Payments } from "./context.ts";
import { bookProcessingFees } from "./processing-fees.ts";
import { raiseDiscrepancies } from "./discrepancy-store.ts";
import { isActedOn, process, receive } from "./inbox.ts";
import { refreshPayment } from "./refresh-payment.ts";
import type { PaymentRow } from "./store.ts";
import { uncheckedTips } from "./tip-store.ts";

/** What is younger may still be under way: as a webhook, or as an answer that is being written down. */
const UNDER_WAY_MS = 2 * 60_000;
/** Looked at again each time: Stripe may list an event a little after its time. */
const OVERLAP_MS = 5 * 60_000;
/** How far the first look goes back. Stripe keeps events for thirty days. */
const FIRST_LOOK_MS = 24 * 3_600_000;
/** A payment that waits for its customer or its capture is asked for again after that long. */
const UNCHECKED_MS = 6 * 3_600_000;
const TIPS_MS = TIP_DAYS * 24 * 3_600_000;
/** An account of a provider's is asked for again after that long: its events come by another webhook, and are in no list of ours. */
const ACCOUNT_UNCHECKED_MS = 24 * 3_600_000;
const BATCH_MAX = 100;

/**
 * Asks Stripe for what webhooks did not bring: events since the last time, and payments that have been open for long. What
 * Stripe took or gave back and our books say otherwise is raised to the operator.
 * @throws when Stripe cannot be reached; the next run begins where this one did.
 */
export const reconcile = async (payments: Payments): Promise<void> => {
  const { db, clock, log } = payments;
  const now = clock.now().getTime();
  const until = new Date(now - UNDER_WAY_MS);
  const since = await lastLook(payments);
  const events = await eventsBetween(payments, since, until);
  await catchUp(payments, events);
  const found = await compareWithStripe(payments, events);
  await bookProcessingFees(payments, since, until);
  const added = await transaction(db, system("payments"), async (tx) => {
    await tx.query(
      `insert into payments.reconciliation (events_until) values ($1)
       on conflict (id) do update set events_until = greatest(reconciliation.events_until, excluded.events_until)`,
      [until],
    );
    return raiseDiscrepancies(tx, found, clock.now());
  });
  for (const discrepancy of added) log.error(discrepancy, "the books and Stripe do not agree");
  await checkOpen(payments);
  await checkAccounts(payments);
};

const lastLook = async ({ db, clock }: Payments): Promise<Date> => {
  const [last] = await query<{ at: Date }>(
    db,
    "select events_until as at from payments.reconciliation",
  );
  const now = clock.now().getTime();
  return new Date(last ? last.at.getTime() - OVERLAP_MS : now - FIRST_LOOK_MS);
};

/** Oldest first. */
const eventsBetween = async (
  { stripe }: Payments,
  since: Date,
  until: Date,
): Promise<Stripe.Event[]> => {
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
  const events: Stripe.Event[] = [];
  const created = { gte: seconds(since), lte: seconds(until) };
  for await (const event of stripe.events.list({ created, limit: 100 })) events.push(event);
  return events.reverse();
};

/** What cannot be processed stays waiting in the inbox, where it is tried again. */
const catchUp = async (payments: Payments, events: readonly Stripe.Event[]): Promise<void> => {
  const { db, log } = payments;
  const wanted = events.filter(isActedOn);
  const known = await query<{ id: string }>(
    db,
    "select event_id as id from payments.webhook_inbox where event_id = any($1)",
    [wanted.map(({ id }) => id)],
  );
  const ids = new Set(known.map(({ id }) => id));
  for (const event of wanted.filter(({ id }) => !ids.has(id))) {
    log.warn({ eventId: event.id, type: event.type }, "a webhook did not come; asked for instead");
    await receive(payments, event);
    await process(payments, event).catch((error) =>
      log.error({ err: error, eventId: event.id }, "an event cannot be processed yet"),
    );
  }
};

const checkOpen = async (payments: Payments): Promise<void> => {
  const { db, clock, log } = payments;
  const now = clock.now();
  const open = await queryAs<
    Pick<PaymentRow, "id" | "intentId" | "setupId" | "depositIntentId" | "depositPaidAt">
  >(
    db,
    system("payments"),
    `update payments.payments set checked_at = $1
      where id in (
        select id from payments.payments
         where status in ('requires_payment', 'requires_action', 'authorized') and (intent_id is not null or setup_id is not null or deposit_intent_id is not null)
           and coalesce(checked_at, updated_at) < $2
         order by coalesce(checked_at, updated_at) limit $3
      )
      returning id, intent_id as "intentId", setup_id as "setupId", deposit_intent_id as "depositIntentId",
        deposit_paid_at as "depositPaidAt"`,
    [now, new Date(now.getTime() - UNCHECKED_MS), BATCH_MAX],
  );
  for (const payment of open)
    await refreshPayment(payments, payment).catch((error) =>
      log.error({ err: error, paymentId: payment.id }, "an open payment cannot be checked"),
    );
  await checkOpenTips(payments, now);
};

/** Those that could still be given; who left one lying is not waited for. */
const checkOpenTips = async (payments: Payments, now: Date): Promise<void> => {
  const { db, log } = payments;
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const open = await transaction(db, system("payments"), (tx) =>
    uncheckedTips(tx, { now, before: ago(UNCHECKED_MS), since: ago(TIPS_MS), limit: BATCH_MAX }),
  );
  for (const intentId of open)
    await refreshIntent(payments, intentId).catch((error) =>
      log.error({ err: error, intentId }, "an open tip cannot be checked"),
    );
};

const checkAccounts = async (payments: Payments): Promise<void> => {
  const { db, clock, log } = payments;
  const old = await queryAs<{ id: string }>(
    db,
    system("payments"),
    // In no order, so that some that cannot be asked for do not keep the others waiting.
    `select account_id as id from payments.payout_accounts
      where account_id is not null and updated_at < $1 order by random() limit $2`,
    [new Date(clock.now().getTime() - ACCOUNT_UNCHECKED_MS), BATCH_MAX],
  );
  for (const { id } of old)
    await refreshAccount(payments, id).catch(async (error) => {
      if (!(await forgetIfGone(payments, id, error)))
        log.error({ err: error, accountId: id }, "a provider's account cannot be checked");
    });
};
