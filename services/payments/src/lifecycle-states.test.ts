import {
  BOOKING_TRANSITIONS,
  BookingStatus,
  PaymentStatus,
  type BookingAction,
} from "@loconomy/contracts";
import { expect, test } from "vitest";
import { isOpen, isSettled, nextStep } from "./intent-step.ts";
import { moveChargeback } from "./move-chargeback.ts";
import type { PaymentRow } from "./store.ts";
import { explore, stuck } from "./testing-states.ts";

/**
 * Every state that a booking and its payment can reach together: the table of the booking's life, the rules by which news of
 * a PaymentIntent moves a payment, and a small model of Stripe and of what is still on its way between the three. Each step of
 * the search is one commit, one call or one message, in any order.
 */
const PRICE = 100;
const KEPT = 40;

interface State {
  booking: BookingStatus;
  /** As we know it. */
  payment: PaymentStatus;
  /** What is to be taken, once that is decided. */
  settle: number | null;
  captured: number;
  refunded: number;
  /** As Stripe knows it. */
  intent:
    | "requires_payment_method"
    | "requires_action"
    | "requires_capture"
    | "succeeded"
    | "canceled";
  taken: number;
  givenBack: number;
  /** What the cardholder's bank does, and what of it is booked. */
  dispute: "none" | "inquiry" | "open" | "won" | "lost";
  withdrawn: number;
  chargedBack: number;
  hasFailure: boolean;
  knowsFailure: boolean;
  hasLapsed: boolean;
  /** Told to bookings and not handled yet. */
  saysAuthorized: boolean;
  /** Told to payments and not handled yet: what to take. */
  saysSettle: number | null;
  /** It can be disputed once. */
  wasDisputed: boolean;
  /** Told to payments and not handled yet: what of what was charged an operator gives back. */
  saysBack: number | null;
  /** Noted and logged for an operator: money is owed and no card gives it. */
  needsOperator: boolean;
}

const START: State = {
  booking: "awaiting_payment",
  payment: "requires_payment",
  settle: null,
  captured: 0,
  refunded: 0,
  intent: "requires_payment_method",
  taken: 0,
  givenBack: 0,
  dispute: "none",
  withdrawn: 0,
  chargedBack: 0,
  hasFailure: false,
  knowsFailure: false,
  hasLapsed: false,
  saysAuthorized: false,
  saysSettle: null,
  wasDisputed: false,
  saysBack: null,
  needsOperator: false,
};

/** What the end of a booking has payments take; null where nothing ends. */
const toTake = (action: BookingAction, to: BookingStatus): number[] => {
  if (action === "dispute" || action === "resolve") return [];
  if (to === "completed") return [PRICE];
  if (to === "no_show") return [PRICE, 0];
  if (to === "cancelled") return [0, KEPT, PRICE];
  return action === "decline" || action === "expire" ? [0] : [];
};

const customer = (s: State): State[] => {
  if (s.intent !== "requires_payment_method" && s.intent !== "requires_action") return [];
  const tried = { ...s, hasFailure: false };
  return [
    { ...tried, intent: "requires_capture" },
    { ...tried, intent: "requires_action" },
    { ...s, intent: "requires_payment_method", hasFailure: true, knowsFailure: false },
  ];
};

const stripe = (s: State): State[] =>
  s.intent === "requires_capture" ? [{ ...s, intent: "canceled", hasLapsed: true }] : [];

/** A webhook, or an answer of Stripe's. */
const news = (s: State): State[] => {
  const step = nextStep(
    {
      status: s.payment,
      totalAmount: PRICE,
      settleAmount: s.settle,
      canHoldAgain: false,
      currency: "USD",
      failureReference: s.knowsFailure ? "ch_1" : null,
    },
    {
      status: s.intent,
      amount: PRICE,
      currency: "usd",
      received: s.taken,
      capturesAtOnce: false,
      hasLapsed: s.hasLapsed,
      isReplaced: false,
      wasHeld: s.hasLapsed || s.taken > 0,
      failure: s.hasFailure ? { code: "declined", message: "No.", reference: "ch_1" } : null,
    },
  );
  expect(step.kind).not.toBe("mismatch");
  if (step.kind !== "move") return [];
  return [
    {
      ...s,
      payment: step.to,
      knowsFailure: s.knowsFailure || step.to === "failed",
      captured: step.to === "captured" ? s.taken : s.captured,
      saysAuthorized: s.saysAuthorized || step.tell.includes("payment.authorized"),
      needsOperator: s.needsOperator || (step.to === "released" && (s.settle ?? 0) > 0),
    },
  ];
};

const bookings = (s: State): State[] => {
  const moves = BOOKING_TRANSITIONS.filter(
    ({ from, action, to }) =>
      from.includes(s.booking) &&
      action !== "pay" &&
      !to.includes(s.booking) &&
      !(action === "dispute" && s.wasDisputed),
  ).flatMap(({ action, to }) =>
    to.flatMap((booking) => {
      if (action === "dispute") return [{ ...s, booking, wasDisputed: true }];
      if (action === "resolve")
        return (booking === "refunded" ? [PRICE] : [0, KEPT]).map((saysBack) => ({
          ...s,
          booking,
          saysBack,
        }));
      const amounts = s.booking === "awaiting_payment" ? [0] : toTake(action, booking);
      return amounts.length === 0
        ? [{ ...s, booking }]
        : amounts.map((saysSettle) => ({ ...s, booking, saysSettle }));
    }),
  );
  if (!s.saysAuthorized) return moves;
  const heard = { ...s, saysAuthorized: false };
  const pay = BOOKING_TRANSITIONS.find(({ action }) => action === "pay")!;
  if (pay.from.includes(s.booking))
    return [...moves, ...pay.to.map((booking) => ({ ...heard, booking }))];
  // Paid too late: the hold is given back, unless the booking was paid before.
  return [
    ...moves,
    s.settle === null && s.saysSettle === null && isOver(s) ? { ...heard, saysSettle: 0 } : heard,
  ];
};

/** Nothing but a dispute can come of it. */
const isOver = ({ booking }: State): boolean =>
  !BOOKING_TRANSITIONS.some(
    ({ from, action, to }) =>
      from.includes(booking) && !to.includes(booking) && action !== "dispute",
  );

/** The consumer that gives back what an operator decided; it waits for the capture. */
const resolving = (s: State): State[] => {
  if (s.saysBack === null) return [];
  const done = { ...s, saysBack: null };
  if (!isSettled(s.payment)) return s.needsOperator ? [done] : [];
  const givenBack = Math.min(s.captured, s.saysBack);
  if (givenBack <= s.givenBack) return [done];
  return isRefundable(s) ? [{ ...done, givenBack }] : [{ ...done, needsOperator: true }];
};

/** The consumer that settles; each of its steps may be the last one before a crash, and it runs again. */
const settling = (s: State): State[] => {
  if (s.saysSettle === null) return [];
  if (s.settle === null && !isSettled(s.payment)) return [{ ...s, settle: s.saysSettle }];
  if (isSettled(s.payment)) return [{ ...s, saysSettle: null }];
  if (s.settle === 0 && s.intent !== "succeeded" && s.intent !== "canceled")
    return [{ ...s, intent: "canceled" }];
  if (s.settle && s.payment === "authorized" && s.intent === "requires_capture")
    return [{ ...s, intent: "succeeded", taken: s.settle }];
  if (s.settle && isOpen(s.payment) && s.intent !== "requires_capture" && s.intent !== "succeeded")
    return [{ ...s, saysSettle: null, needsOperator: true }];
  return [];
};

/** What a bank has taken back is not refunded: by Stripe, or, when we have heard of it, by us, until we hear that it was won. */
const isRefundable = ({ dispute, chargedBack }: State): boolean =>
  dispute !== "open" && dispute !== "lost" && chargedBack === 0;

const refunds = (s: State): State[] => [
  ...(s.payment === "captured" && isRefundable(s) && s.givenBack < s.captured
    ? [{ ...s, givenBack: Math.min(s.captured, s.givenBack + 30) }]
    : []),
  ...(s.refunded < s.givenBack
    ? [
        {
          ...s,
          refunded: s.givenBack,
          payment: s.givenBack === s.captured ? ("refunded" as const) : s.payment,
        },
      ]
    : []),
];

const bank = (s: State): State[] => {
  const left = s.taken - s.givenBack;
  if (s.dispute === "none" && left > 0)
    return [
      { ...s, dispute: "inquiry" },
      { ...s, dispute: "open", withdrawn: left },
    ];
  if (s.dispute === "inquiry")
    return [
      { ...s, dispute: "won" },
      ...(left > 0 ? [{ ...s, dispute: "open" as const, withdrawn: left }] : []),
    ];
  if (s.dispute === "open")
    return [
      { ...s, dispute: "won", withdrawn: 0 },
      { ...s, dispute: "lost" },
    ];
  // A bank that changes its mind.
  return s.dispute === "lost" ? [{ ...s, dispute: "won", withdrawn: 0 }] : [];
};

/** What we hear of a dispute; the capture is heard of before it. A refund of ours on its way keeps its share. */
const chargebacks = (s: State): State[] => {
  if (s.captured === 0 || s.chargedBack === s.withdrawn) return [];
  const left = s.captured - s.refunded - s.chargedBack - (s.givenBack - s.refunded);
  const { borneAmount } = moveChargeback({
    isOfTip: false,
    payment: {
      chargedBackAmount: s.chargedBack,
      creditedAt: null,
      creditedAmount: null,
    } as PaymentRow,
    chargeback: {
      withdrawnAmount: s.chargedBack,
      feeAmount: 0,
      borneAmount: s.chargedBack,
      isFromEscrow: true,
    },
    taken: { withdrawn: s.withdrawn, fee: 0 },
    left,
  });
  return [{ ...s, chargedBack: borneAmount }];
};

const next = (s: State): State[] =>
  [customer, stripe, news, bookings, settling, resolving, refunds, bank, chargebacks].flatMap(
    (part) => part(s),
  );
const isQuiet = (s: State): boolean =>
  s.saysSettle === null &&
  s.saysBack === null &&
  !s.saysAuthorized &&
  news(s).length === 0 &&
  s.refunded === s.givenBack &&
  chargebacks(s).length === 0;

const LIVING: readonly BookingStatus[] = ["pending", "confirmed", "in_progress"];

/** With nothing on its way any more, which payment may stand beside which booking. */
const isLegal = (s: State): boolean => {
  const { booking, payment } = s;
  if (booking === "awaiting_payment") return isOpen(payment) || payment === "released";
  // A hold that lapsed and cannot be made anew leaves a booking without money: that is for the operator, or what comes next.
  if (LIVING.includes(booking))
    return payment === "authorized" || (payment === "released" && s.hasLapsed);
  if (booking === "declined" || booking === "expired") return payment === "released";
  if (s.needsOperator) return true;
  if (booking === "refunded") return payment === "refunded" || payment === "released";
  return payment === "captured" || payment === "refunded" || payment === "released";
};

const explored = explore(START, next);
const { states } = explored;
const quiet = [...states.values()].filter(isQuiet);

test("the search goes through the whole life of both", () => {
  expect(new Set(quiet.map(({ booking }) => booking))).toEqual(new Set(BookingStatus.options));
  const seen = new Set([...states.values()].map(({ payment }) => payment));
  // Saved cards have tests of their own.
  expect(seen).toEqual(new Set(PaymentStatus.options.filter((status) => status !== "card_saved")));
});

test("every pair that can be reached is legal once nothing is on its way", () => {
  const wrong = quiet.filter((s) => !isLegal(s));
  expect(wrong.slice(0, 3)).toEqual([]);
});

test("what we booked is what Stripe did, in every state in which nothing is on its way", () => {
  for (const s of quiet)
    expect([s.captured, s.refunded, s.chargedBack]).toEqual([s.taken, s.givenBack, s.withdrawn]);
});

test("money is never given back beyond what was taken, nor taken beyond what was decided, in any state", () => {
  for (const s of states.values()) {
    expect(s.givenBack + s.withdrawn).toBeLessThanOrEqual(s.taken);
    expect(s.refunded + s.chargedBack).toBeLessThanOrEqual(s.captured);
    expect(s.taken).toBeLessThanOrEqual(s.settle ?? 0);
    if (s.booking === "declined" || s.booking === "expired") expect(s.taken).toBe(0);
  }
});

test("from every state there is a way to an end that is legal", () => {
  const ends = quiet.filter(
    (s) => isOver(s) && (s.needsOperator || (isLegal(s) && !isOpen(s.payment))),
  );
  expect(stuck(explored, ends).slice(0, 3)).toEqual([]);
});
