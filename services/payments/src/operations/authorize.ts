import type { Money, Pricing } from "@loconomy/contracts";
import { actingAs, problem, system, transaction, type Queryable, type Tx } from "@loconomy/kit";
import { laterAuthorization } from "../card-hold.ts";
import type { Payments } from "../context.ts";
import { awaitsDeposit } from "../deposit.ts";
import { holdMoment } from "../hold-plan.ts";
import { payableAfter } from "../intent-step.ts";
import { ensureIntent } from "../make-intent.ts";
import { redeemUse } from "../pricing/coupon-store.ts";
import { insertPayment, leadOfSeries, type NewPayment, type PaymentRow } from "../store.ts";

export interface Authorization {
  bookingId: string;
  customerId: string;
  providerId: string;
  providerUserId: string;
  amount: Money;
  /** What the amount is made of; not there for bookings from before prices were kept in parts. */
  pricing?: Pricing;
  description: string;
  /** RFC 3339. */
  start: string;
  end: string;
}

/**
 * Opens the payment of a booking, or returns the one that is there: the authorisation of its price, the saving of a card
 * when a hold made now would lapse before the job is done, or the charge of the deposit, which saves the card as well. The payment is written first, so that a repeat after a crash
 * finds it and goes on; Stripe recognises the repeat by the idempotency key.
 * @throws conflict when the booking was opened with another price or customer; service_unavailable when Stripe fails.
 */
export const authorize = async (payments: Payments, input: Authorization): Promise<PaymentRow> => {
  const { db, clock, config } = payments;
  const now = clock.now();
  const end = new Date(input.end);
  const agreed = agreedOf(input, config.PLATFORM_FEE_BPS);
  // A deposit saves the card, and what it leaves is held on that in time.
  const later =
    agreed.depositAmount > 0
      ? holdMoment(end, now)
      : asDate(laterAuthorization(end.getTime(), now.getTime()));
  const write = (to: Queryable): Promise<PaymentRow> =>
    insertPayment(
      to,
      {
        ...input,
        seriesId: null,
        ...agreed,
        startsAt: new Date(input.start),
        endsAt: end,
        authorizeAt: agreed.depositAmount === input.amount.amount ? null : later,
      },
      now,
    );
  const act = system("payments");
  const { coupon } = input.pricing ?? {};
  const payment = coupon
    ? await transaction(db, act, async (tx) => {
        await redeemCoupon(tx, coupon, input);
        return write(tx);
      })
    : await write(actingAs(db, act));
  requireSame(payment, input);
  return openPayment(payments, payment).catch(refuseFailed);
};

const asDate = (time: number | null): Date | null => (time === null ? null : new Date(time));

const redeemCoupon = async (
  tx: Tx,
  { redemptionId }: NonNullable<Pricing["coupon"]>,
  { bookingId, customerId }: Authorization,
): Promise<void> => {
  if (!(await redeemUse(tx, redemptionId, { bookingId, customerId })))
    throw problem("conflict", "The coupon of this booking was given back meanwhile.");
};

/** What is kept of how the amount was agreed. */
export const agreedOf = (
  { pricing }: Pick<Authorization, "pricing">,
  defaultFeeBps: number,
): Pick<NewPayment, "feeBps" | "taxAmount" | "couponAmount" | "breakdown" | "depositAmount"> => {
  if (!pricing)
    return {
      feeBps: defaultFeeBps,
      taxAmount: 0,
      couponAmount: 0,
      breakdown: null,
      depositAmount: 0,
    };
  const { lines, includedTaxes, tax, feeBps, coupon, deposit } = pricing;
  return {
    feeBps,
    taxAmount: tax,
    couponAmount: coupon?.amount ?? 0,
    breakdown: { lines, includedTaxes },
    depositAmount: deposit?.amount ?? 0,
  };
};

/** @throws conflict when a payment was opened for another price or customer. */
export const requireSame = (payment: PaymentRow, input: Authorization): void => {
  const isSame =
    payment.customerId === input.customerId &&
    payment.totalAmount === input.amount.amount &&
    payment.depositAmount === (input.pricing?.deposit?.amount ?? 0) &&
    payment.currency === input.amount.currency;
  if (!isSame)
    throw problem("conflict", "This booking was already opened with another price or customer.");
};

export const refuseFailed = (cause: unknown): never => {
  throw problem(
    "service_unavailable",
    "The payment could not be prepared. Please try again in a moment.",
    undefined,
    cause,
  );
};

/**
 * The payment with what its customer's card form needs, made now when it is missing.
 * @throws whatever Stripe throws.
 */
export const openPayment = async (payments: Payments, payment: PaymentRow): Promise<PaymentRow> => {
  const { intentId, settleAmount, depositPaidAt, payBy } = payment;
  if (!intentId && payableAfter(payment) > 0) return ensureIntent(payments, payment, "charge");
  const isPaid = depositPaidAt !== null && payBy === null;
  if (intentId || settleAmount !== null || isPaid) return payment;
  if (awaitsDeposit(payment)) return ensureIntent(payments, payment, "deposit");
  // A saved card that failed is followed by one that pays now.
  const isLater = payment.authorizeAt !== null && payBy === null;
  if (!isLater) return ensureIntent(payments, payment, "authorize");
  const saver = await cardSaverOf(payments, payment);
  return ensureIntent(payments, saver, awaitsDeposit(saver) ? "deposit" : "save-card");
};

/** The payment by which the card for another one is saved: that of the first booking of a series, else itself. */
export const cardSaverOf = async (
  { db }: Pick<Payments, "db">,
  payment: PaymentRow,
): Promise<PaymentRow> => {
  const { seriesId } = payment;
  if (seriesId === null) return payment;
  return transaction(db, system("payments"), (tx) => leadOfSeries(tx, seriesId));
};
