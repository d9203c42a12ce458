import { exampleBooking } from "../testing.ts";
import type {
  BookingMailFacts,
  CancelledMailFacts,
  DisputeMailFacts,
  NoShowMailFacts,
  ProposedMailFacts,
  RescheduledMailFacts,
  SeriesCancelledMailFacts,
  SeriesMailFacts,
} from "./facts.ts";
import type { FactsOf, TemplateName } from "./index.ts";
import type { Site } from "./letter.ts";

export const exampleSite: Site = {
  publicUrl: "https://shop.example",
  from: { name: "Loconomy", email: "hello@shop.example" },
};

export const exampleFacts = (more: Partial<CancelledMailFacts> = {}): CancelledMailFacts => ({
  recipient: { name: "Maria Silva", email: "maria@example.com" },
  booking: exampleBooking({ id: "0197a000-0000-7000-8000-000000000001" }),
  card: { reservedAt: null, wasHeld: true },
  occurredAt: "2026-11-26T17:00:00.000Z",
  withCalendar: true,
  by: "customer",
  reason: null,
  wasPaid: true,
  keep: { amount: 3000, currency: "EUR" },
  refund: { amount: 3000, currency: "EUR" },
  ...more,
});

const account = {
  recipient: { name: "Maria Silva", email: "maria@example.com" },
  url: "https://shop.example/verify?token=abc.def&next=%2Fbookings",
};
const booking: BookingMailFacts = exampleFacts();
const message = { ...booking, message: "Is there a place to park?\nI come with a van." };
const owed = { ...booking, owed: { amount: 4500, currency: "EUR" }, needsOwner: false };
const tip = { ...booking, tip: { amount: 900, currency: "EUR" } };
const noShow: NoShowMailFacts = { ...booking, absent: "customer", reason: "I rang three times." };

const dispute: DisputeMailFacts = {
  ...booking,
  dispute: {
    by: "customer",
    reason: "not_as_agreed",
    text: "The tap drips as before.",
    openedAt: "2026-11-26T17:00:00.000Z",
    answer: { text: "It did not when I left.", at: "2026-11-26T18:00:00.000Z" },
    resolution: {
      refundPercent: 40,
      note: "We meet in the middle.",
      at: "2026-11-27T09:00:00.000Z",
    },
  },
};

/** Moved to Saturday morning, where it is in `exampleFacts`, from the afternoon before. */
export const exampleMove = (more: Partial<RescheduledMailFacts> = {}): RescheduledMailFacts => ({
  ...booking,
  by: "customer",
  proposedBy: null,
  previousStart: "2026-11-27T13:00:00.000Z",
  previousEnd: "2026-11-27T14:30:00.000Z",
  ...more,
});

export const exampleProposal = (more: Partial<ProposedMailFacts> = {}): ProposedMailFacts => ({
  ...booking,
  proposedBy: "provider",
  proposedStart: "2026-11-30T10:00:00.000Z",
  proposedEnd: "2026-11-30T11:30:00.000Z",
  reason: "My van is in repair until Sunday.",
  answerBy: "2026-11-27T17:00:00.000Z",
  ...more,
});
const byCustomer = exampleProposal({ proposedBy: "customer", reason: "We are away on Saturday." });

/** Three Saturdays. */
const series: SeriesMailFacts = {
  ...booking,
  series: {
    id: "0197a000-0000-7000-8000-0000000000aa",
    of: 3,
    dates: ["2026-11-28", "2026-12-05", "2026-12-12"].map((day) => ({
      start: `${day}T08:00:00.000Z`,
      end: `${day}T09:30:00.000Z`,
    })),
  },
};
const seriesCancelled: SeriesCancelledMailFacts = { ...exampleFacts(), ...series };

/** One mail of each kind, for tests and for looking at. */
export const EXAMPLES: { [T in TemplateName]: FactsOf<T> } = {
  "verify-email": account,
  "reset-password": account,
  "calendar-stale": {
    recipient: account.recipient,
    calendar: {
      name: "Family",
      host: "calendar.example",
      problem: "This address answers a web page, not a calendar.",
      failingSince: "2026-11-26T17:00:00.000Z",
      timeZone: "Europe/Berlin",
    },
  },
  "payout-failed": {
    recipient: account.recipient,
    payout: {
      amount: { amount: 40_550, currency: "EUR" },
      reason: "The bank account has been closed.",
    },
  },
  "booking-requested-customer": booking,
  "booking-requested-provider": booking,
  "booking-confirmed-customer": booking,
  "booking-confirmed-provider": booking,
  "booking-declined-customer": { ...booking, reason: "I am away that week, sorry." },
  "booking-cancelled-customer": exampleFacts(),
  "booking-cancelled-provider": exampleFacts({ reason: "We are moving the date." }),
  "booking-rescheduled-customer": exampleMove(),
  "booking-rescheduled-provider": exampleMove({ proposedBy: "provider" }),
  "booking-proposed-customer": exampleProposal(),
  "booking-proposed-provider": byCustomer,
  "booking-proposal-declined-customer": { ...byCustomer, reason: null },
  "booking-proposal-declined-provider": exampleProposal({ reason: "I work on Mondays." }),
  "booking-proposal-withdrawn-customer": exampleProposal(),
  "booking-proposal-withdrawn-provider": byCustomer,
  "booking-proposal-lapsed-customer": exampleProposal(),
  "booking-proposal-lapsed-provider": exampleProposal(),
  "booking-expired-customer": booking,
  "booking-expired-provider": booking,
  "booking-reminder-customer": booking,
  "booking-reminder-provider": booking,
  "booking-completed-customer": booking,
  "booking-completed-provider": booking,
  "booking-no-show-customer": noShow,
  "booking-no-show-provider": { ...noShow, absent: "provider", reason: null },
  "booking-disputed-customer": dispute,
  "booking-disputed-provider": dispute,
  "booking-dispute-answered-customer": dispute,
  "booking-dispute-answered-provider": dispute,
  "booking-dispute-resolved-customer": dispute,
  "booking-dispute-resolved-provider": dispute,
  "message-received-customer": message,
  "message-received-provider": message,
  "payment-failed-customer": {
    ...booking,
    payBy: "2026-11-26T08:00:00.000Z",
    needsOwner: false,
  },
  "payment-owed-customer": owed,
  "payment-owed-provider": owed,
  "chargeback-opened-provider": {
    ...booking,
    chargeback: {
      amount: { amount: 4500, currency: "EUR" },
      isInquiry: false,
      dueBy: "2026-12-06T23:59:59.000Z",
    },
  },
  "chargeback-answered-provider": {
    ...booking,
    chargeback: { amount: { amount: 4500, currency: "EUR" }, isInquiry: false },
  },
  "chargeback-closed-provider": {
    ...booking,
    chargeback: { amount: { amount: 4500, currency: "EUR" }, outcome: "won" },
  },
  "tip-received-provider": tip,
  "tip-given-customer": tip,
  "tip-back-customer": tip,
  "tip-back-provider": tip,
  "series-requested-customer": series,
  "series-requested-provider": series,
  "series-confirmed-customer": series,
  "series-confirmed-provider": series,
  "series-declined-customer": { ...series, reason: "I am away all winter, sorry." },
  "series-expired-customer": series,
  "series-expired-provider": series,
  "series-rescheduled-customer": series,
  "series-rescheduled-provider": series,
  "series-cancelled-customer": seriesCancelled,
  "series-cancelled-provider": { ...seriesCancelled, reason: "We are moving house." },
  "waitlist-offered": {
    recipient: account.recipient,
    offer: {
      holdId: "0197a000-0000-7000-8000-00000000000a",
      providerName: "Bright Windows",
      serviceId: "0197a000-0000-7000-8000-00000000000b",
      serviceName: "Window cleaning",
      start: "2026-11-28T08:00:00.000Z",
      end: "2026-11-28T09:30:00.000Z",
      timeZone: "Europe/Berlin",
      expiresAt: "2026-11-27T19:00:00.000Z",
    },
  },
};
