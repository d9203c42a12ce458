import { exactMoney, Id } from "@loconomy/contracts";
import { queryAs, system } from "@loconomy/kit";
import type Stripe from "stripe";
import { refreshChargeback } from "./apply-chargeback.ts";
import { refreshIntent } from "./apply-intent.ts";
import { factsOfDispute } from "./chargeback-facts.ts";
import type { Payments } from "./context.ts";
import type { Found } from "./discrepancy-store.ts";

const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

const amountText = (amount: number, currency: string): string =>
  exactMoney({ amount, currency: currency.toUpperCase() });

/**
 * Holds what events say of money that Stripe took and gave back against our books. Charges that were made for nobody here
 * are none of our business; a refund of one of our payments is, and money that goes to a provider's account, whoever made it.
 * @param events oldest first: the last word on a charge or refund counts.
 */
export const compareWithStripe = async (
  payments: Payments,
  events: readonly Stripe.Event[],
): Promise<Found[]> => {
  const charges = new Map<string, Stripe.Charge>();
  const refunds = new Map<string, Stripe.Refund>();
  const disputes = new Map<string, Stripe.Dispute>();
  const transfers = new Map<string, Stripe.Transfer>();
  for (const { data } of events) {
    const object = data.object as
      | Stripe.Charge
      | Stripe.Refund
      | Stripe.Dispute
      | Stripe.Transfer
      | { object: string };
    if (object.object === "charge")
      charges.set((object as Stripe.Charge).id, object as Stripe.Charge);
    if (object.object === "refund")
      refunds.set((object as Stripe.Refund).id, object as Stripe.Refund);
    if (object.object === "dispute")
      disputes.set((object as Stripe.Dispute).id, object as Stripe.Dispute);
    if (object.object === "transfer")
      transfers.set((object as Stripe.Transfer).id, object as Stripe.Transfer);
  }
  const found = [
    ...(await compareCharges(payments, [...charges.values()].filter(isOurs))),
    ...(await compareRefunds(payments, [...refunds.values()])),
    ...(await compareTransfers(payments, [...transfers.values()])),
  ];
  await compareDisputes(payments, [...disputes.values()]);
  return found;
};

/** What was missed is taken over; what cannot be booked is raised there. */
const compareDisputes = async (
  payments: Payments,
  disputes: readonly Stripe.Dispute[],
): Promise<void> => {
  if (disputes.length === 0) return;
  const rows = await queryAs<{ id: string; withdrawn: number; fee: number; status: string }>(
    payments.db,
    system("payments"),
    `select stripe_id as id, withdrawn_amount as withdrawn, fee_amount as fee, status
       from payments.chargebacks where stripe_id = any($1)`,
    [disputes.map(({ id }) => id)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const dispute of disputes) {
    const booked = known.get(dispute.id);
    const { taken, status } = factsOfDispute(dispute);
    const agrees =
      booked?.status === status &&
      (taken === null || (booked.withdrawn === taken.withdrawn && booked.fee === taken.fee));
    if (!agrees) await refreshChargeback(payments, dispute.id);
  }
};

const isOurs = ({ captured, metadata, payment_intent }: Stripe.Charge): boolean =>
  captured && idOf(payment_intent) !== null && Boolean(metadata["paymentId"] ?? metadata["tipId"]);

interface Booked {
  intentId: string;
  bookingId: string;
  currency: string;
  captured: number;
}

/** What the books say of some PaymentIntents, by their ids. */
const bookedFor = async (
  { db }: Payments,
  intentIds: readonly string[],
): Promise<Map<string, Booked>> => {
  const rows = await queryAs<Booked>(
    db,
    system("payments"),
    `select intent_id as "intentId", booking_id as "bookingId", currency, captured_amount - deposit as captured
       from payments.payments, lateral (select case when deposit_paid_at is null then 0 else deposit_amount end as deposit) d
      where intent_id = any($1)
     union all
     select deposit_intent_id, booking_id, currency, case when deposit_paid_at is null then 0 else deposit_amount end
       from payments.payments where deposit_intent_id = any($1)
     union all
     select intent_id, booking_id, currency, case when paid_at is null then 0 else amount end
       from payments.tips where intent_id = any($1)`,
    [intentIds],
  );
  return new Map(rows.map((row) => [row.intentId, row]));
};

const compareCharges = async (
  payments: Payments,
  charges: readonly Stripe.Charge[],
): Promise<Found[]> => {
  const intentOf = (charge: Stripe.Charge): string => idOf(charge.payment_intent)!;
  const differing = (booked: ReadonlyMap<string, Booked>, among: readonly Stripe.Charge[]) =>
    among.filter((charge) => {
      const ours = booked.get(intentOf(charge));
      const isSame = ours?.captured === charge.amount_captured;
      return !isSame || ours.currency !== charge.currency.toUpperCase();
    });
  const news = differing(await bookedFor(payments, charges.map(intentOf)), charges);
  if (news.length === 0) return [];
  // It may only be news.
  for (const charge of news) await refreshIntent(payments, intentOf(charge));
  const booked = await bookedFor(payments, news.map(intentOf));
  return differing(booked, news).map((charge) => {
    const ours = booked.get(intentOf(charge));
    const said = ours
      ? `the books say ${amountText(ours.captured, ours.currency)}`
      : "no payment here has that intent";
    return {
      kind: "charge",
      subject: charge.id,
      bookingId: ours?.bookingId ?? null,
      detail: `Stripe took ${amountText(charge.amount_captured, charge.currency)} by ${intentOf(charge)}; ${said}`,
    };
  });
};

interface BookedRefund {
  /** Stripe's. */
  refundId: string;
  bookingId: string;
  amount: number | null;
  currency: string;
  status: "pending" | "succeeded" | "failed" | null;
}

const compareRefunds = async (
  { db }: Payments,
  refunds: readonly Stripe.Refund[],
): Promise<Found[]> => {
  if (refunds.length === 0) return [];
  const asked = refunds.map(({ id, payment_intent, metadata }) => ({
    id,
    intentId: idOf(payment_intent),
    ownId: metadata?.["refundId"] ?? null,
  }));
  const booked = await queryAs<BookedRefund>(
    db,
    system("payments"),
    `select asked.id as "refundId", p.booking_id as "bookingId", p.currency, r.amount, r.status
       from json_to_recordset($1::json) as asked(id text, "intentId" text, "ownId" text)
       cross join lateral (
         select booking_id, currency, id as payment_id, null::uuid as tip_id from payments.payments
          where intent_id = asked."intentId" or deposit_intent_id = asked."intentId"
         union all
         select booking_id, currency, payment_id, id from payments.tips where intent_id = asked."intentId"
       ) p
       left join payments.refunds r on r.payment_id = p.payment_id and r.tip_id is not distinct from p.tip_id
         and (r.stripe_refund_id = asked.id or r.id::text = asked."ownId")`,
    [JSON.stringify(asked)],
  );
  const ours = new Map(booked.map((row) => [row.refundId, row]));
  return refunds.flatMap((refund) => {
    const row = ours.get(refund.id);
    const detail = row && differenceOf(row, refund);
    return detail
      ? [{ kind: "refund" as const, subject: refund.id, bookingId: row.bookingId, detail }]
      : [];
  });
};

const differenceOf = (booked: BookedRefund, refund: Stripe.Refund): string | null => {
  const isGivenBack = refund.status !== "failed" && refund.status !== "canceled";
  const money = amountText(refund.amount, refund.currency);
  if (booked.status === null)
    return isGivenBack ? `Stripe gave back ${money} that nobody asked for here` : null;
  // It is sent again until it is known how it ended.
  if (booked.status === "pending") return null;
  if (!isGivenBack)
    return booked.status === "succeeded"
      ? `Stripe could not give back ${money}; the books say it did`
      : null;
  if (booked.status === "failed") return `Stripe gave back ${money}; the books say it could not`;
  const isSame =
    refund.amount === booked.amount && refund.currency.toUpperCase() === booked.currency;
  return isSame
    ? null
    : `Stripe gave back ${money}; the books say ${amountText(booked.amount ?? 0, booked.currency)}`;
};

interface BookedTransfer {
  /** Stripe's. */
  transferId: string;
  bookingId: string | null;
  /** Null: nobody asked for it here. */
  amount: number | null;
  currency: string | null;
  reversed: number;
  /** It, or something that takes it back, waits for Stripe. */
  isUnderWay: boolean;
}

/** What the books say of transfers to accounts of our providers, by Stripe's ids. */
const bookedTransfers = async (
  { db }: Payments,
  transfers: readonly Stripe.Transfer[],
): Promise<Map<string, BookedTransfer>> => {
  const asked = transfers.map(({ id, destination, metadata }) => ({
    id,
    accountId: idOf(destination),
    ownId: Id.safeParse(metadata["transferId"]).data ?? null,
  }));
  const rows = await queryAs<BookedTransfer>(
    db,
    system("payments"),
    `select asked.id as "transferId", p.booking_id as "bookingId", t.amount, t.currency, back.reversed,
            coalesce(t.status = 'pending', false) or back.is_under_way as "isUnderWay"
       from json_to_recordset($1::json) as asked(id text, "accountId" text, "ownId" uuid)
       join payments.payout_accounts a on a.account_id = asked."accountId"
       left join payments.transfers t on t.reverses is null and (t.stripe_id = asked.id or t.id = asked."ownId")
       left join payments.payments p on p.id = t.payment_id
       cross join lateral (
         select coalesce(sum(amount) filter (where status = 'succeeded'), 0)::bigint as reversed,
                coalesce(bool_or(status = 'pending'), false) as is_under_way
           from payments.transfers where reverses = t.id
       ) back`,
    [JSON.stringify(asked)],
  );
  return new Map(rows.map((row) => [row.transferId, row]));
};

const compareTransfers = async (
  payments: Payments,
  transfers: readonly Stripe.Transfer[],
): Promise<Found[]> => {
  if (transfers.length === 0) return [];
  const differing = (
    booked: ReadonlyMap<string, BookedTransfer>,
    among: readonly Stripe.Transfer[],
  ): Found[] =>
    among.flatMap((transfer) => {
      const row = booked.get(transfer.id);
      const detail = row && transferDifference(row, transfer);
      return detail
        ? [{ kind: "transfer" as const, subject: transfer.id, bookingId: row.bookingId, detail }]
        : [];
    });
  const first = differing(await bookedTransfers(payments, transfers), transfers);
  // An event tells how it was then; meanwhile some of it may have come back, with our knowledge.
  const now: Stripe.Transfer[] = [];
  for (const { subject } of first) now.push(await payments.stripe.transfers.retrieve(subject));
  return now.length === 0 ? [] : differing(await bookedTransfers(payments, now), now);
};

const transferDifference = (
  { amount, currency, reversed, isUnderWay }: BookedTransfer,
  { amount: sent, amount_reversed: back, currency: sentIn, destination }: Stripe.Transfer,
): string | null => {
  const said = `Stripe sent ${amountText(sent, sentIn)} to ${idOf(destination)}`;
  if (amount === null || currency === null) return `${said}; nobody asked for it here`;
  if (isUnderWay) return null;
  if (amount !== sent || currency !== sentIn.toUpperCase())
    return `${said}; the books say ${amountText(amount, currency)}`;
  return reversed === back
    ? null
    : `Stripe took back ${amountText(back, sentIn)} from ${idOf(destination)}; the books say ${amountText(reversed, currency)}`;
};
