import {
  BOOKING_TRANSITIONS,
  BookingStatus,
  findTransition,
  PaymentStatus,
  type BookingAction,
} from "@loconomy/contracts";
import { expect, test } from "vitest";
import { isOpen, isOwed, isSettled, nextStep } from "./intent-step.ts";
import { moveChargeback } from "./move-chargeback.ts";
import type { PaymentRow } from "./store.ts";
import { explore, stuck } from "./testing-states.ts";

/**
 * As `lifecycle-states.test.ts`, for bookings far ahead: the card is saved first, held in its owner's absence when the time has come,
 * and charged where something is owed and nothing held. Each step of the search is one commit, one call or one message, in any order;
 * time is what may or may not have come.
 */
const PRICE = 100;
const KEPT = 40;

interface State {
  booking: BookingStatus;
  /** The time of the job has come. */
  hasBegun: boolean;
  /** As we know it. */
  payment: PaymentStatus;
  settle: number | null;
  captured: number;
  refunded: number;
  /** Another card can pay for a while. */
  isInGrace: boolean;
  /** There is a card to charge again. */
  hasCard: boolean;
  /** As Stripe knows them: the saving of the card, and the intent that the payment goes by. */
  setup: "requires_payment_method" | "requires_action" | "succeeded" | "canceled";
  intent:
    | "none"
    | "requires_payment_method"
    | "requires_action"
    | "requires_capture"
    | "succeeded"
    | "canceled";
  isCharge: boolean;
  hasFailure: boolean;
  hasLapsed: boolean;
  isReplaced: boolean;
  /** Left behind, and not given up at Stripe yet. */
  leftOpen: boolean;
  leftHeld: boolean;
  taken: number;
  givenBack: number;
  /** What the cardholder's bank does, and what of it is booked. */
  dispute: "none" | "open" | "won" | "lost";
  withdrawn: number;
  chargedBack: number;
  /** Told to bookings and not handled yet. */
  saysPaid: boolean;
  saysExpired: boolean;
  /** Told to payments and not handled yet: what to take, and what of it an operator gives back. */
  saysSettle: number | null;
  saysBack: number | null;
  wasDisputed: boolean;
  /** Noted and logged for an operator: money is owed and no card gives it, or the bank has what was to go back. */
  needsOperator: boolean;
}

const START: State = {
  booking: "awaiting_payment",
  hasBegun: false,
  payment: "requires_payment",
  settle: null,
  captured: 0,
  refunded: 0,
  isInGrace: false,
  hasCard: false,
  setup: "requires_payment_method",
  intent: "none",
  isCharge: false,
  hasFailure: false,
  hasLapsed: false,
  isReplaced: false,
  leftOpen: false,
  leftHeld: false,
  taken: 0,
  givenBack: 0,
  dispute: "none",
  withdrawn: 0,
  chargedBack: 0,
  saysPaid: false,
  saysExpired: false,
  saysSettle: null,
  saysBack: null,
  wasDisputed: false,
  needsOperator: false,
};

const LIVING: readonly BookingStatus[] = ["pending", "confirmed", "in_progress"];

const isLiving = ({ booking }: State): boolean => LIVING.includes(booking);

/** Nothing but a dispute can come of it. */
const isBookingOver = ({ booking }: State): boolean =>
  !BOOKING_TRANSITIONS.some(
    ({ from, action, to }) =>
      from.includes(booking) && !to.includes(booking) && action !== "dispute",
  );

const isPayable = (s: State): boolean =>
  s.intent === "requires_payment_method" || s.intent === "requires_action";

const NO_INTENT = {
  intent: "none",
  isCharge: false,
  hasFailure: false,
  hasLapsed: false,
  isReplaced: false,
} as const;

/** `backToSavedCard` */
const toSavedCard = (s: State): State => ({
  ...s,
  ...NO_INTENT,
  payment: "card_saved",
  isInGrace: false,
  leftOpen: s.leftOpen || isPayable(s),
  leftHeld: s.leftHeld || s.intent === "requires_capture",
});

/** `cardFailed` */
const failed = (s: State, payment: PaymentStatus): State => ({
  ...s,
  payment,
  isInGrace: s.isInGrace || (s.settle === null && !s.hasBegun),
});

/** `payment` as the card form has it: what is missing is opened, what is open is paid. */
const customer = (s: State): State[] => {
  const steps: State[] = [];
  if (s.setup === "requires_payment_method" || s.setup === "requires_action")
    steps.push(
      { ...s, setup: "succeeded", hasFailure: false, hasCard: true },
      { ...s, setup: "requires_action", hasFailure: false },
      { ...s, setup: "requires_payment_method", hasFailure: true },
    );
  if (isOpen(s.payment) && s.intent === "none") {
    if (s.settle === null && s.isInGrace) steps.push({ ...s, intent: "requires_payment_method" });
    if (s.settle) steps.push({ ...s, intent: "requires_payment_method", isCharge: true });
  }
  if (isPayable(s) && isOpen(s.payment)) {
    const tried = { ...s, hasFailure: false };
    if (s.isCharge) steps.push({ ...tried, intent: "succeeded", taken: s.taken + s.settle! });
    // The next card is not always kept.
    else
      for (const hasCard of [true, false])
        steps.push({ ...tried, intent: "requires_capture", hasCard });
    steps.push(
      { ...tried, intent: "requires_action" },
      { ...s, intent: "requires_payment_method", hasFailure: true },
    );
  }
  // A form that was open before.
  if (s.leftOpen) steps.push({ ...s, leftOpen: false, leftHeld: true });
  return steps;
};

/** What a customer has just confirmed lasts for days: it is heard of, or asked for, before it lapses. */
const stripe = (s: State): State[] =>
  s.intent === "requires_capture" && !isOpen(s.payment)
    ? [{ ...s, intent: "canceled", hasLapsed: true }]
    : [];

/** `apply-setup.ts` */
const setupNews = (s: State): State[] => {
  if (!isOpen(s.payment) || s.intent !== "none") return [];
  if (s.setup === "succeeded")
    return [
      s.settle === 0
        ? { ...s, payment: "released" }
        : { ...s, payment: "card_saved", saysPaid: true },
    ];
  const open = s.setup === "requires_action" ? "requires_action" : "requires_payment";
  const to = s.setup === "canceled" ? "released" : s.hasFailure ? "failed" : open;
  return to === s.payment ? [] : [{ ...s, payment: to }];
};

/** `apply-intent.ts` */
const intentNews = (s: State): State[] => {
  if (s.intent === "none") return [];
  const step = nextStep(
    {
      status: s.payment,
      totalAmount: PRICE,
      settleAmount: s.settle,
      canHoldAgain: s.settle === null || (s.settle > 0 && s.hasCard),
      currency: "USD",
      failureReference: s.payment === "failed" ? "ch_1" : null,
    },
    {
      status: s.intent,
      amount: s.isCharge ? s.settle! : PRICE,
      currency: "usd",
      received: s.taken,
      capturesAtOnce: s.isCharge,
      hasLapsed: s.hasLapsed,
      isReplaced: s.isReplaced,
      wasHeld: s.hasLapsed || s.taken > 0,
      failure: s.hasFailure ? { code: "declined", message: "No.", reference: "ch_1" } : null,
    },
  );
  expect(step.kind).not.toBe("mismatch");
  if (step.kind === "lapsed") return [toSavedCard(s)];
  if (step.kind !== "move") return [];
  if (s.payment === "card_saved" && isOpen(step.to)) return [failed(s, step.to)];
  return [
    {
      ...s,
      payment: step.to,
      isInGrace: s.isInGrace && isOpen(step.to),
      captured: step.to === "captured" ? s.taken : s.captured,
      saysPaid: s.saysPaid || step.tell.includes("payment.authorized"),
      needsOperator: s.needsOperator || (step.to === "released" && (s.settle ?? 0) > 0),
    },
  ];
};

/** The intent of a saved card is made and kept, or refused, then confirmed without the owner; each may be the last step before a crash. */
const useSavedCard = (s: State): State[] => {
  if (s.intent === "none")
    return [
      { ...s, intent: "requires_payment_method", isCharge: s.settle !== null },
      failed(s, "failed"),
    ];
  if (s.intent !== "requires_payment_method" || s.hasFailure) return [];
  if (!s.hasCard) return [failed(s, "failed")];
  return [
    s.isCharge
      ? { ...s, intent: "succeeded", taken: s.taken + s.settle! }
      : { ...s, intent: "requires_capture" },
    { ...s, hasFailure: true },
    // Refused for another reason than the card.
    failed(s, "failed"),
  ];
};

/** `hold-saved-card.ts` and the renewal of a hold, `release-intent.ts`, `give-up.ts`, `replan.ts` */
const jobs = (s: State): State[] => [
  ...(s.payment === "card_saved" && s.settle === null ? useSavedCard(s) : []),
  ...(s.payment === "authorized" && s.settle === null ? [toSavedCard(s)] : []),
  ...(s.leftOpen ? [{ ...s, leftOpen: false }] : []),
  ...(s.leftHeld ? [{ ...s, leftHeld: false }] : []),
  // Who books has less time to pay than another card has.
  ...(s.isInGrace && s.settle === null && isOpen(s.payment) && s.booking !== "awaiting_payment"
    ? [{ ...s, isInGrace: false, saysExpired: true }, ...(isLiving(s) ? [toSavedCard(s)] : [])]
    : []),
];

/** What the end of a booking has payments take. */
const toTake = (action: BookingAction, to: BookingStatus): number[] => {
  if (to === "completed") return [PRICE];
  if (to === "no_show") return [PRICE, 0];
  if (to === "cancelled") return [0, KEPT, PRICE];
  return action === "decline" || action === "expire" ? [0] : [];
};

const bookings = (s: State): State[] => {
  const steps = BOOKING_TRANSITIONS.filter(
    ({ from, action, to }) =>
      from.includes(s.booking) &&
      action !== "pay" &&
      !to.includes(s.booking) &&
      !(action === "dispute" && s.wasDisputed),
  ).flatMap(({ action, to }) =>
    to.flatMap((booking): State[] => {
      if (action === "dispute") return [{ ...s, booking, wasDisputed: true }];
      if (action === "resolve")
        return [{ ...s, booking, saysBack: booking === "refunded" ? PRICE : KEPT }];
      const amounts = s.booking === "awaiting_payment" ? [0] : toTake(action, booking);
      return amounts.length === 0
        ? [{ ...s, booking }]
        : amounts.map((saysSettle) => ({ ...s, booking, saysSettle }));
    }),
  );
  if (!s.hasBegun && isLiving(s)) steps.push({ ...s, hasBegun: true });
  if (s.saysExpired) {
    const heard = { ...s, saysExpired: false };
    const [to] = findTransition(s.booking, "cancel", "clock")?.to ?? [];
    steps.push(to ? { ...heard, booking: to, saysSettle: 0 } : heard);
  }
  if (s.saysPaid) {
    const heard = { ...s, saysPaid: false };
    const pay = BOOKING_TRANSITIONS.find(({ action }) => action === "pay")!;
    const isLate = s.settle === null && s.saysSettle === null && isBookingOver(s);
    if (pay.from.includes(s.booking))
      steps.push(...pay.to.map((booking) => ({ ...heard, booking })));
    else steps.push(isLate ? { ...heard, saysSettle: 0 } : heard);
  }
  return steps;
};

/** The first commit of `settle.ts`. */
const decide = (s: State): State[] => {
  if (s.saysSettle === null) return [];
  const heard = { ...s, saysSettle: null };
  if (s.settle !== null || isSettled(s.payment)) return [heard];
  const decided = { ...heard, settle: s.saysSettle, isInGrace: false };
  const canTry = isOpen(s.payment) && (s.hasCard || s.intent !== "none");
  return [s.saysSettle > 0 && canTry ? toSavedCard(decided) : decided];
};

/** The rest of `settle.ts`, which goes on with every payment that `unsettledPayments` finds. */
const settling = (s: State): State[] => {
  if (s.settle === null || isSettled(s.payment)) return [];
  if (s.settle > 0) {
    if (s.payment === "card_saved") return useSavedCard(s);
    return s.payment === "authorized" && s.intent === "requires_capture"
      ? [{ ...s, intent: "succeeded", taken: s.taken + s.settle }]
      : [];
  }
  if (isPayable(s) || s.intent === "requires_capture") return [{ ...s, intent: "canceled" }];
  if (s.intent !== "none") return [];
  if (!isOpen(s.payment)) return [{ ...s, payment: "released" }];
  return s.setup === "succeeded" || s.setup === "canceled" ? [] : [{ ...s, setup: "canceled" }];
};

/** What a bank has taken back is not refunded: by Stripe, or by us until we hear that it was won. */
const isRefundable = ({ dispute, chargedBack }: State): boolean =>
  dispute !== "open" && dispute !== "lost" && chargedBack === 0;

/** `settle-dispute.ts`, an operator's refund of all, and `send-refund.ts` */
const refunds = (s: State): State[] => {
  const steps: State[] = [];
  if (s.saysBack !== null && owes(s)) {
    const left = s.settle! - s.saysBack;
    const less = { ...s, ...NO_INTENT, settle: left, saysBack: null };
    if (isPayable(s) || s.intent === "requires_capture")
      steps.push({ ...s, intent: "canceled", isReplaced: true });
    else if (s.intent !== "succeeded")
      steps.push(left === 0 ? { ...less, payment: "released" } : less);
  } else if (s.saysBack !== null && isSettled(s.payment)) {
    const done = { ...s, saysBack: null };
    const givenBack = Math.min(s.captured, s.saysBack);
    if (givenBack <= s.givenBack) steps.push(done);
    else steps.push({ ...done, ...(isRefundable(s) ? { givenBack } : { needsOperator: true }) });
  }
  if (s.payment === "captured" && isRefundable(s) && s.givenBack < s.captured)
    steps.push({ ...s, givenBack: s.captured });
  if (s.refunded < s.givenBack)
    steps.push({
      ...s,
      refunded: s.givenBack,
      payment: s.givenBack === s.captured ? "refunded" : s.payment,
    });
  return steps;
};

const owes = (s: State): boolean =>
  isOwed({ status: s.payment, settleAmount: s.settle, depositAmount: 0 });

const bank = (s: State): State[] => {
  const left = s.taken - s.givenBack;
  if (s.dispute === "none" && left > 0) return [{ ...s, dispute: "open", withdrawn: left }];
  if (s.dispute === "open")
    return [
      { ...s, dispute: "won", withdrawn: 0 },
      { ...s, dispute: "lost" },
    ];
  return [];
};

/** What we hear of a dispute; the capture is heard of before it. A refund of ours on its way keeps its share. */
const chargebacks = (s: State): State[] => {
  if (s.captured === 0 || s.chargedBack === s.withdrawn) return [];
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
    left: s.captured - s.givenBack - s.chargedBack,
  });
  return [{ ...s, chargedBack: borneAmount }];
};

const OURS = [intentNews, decide, settling, chargebacks];
const withoutCustomer = (s: State): State[] =>
  [stripe, jobs, bookings, refunds, bank, setupNews, ...OURS].flatMap((part) => part(s));
/** What was heard of a saved card is asked for again only to end the payment. */
const knowsSetup = (s: State): boolean =>
  setupNews(s).length === 0 ||
  (s.setup === "succeeded" && s.booking !== "awaiting_payment" && s.settle !== 0);

/** Nothing is on its way, and no job has anything to do but what waits for its time. */
const isQuiet = (s: State): boolean =>
  s.saysSettle === null &&
  s.saysBack === null &&
  !s.saysPaid &&
  !s.saysExpired &&
  !s.leftOpen &&
  !s.leftHeld &&
  s.refunded === s.givenBack &&
  knowsSetup(s) &&
  OURS.every((part) => part(s).length === 0);

const isLegal = (s: State): boolean => {
  const { booking, payment } = s;
  if (booking === "awaiting_payment") return isOpen(payment) || payment === "released";
  // A card that failed is followed by another one in time, or the booking called off; what has begun goes on.
  if (isLiving(s))
    return (
      payment === "card_saved" ||
      payment === "authorized" ||
      (isOpen(payment) && (s.isInGrace || s.hasBegun || booking === "in_progress"))
    );
  if (s.intent === "requires_capture") return false;
  if (booking === "declined" || booking === "expired") return payment === "released";
  if (owes(s) || (s.needsOperator && payment === "released")) return s.captured === 0;
  return isSettled(payment) && s.captured === s.settle;
};

const explored = explore(START, withoutCustomer, customer);
const { states } = explored;
const quiet = [...states.values()].filter(isQuiet);

test("the search goes through the whole life of both, with another card that is waited for", () => {
  expect(states.size).toBeGreaterThan(10_000);
  expect(new Set(quiet.map(({ booking }) => booking))).toEqual(new Set(BookingStatus.options));
  expect(new Set(quiet.map(({ payment }) => payment))).toEqual(new Set(PaymentStatus.options));
  expect(quiet.some((s) => s.payment === "failed" && s.isInGrace)).toBe(true);
  expect(quiet.some((s) => s.payment === "failed" && owes(s))).toBe(true);
  for (const dispute of ["open", "won", "lost"])
    expect(quiet.some((s) => s.dispute === dispute)).toBe(true);
});

test("every pair that can be reached is legal once nothing is on its way", () => {
  expect(quiet.filter((s) => !isLegal(s)).slice(0, 3)).toEqual([]);
});

test("what we booked is what Stripe did, in every state in which nothing is on its way", () => {
  const wrong = quiet.filter(
    (s) => s.captured !== s.taken || s.refunded !== s.givenBack || s.chargedBack !== s.withdrawn,
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});

test("money is never given back beyond what was taken, nor taken beyond what was decided, in any state", () => {
  const wrong = [...states.values()].filter(
    (s) =>
      s.givenBack + s.withdrawn > s.taken ||
      s.refunded + s.chargedBack > s.captured ||
      s.taken > (s.settle ?? 0) ||
      ((s.booking === "declined" || s.booking === "expired") && s.taken > 0),
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});

test("from every state there is a way to an end that is legal, whatever the customer leaves undone", () => {
  const ends = quiet.filter((s) => isBookingOver(s) && isLegal(s));
  expect(stuck(explored, ends).slice(0, 3)).toEqual([]);
});
