import { exactMoney, leastCharge, type PaymentStatus } from "@loconomy/contracts";
import { dueBeyondDeposit } from "./deposit.ts";
import type { PaymentRow } from "./store.ts";

/** What a Stripe PaymentIntent says, as far as it matters here. Amounts in minor units. */
export interface IntentFacts {
  status: string;
  amount: number;
  currency: string;
  received: number;
  /** Charged without being held before: made for what is kept of a booking whose card was only saved. */
  capturesAtOnce: boolean;
  /** Canceled by Stripe because nobody captured it in time. */
  hasLapsed: boolean;
  /** Given up by us because another amount is asked for instead (`REPLACED`). */
  isReplaced: boolean;
  /** The card was charged or held at some time. */
  wasHeld: boolean;
  failure: { code: string; message: string; reference: string } | null;
}

/** What we know of the payment before; amounts without what a deposit paid of it. */
export interface Known {
  status: PaymentStatus;
  totalAmount: number;
  settleAmount: number | null;
  /** Another hold could follow one that has lapsed. */
  canHoldAgain: boolean;
  currency: string;
  failureReference: string | null;
}

export type Step =
  | { kind: "none" }
  | { kind: "mismatch"; detail: string }
  | { kind: "lapsed" }
  | { kind: "move"; to: PaymentStatus; tell: PaymentNews[] };

export type PaymentNews =
  | "payment.authorized"
  | "payment.failed"
  | "payment.captured"
  | "payment.released";

const OURS: Record<string, PaymentStatus> = {
  requires_payment_method: "requires_payment",
  requires_confirmation: "requires_payment",
  requires_action: "requires_action",
  requires_capture: "authorized",
  succeeded: "captured",
  canceled: "released",
};

const ORDER: Record<PaymentStatus, number> = {
  requires_payment: 0,
  requires_action: 0,
  failed: 0,
  card_saved: 1,
  authorized: 2,
  captured: 3,
  released: 3,
  refunded: 3,
};

/** Nothing more can come of the customer's card by itself: the customer still has to act. */
export const isOpen = (status: PaymentStatus): boolean => ORDER[status] === 0;

/** Captured, released or refunded: the authorisation is used up. */
export const isSettled = (status: PaymentStatus): boolean => ORDER[status] === 3;

type Ending = Pick<PaymentRow, "status" | "settleAmount" | "depositAmount">;

/** What is to be taken in the end could not be charged to the saved card: its owner still has to pay it. */
export const isOwed = (payment: Ending): boolean =>
  isOpen(payment.status) && (dueBeyondDeposit(payment) ?? 0) > 0;

/** Nothing more is taken by itself: settled, or what was owed beyond a deposit could not be charged. */
export const isOver = (payment: Ending): boolean => isSettled(payment.status) || isOwed(payment);

/**
 * What a customer can still pay of what is to be taken, in minor units. Zero also for less than cards are charged, and where an
 * operator looks into what Stripe holds.
 */
export const payableAfter = (
  payment: Ending & Pick<PaymentRow, "currency" | "mismatch">,
): number => {
  const due = isOwed(payment) && !payment.mismatch ? dueBeyondDeposit(payment)! : 0;
  return due >= leastCharge(payment.currency) ? due : 0;
};

/** Whether an intent in Stripe's status `intentStatus` could still tell us something. */
export const couldBeNews = (status: PaymentStatus, intentStatus: string): boolean => {
  const to = OURS[intentStatus];
  // A saved card that fails is the one way back: its owner has to act again.
  const isAny = isOpen(status) || status === "card_saved";
  return to !== undefined && (isAny || ORDER[to] > ORDER[status]);
};

/**
 * Where the payment goes when Stripe says `intent`. Late news of earlier states changes nothing; back goes only what has to
 * be done again: a saved card that fails, a hold that has lapsed.
 */
export const nextStep = (known: Known, intent: IntentFacts): Step => {
  if (!couldBeNews(known.status, intent.status) || intent.isReplaced) return { kind: "none" };
  const open = OURS[intent.status]!;
  const to = open === "requires_payment" && intent.failure ? "failed" : open;
  // An intent that was never confirmed knows nothing of the saved card that it is for, nor of one that failed before.
  if (to === "requires_payment" && (known.status === "card_saved" || known.status === "failed"))
    return { kind: "none" };
  if (to === "released" && intent.hasLapsed && known.canHoldAgain && !isOpen(known.status))
    return { kind: "lapsed" };
  if (to === "authorized" || to === "captured") {
    const detail = difference(known, intent, to);
    if (detail) return { kind: "mismatch", detail };
  }
  const tell = news(known, intent, to);
  return to === known.status && tell.length === 0 ? { kind: "none" } : { kind: "move", to, tell };
};

const news = (known: Known, intent: IntentFacts, to: PaymentStatus): PaymentNews[] => {
  if (to === "failed")
    return intent.failure?.reference === known.failureReference ? [] : ["payment.failed"];
  if (to === "authorized") return ["payment.authorized"];
  if (to === "captured")
    return isOpen(known.status) ? ["payment.authorized", "payment.captured"] : ["payment.captured"];
  // What was never held cannot be given back.
  if (to === "released")
    return known.status === "authorized" || intent.wasHeld ? ["payment.released"] : [];
  return [];
};

const difference = (known: Known, intent: IntentFacts, to: PaymentStatus): string | null => {
  const currency = intent.currency.toUpperCase();
  const agreed = intent.capturesAtOnce ? known.settleAmount : known.totalAmount;
  if (currency !== known.currency) return `currency ${currency} instead of ${known.currency}`;
  const money = (amount: number): string => exactMoney({ amount, currency });
  if (intent.amount !== agreed)
    return `amount ${money(intent.amount)} instead of ${agreed === null ? "none" : money(agreed)}`;
  const wanted = known.settleAmount;
  if (to === "captured" && wanted !== null && intent.received !== wanted)
    return `captured ${money(intent.received)} instead of ${money(wanted)}`;
  return null;
};
