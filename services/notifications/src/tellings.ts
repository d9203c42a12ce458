import type { BookingEvent, Telling } from "./operations/notify-booking.ts";

type Tellings = { [T in BookingEvent]?: Telling<T> };

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
} as const satisfies Tellings;
