import type { BookingParty, BookingRecord, EventData } from "@loconomy/contracts";
import type { BookingEvent, Telling } from "./operations/notify-booking.ts";

type Tellings = { [T in BookingEvent]?: Telling<T> };

const otherThan = (party: BookingParty): "customer" | "provider" =>
  party === "customer" ? "provider" : "customer";

const isAhead = ({ status }: BookingRecord): boolean =>
  status === "pending" || status === "confirmed";

const proposalFacts = ({
  proposedBy,
  proposedStart,
  proposedEnd,
  reason,
}: EventData<"booking.reschedule_lapsed">) => ({ proposedBy, proposedStart, proposedEnd, reason });

/** Who is told what when something happens to a booking or its payment. What is not here is told to nobody. */
export const TELLINGS = {
  "booking.requested": () => [
    { to: "customer", template: "booking-requested-customer" },
    { to: "provider", template: "booking-requested-provider" },
  ],
  "booking.confirmed": () => [
    { to: "customer", template: "booking-confirmed-customer" },
    { to: "provider", template: "booking-confirmed-provider" },
  ],
  "booking.declined": ({ reason }) => [
    { to: "customer", template: "booking-declined-customer", extra: { reason } },
  ],
  "booking.cancelled": ({ by, reason, wasPaid, keep, refund }) => {
    const extra = { by, reason, wasPaid, keep, refund };
    const customer = { to: "customer", template: "booking-cancelled-customer", extra } as const;
    // Of a booking that was never paid the provider has never heard.
    return wasPaid
      ? [customer, { to: "provider", template: "booking-cancelled-provider", extra }]
      : [customer];
  },
  // Of several moves in a row the last one is news; what is over by now has its own mail.
  "booking.rescheduled": ({ start, by, proposedBy, previousStart, previousEnd }, booking) => {
    if (booking.start !== start || !isAhead(booking)) return [];
    const extra = { by, proposedBy, previousStart, previousEnd };
    return [
      { to: "customer", template: "booking-rescheduled-customer", extra },
      { to: "provider", template: "booking-rescheduled-provider", extra },
    ];
  },
  // Nobody need answer what was taken back, answered or replaced meanwhile.
  "booking.reschedule_proposed": (data, { proposal }) => {
    if (proposal?.start !== data.proposedStart || proposal.by !== data.proposedBy) return [];
    const to = otherThan(data.proposedBy);
    const extra = { ...proposalFacts(data), answerBy: data.expiresAt };
    return [{ to, template: `booking-proposed-${to}`, extra }];
  },
  "booking.reschedule_declined": (data, booking) => {
    if (!isAhead(booking)) return [];
    const to = data.proposedBy === "customer" ? "customer" : "provider";
    return [{ to, template: `booking-proposal-declined-${to}`, extra: proposalFacts(data) }];
  },
  "booking.reschedule_withdrawn": (data, booking) => {
    if (!isAhead(booking)) return [];
    const to = otherThan(data.proposedBy);
    return [{ to, template: `booking-proposal-withdrawn-${to}`, extra: proposalFacts(data) }];
  },
  "booking.reschedule_lapsed": (data, booking) =>
    isAhead(booking)
      ? (["customer", "provider"] as const).map((to) => ({
          to,
          template: `booking-proposal-lapsed-${to}` as const,
          extra: proposalFacts(data),
        }))
      : [],
  "booking.no_show": ({ absent, reason }) => [
    { to: "customer", template: "booking-no-show-customer", extra: { absent, reason } },
    { to: "provider", template: "booking-no-show-provider", extra: { absent, reason } },
  ],
  "booking.disputed": ({ dispute }) => [
    { to: "customer", template: "booking-disputed-customer", extra: { dispute } },
    { to: "provider", template: "booking-disputed-provider", extra: { dispute } },
  ],
  "booking.dispute_answered": ({ dispute }) => [
    { to: "customer", template: "booking-dispute-answered-customer", extra: { dispute } },
    { to: "provider", template: "booking-dispute-answered-provider", extra: { dispute } },
  ],
  "booking.dispute_resolved": ({ dispute }) => [
    { to: "customer", template: "booking-dispute-resolved-customer", extra: { dispute } },
    { to: "provider", template: "booking-dispute-resolved-provider", extra: { dispute } },
  ],
  "booking.expired": ({ from }) =>
    from === "pending"
      ? [
          { to: "customer", template: "booking-expired-customer" },
          { to: "provider", template: "booking-expired-provider" },
        ]
      : [],
  // A reminder of what is called off meanwhile would be worse than none.
  "booking.reminder_due": (_data, { status }) =>
    status === "confirmed"
      ? [
          { to: "customer", template: "booking-reminder-customer" },
          { to: "provider", template: "booking-reminder-provider" },
        ]
      : [],
  "booking.completed": () => [
    { to: "customer", template: "booking-completed-customer" },
    { to: "provider", template: "booking-completed-provider" },
  ],
  // What waits to be read was told when the first of it came.
  "message.sent": ({ sender, text, startsUnread }) => {
    const to = otherThan(sender);
    return startsUnread
      ? [{ to, template: `message-received-${to}`, extra: { message: text } }]
      : [];
  },
  "tip.paid": ({ amount }) => [
    { to: "provider", template: "tip-received-provider", extra: { tip: amount } },
    { to: "customer", template: "tip-given-customer", extra: { tip: amount } },
  ],
  "tip.refunded": ({ amount }) => [
    { to: "customer", template: "tip-back-customer", extra: { tip: amount } },
    { to: "provider", template: "tip-back-provider", extra: { tip: amount } },
  ],
  "chargeback.opened": ({ amount, isInquiry, dueBy }) => [
    {
      to: "provider",
      template: "chargeback-opened-provider",
      extra: { chargeback: { amount, isInquiry, dueBy } },
    },
  ],
  "chargeback.answered": ({ amount, isInquiry }) => [
    {
      to: "provider",
      template: "chargeback-answered-provider",
      extra: { chargeback: { amount, isInquiry } },
    },
  ],
  "chargeback.closed": ({ amount, outcome }) =>
    outcome === "won" || outcome === "lost" || outcome === "closed"
      ? [
          {
            to: "provider",
            template: "chargeback-closed-provider",
            extra: { chargeback: { amount, outcome } },
          },
        ]
      : [],
  // Nothing is left to do when another card has paid since, or the booking is over.
  "payment.authorization_failed": ({ payBy, declineCode }, { status }, payment) =>
    payment?.payBy && (status === "pending" || status === "confirmed")
      ? [
          {
            to: "customer",
            template: "payment-failed-customer",
            extra: { payBy, needsOwner: declineCode === "authentication_required" },
          },
        ]
      : [],
  // Nor when it was paid before this was told.
  "payment.charge_failed": ({ amount, declineCode }, _booking, payment) => {
    if (!payment || payment.owed === 0) return [];
    const extra = { owed: amount, needsOwner: declineCode === "authentication_required" };
    return [
      { to: "customer", template: "payment-owed-customer", extra },
      { to: "provider", template: "payment-owed-provider", extra },
    ];
  },
} as const satisfies Tellings;
