import { BOOKING_TRANSITIONS, type BookingStatus, type PaymentStatus } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { dueBeyondDeposit, restOf } from "./deposit.ts";
import { isOpen, isOver, isSettled, nextStep } from "./intent-step.ts";
import { explore, stuck } from "./testing-states.ts";

/**
 * As `lifecycle-states.test.ts`, for bookings with a deposit: two charges, the first taken as the customer pays, the second held on
 * the saved card. Each step of the search is one commit, one call or one message, in any order.
 */
const PRICE = 100;
const KEPT = [0, 20, 30, 60, PRICE];

interface State {
  booking: BookingStatus;
  payment: PaymentStatus;
  settle: number | null;
  captured: number;
  refunded: number;
  /** Written down to go back by the policy. */
  owedBack: number;
  /** As Stripe knows them. */
  deposit: "requires_payment_method" | "succeeded" | "canceled";
  rest: "none" | "requires_payment_method" | "requires_capture" | "succeeded" | "canceled";
  isCharge: boolean;
  hasFailure: boolean;
  taken: number;
  givenBack: number;
  /** We know that the deposit was paid. */
  isPaid: boolean;
  /** Told to bookings and not handled yet. */
  saysPaid: boolean;
  /** Told to payments and not handled yet: what to take. */
  saysSettle: number | null;
  needsOperator: boolean;
}

const startWith = (): State => ({
  booking: "awaiting_payment",
  payment: "requires_payment",
  settle: null,
  captured: 0,
  refunded: 0,
  owedBack: 0,
  deposit: "requires_payment_method",
  rest: "none",
  isCharge: false,
  hasFailure: false,
  taken: 0,
  givenBack: 0,
  isPaid: false,
  saysPaid: false,
  saysSettle: null,
  needsOperator: false,
});

const isBookingOver = (booking: BookingStatus): boolean =>
  !BOOKING_TRANSITIONS.some(({ from, to }) => from.includes(booking) && !to.includes(booking));

const model = (depositAmount: number) => {
  const amounts = (s: State) => ({
    totalAmount: PRICE,
    depositAmount,
    settleAmount: s.settle,
  });
  const rest = restOf({ totalAmount: PRICE, depositAmount });

  /** `end-at-deposit.ts` */
  const end = (s: State): State => ({
    ...s,
    payment: "captured",
    owedBack: depositAmount - Math.min(s.settle ?? 0, depositAmount),
    needsOperator: s.needsOperator || (s.settle ?? 0) > depositAmount,
  });
  const toSavedCard = (s: State): State => ({
    ...s,
    payment: "card_saved",
    rest: "none",
    isCharge: false,
    hasFailure: false,
  });

  const customer = (s: State): State[] => [
    ...(s.deposit === "requires_payment_method"
      ? [{ ...s, deposit: "succeeded" as const, taken: s.taken + depositAmount }]
      : []),
    // Another card pays for the one that failed.
    ...(s.rest === "requires_payment_method" && s.settle === null
      ? [{ ...s, rest: "requires_capture" as const, hasFailure: false }]
      : []),
  ];

  const stripe = (s: State): State[] =>
    s.rest === "requires_capture" ? [{ ...s, rest: "canceled" }] : [];

  /** `apply-deposit.ts` */
  const depositNews = (s: State): State[] => {
    if (s.isPaid) return [];
    if (s.deposit === "canceled" && isOpen(s.payment)) return [{ ...s, payment: "released" }];
    if (s.deposit !== "succeeded") return [];
    const paid: State = { ...s, isPaid: true, captured: depositAmount, payment: "card_saved" };
    return s.settle !== null && s.settle <= depositAmount
      ? [end(paid)]
      : [{ ...paid, saysPaid: true }];
  };

  /** `apply-intent.ts` */
  const restNews = (s: State): State[] => {
    if (s.rest === "none") return [];
    const due = dueBeyondDeposit(amounts(s));
    const step = nextStep(
      {
        status: s.payment,
        totalAmount: rest,
        settleAmount: due,
        canHoldAgain: due === null || due > 0,
        currency: "USD",
        failureReference: s.payment === "failed" ? "ch_1" : null,
      },
      {
        status: s.rest,
        amount: s.isCharge ? due! : rest,
        currency: "usd",
        received: s.rest === "succeeded" ? s.taken - depositAmount : 0,
        capturesAtOnce: s.isCharge,
        hasLapsed: true,
        isReplaced: false,
        wasHeld: true,
        failure: s.hasFailure ? { code: "declined", message: "No.", reference: "ch_1" } : null,
      },
    );
    expect(step.kind).not.toBe("mismatch");
    if (step.kind === "lapsed") return [toSavedCard(s)];
    if (step.kind !== "move") return [];
    if (step.to === "released") return [s.settle === null ? toSavedCard(s) : end(s)];
    return [
      {
        ...s,
        payment: step.to,
        captured: step.to === "captured" ? s.taken : s.captured,
        needsOperator: s.needsOperator || (isOpen(step.to) && due !== null),
      },
    ];
  };

  /** `hold-saved-card.ts`, `charge-saved-card.ts` */
  const jobs = (s: State): State[] => {
    const due = dueBeyondDeposit(amounts(s));
    if (s.payment !== "card_saved" || s.rest !== "none" || rest === 0 || due === 0) return [];
    const failed: State = { ...s, rest: "requires_payment_method", hasFailure: true };
    return due === null
      ? [{ ...s, rest: "requires_capture" }, failed]
      : [
          { ...s, rest: "succeeded", isCharge: true, taken: s.taken + due },
          { ...failed, isCharge: true },
        ];
  };

  const bookings = (s: State): State[] => {
    const moves = BOOKING_TRANSITIONS.filter(
      ({ from, action, to }) =>
        from.includes(s.booking) && action !== "pay" && !to.includes(s.booking),
    ).flatMap(({ action, to }) =>
      to.flatMap((booking): State[] => {
        if (s.booking === "awaiting_payment") return [{ ...s, booking, saysSettle: 0 }];
        if (booking === "completed") return [{ ...s, booking, saysSettle: PRICE }];
        if (booking === "no_show")
          return [PRICE, 0].map((to) => ({ ...s, booking, saysSettle: to }));
        if (booking === "cancelled") return KEPT.map((to) => ({ ...s, booking, saysSettle: to }));
        return action === "decline" || action === "expire"
          ? [{ ...s, booking, saysSettle: 0 }]
          : [{ ...s, booking }];
      }),
    );
    if (!s.saysPaid) return moves;
    const heard = { ...s, saysPaid: false };
    const pay = BOOKING_TRANSITIONS.find(({ action }) => action === "pay")!;
    if (pay.from.includes(s.booking))
      return [...moves, ...pay.to.map((booking) => ({ ...heard, booking }))];
    const isLate = s.settle === null && s.saysSettle === null && isBookingOver(s.booking);
    return [...moves, isLate ? { ...heard, saysSettle: 0 } : heard];
  };

  /** `settle.ts`; each of its steps may be the last one before a crash, and it runs again. */
  const settling = (s: State): State[] => {
    if (s.saysSettle === null) return [];
    if (s.settle === null && !isSettled(s.payment)) {
      const decided = { ...s, settle: s.saysSettle };
      const isOwed = s.isPaid && dueBeyondDeposit(amounts(decided))! > 0;
      return [isOwed && isOpen(s.payment) ? toSavedCard(decided) : decided];
    }
    if (isOver({ status: s.payment, depositAmount, settleAmount: s.settle }))
      return s.isPaid || isSettled(s.payment) ? [{ ...s, saysSettle: null }] : [];
    const due = dueBeyondDeposit(amounts(s))!;
    if (due > 0) {
      if (s.payment === "authorized" && s.rest === "requires_capture")
        return [{ ...s, rest: "succeeded", taken: s.taken + due }];
      return [];
    }
    if (!s.isPaid)
      return s.deposit === "requires_payment_method" ? [{ ...s, deposit: "canceled" }] : [];
    if (s.rest === "requires_capture" || s.rest === "requires_payment_method")
      return [{ ...s, rest: "canceled" }];
    return s.rest === "none" ? [end(s)] : [];
  };

  /** `send-refund.ts` */
  const refunds = (s: State): State[] => {
    if (s.owedBack > s.givenBack) return [{ ...s, givenBack: s.owedBack }];
    if (s.givenBack > s.refunded)
      return [
        {
          ...s,
          refunded: s.givenBack,
          payment: s.givenBack === s.captured ? "refunded" : s.payment,
        },
      ];
    return [];
  };

  const next = (s: State): State[] =>
    [customer, stripe, depositNews, restNews, jobs, bookings, settling, refunds].flatMap((part) =>
      part(s),
    );
  const isQuiet = (s: State): boolean =>
    s.saysSettle === null &&
    !s.saysPaid &&
    [depositNews, restNews, refunds].every((part) => part(s).length === 0);
  return { next, isQuiet };
};

const LIVING: readonly BookingStatus[] = ["pending", "confirmed", "in_progress"];

const isLegal = (s: State): boolean => {
  const { booking, payment, settle } = s;
  if (booking === "awaiting_payment") return isOpen(payment) || payment === "released";
  if (LIVING.includes(booking))
    return payment === "card_saved" || payment === "authorized" || payment === "failed";
  if (s.needsOperator) return s.captured > 0;
  if (!s.isPaid) return payment === "released";
  return isSettled(payment) && s.captured - s.refunded === settle;
};

test.each([30, PRICE])(
  "a deposit of %i: every pair that can be reached is legal, what is kept is what was decided, and there is a way out",
  (depositAmount) => {
    const { next, isQuiet } = model(depositAmount);
    const explored = explore(startWith(), next);
    const { states } = explored;
    const quiet = [...states.values()].filter(isQuiet);
    expect(states.size).toBeGreaterThan(50);
    expect(quiet.filter((s) => !isLegal(s)).slice(0, 3)).toEqual([]);
    for (const s of quiet) expect([s.captured, s.refunded]).toEqual([s.taken, s.givenBack]);
    for (const s of states.values()) {
      expect(s.givenBack).toBeLessThanOrEqual(s.taken);
      expect(s.taken).toBeLessThanOrEqual(Math.max(depositAmount, s.settle ?? 0));
    }
    const ends = quiet.filter(
      (s) => isBookingOver(s.booking) && (s.needsOperator || (isLegal(s) && !isOpen(s.payment))),
    );
    expect(stuck(explored, ends).slice(0, 3)).toEqual([]);
  },
);
