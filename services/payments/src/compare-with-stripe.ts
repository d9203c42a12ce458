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
  `${amount} ${currency.toUpperCase()}`;

/**
 * Holds what events say of money that Stripe took and gave back against our books. Charges that were made for nobody here
 * are none of our business; a refund of one of our payments is, whoever made it.
 * @param events oldest first: the last word on a charge or refund counts.
 */
export const compareWithStripe = async (
  payments: Payments,
  events: readonly Stripe.Event[],
): Promise<Found[]> => {
  const charges = new Map<string, Stripe.Charge>();
  const refunds = new Map<string, Stripe.Refund>();
  const disputes = new Map<string, Stripe.Dispute>();
  for (const { data } of events) {
    const object = data.object as
      | Stripe.Charge
      | Stripe.Refund
      | Stripe.Dispute
      | { object: string };
    if (object.object === "charge")
      charges.set((object as Stripe.Charge).id, object as Stripe.Charge);
    if (object.object === "refund")
      refunds.set((object as Stripe.Refund).id, object as Stripe.Refund);
    if (object.object === "dispute")
      disputes.set((object as Stripe.Dispute).id, object as Stripe.Dispute);
  }
  const found: Found[] = [];
  for (const charge of charges.values()) {
    const discrepancy = charge.captured ? await compareCharge(payments, charge) : null;
    if (discrepancy) found.push(discrepancy);
  }
  for (const refund of refunds.values()) {
    const discrepancy = await compareRefund(payments, refund);
    if (discrepancy) found.push(discrepancy);
  }
  for (const dispute of disputes.values()) await compareDispute(payments, dispute);
  return found;
};

/** What was missed is taken over; what cannot be booked is raised there. */
const compareDispute = async (payments: Payments, dispute: Stripe.Dispute): Promise<void> => {
  const [booked] = await queryAs<{ withdrawn: number; fee: number; status: string }>(
    payments.db,
    system("payments"),
    `select withdrawn_amount as withdrawn, fee_amount as fee, status from payments.chargebacks where stripe_id = $1`,
    [dispute.id],
  );
  const { taken, status } = factsOfDispute(dispute);
  const agrees =
    booked?.status === status &&
    (taken === null || (booked.withdrawn === taken.withdrawn && booked.fee === taken.fee));
  if (!agrees) await refreshChargeback(payments, dispute.id);
};

interface Booked {
  bookingId: string;
  currency: string;
  captured: number;
}

const bookedFor = async ({ db }: Payments, intentId: string): Promise<Booked | undefined> =>
  (
    await queryAs<Booked>(
      db,
      system("payments"),
      `select booking_id as "bookingId", currency, captured_amount - deposit as captured
         from payments.payments, lateral (select case when deposit_paid_at is null then 0 else deposit_amount end as deposit) d
        where intent_id = $1
       union all
       select booking_id, currency, case when deposit_paid_at is null then 0 else deposit_amount end
         from payments.payments where deposit_intent_id = $1
       union all
       select booking_id, currency, case when paid_at is null then 0 else amount end from payments.tips where intent_id = $1`,
      [intentId],
    )
  )[0];

const compareCharge = async (payments: Payments, charge: Stripe.Charge): Promise<Found | null> => {
  const intentId = idOf(charge.payment_intent);
  const isOurs = charge.metadata["paymentId"] || charge.metadata["tipId"];
  if (!intentId || !isOurs) return null;
  const { id: subject, amount_captured: taken } = charge;
  const currency = charge.currency.toUpperCase();
  const agrees = (booked: Booked | undefined): boolean =>
    booked?.captured === taken && booked.currency === currency;
  if (agrees(await bookedFor(payments, intentId))) return null;
  // It may only be news.
  await refreshIntent(payments, intentId);
  const booked = await bookedFor(payments, intentId);
  if (agrees(booked)) return null;
  const ours = booked
    ? `the books say ${amountText(booked.captured, booked.currency)}`
    : "no payment here has that intent";
  return {
    kind: "charge",
    subject,
    bookingId: booked?.bookingId ?? null,
    detail: `Stripe took ${amountText(taken, currency)} by ${intentId}; ${ours}`,
  };
};

interface BookedRefund {
  bookingId: string;
  amount: number | null;
  currency: string;
  status: "pending" | "succeeded" | "failed" | null;
}

const compareRefund = async ({ db }: Payments, refund: Stripe.Refund): Promise<Found | null> => {
  const intentId = idOf(refund.payment_intent);
  const [booked] = await queryAs<BookedRefund>(
    db,
    system("payments"),
    `select p.booking_id as "bookingId", p.currency, r.amount, r.status
       from (select booking_id, currency, id as payment_id, null::uuid as tip_id from payments.payments
              where intent_id = $1 or deposit_intent_id = $1
             union all
             select booking_id, currency, payment_id, id from payments.tips where intent_id = $1) p
       left join payments.refunds r on r.payment_id = p.payment_id and r.tip_id is not distinct from p.tip_id
         and (r.stripe_refund_id = $2 or r.id::text = $3)`,
    [intentId, refund.id, refund.metadata?.["refundId"] ?? null],
  );
  const detail = booked && differenceOf(booked, refund);
  return detail
    ? { kind: "refund", subject: refund.id, bookingId: booked.bookingId, detail }
    : null;
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
