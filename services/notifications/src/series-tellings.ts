import type { SeriesEvent, SeriesTelling } from "./operations/notify-series.ts";

type Tellings = { [T in SeriesEvent]: SeriesTelling<T> };

/** Who is told what when something happens to bookings of a series together. */
export const SERIES_TELLINGS = {
  "series.requested": () => [
    { to: "customer", template: "series-requested-customer" },
    { to: "provider", template: "series-requested-provider" },
  ],
  "series.confirmed": () => [
    { to: "customer", template: "series-confirmed-customer" },
    { to: "provider", template: "series-confirmed-provider" },
  ],
  "series.declined": ({ reason }) => [
    { to: "customer", template: "series-declined-customer", extra: { reason } },
  ],
  "series.expired": () => [
    { to: "customer", template: "series-expired-customer" },
    { to: "provider", template: "series-expired-provider" },
  ],
  "series.rescheduled": () => [
    { to: "customer", template: "series-rescheduled-customer" },
    { to: "provider", template: "series-rescheduled-provider" },
  ],
  "series.cancelled": ({ by, reason, wasPaid, keep, refund }) => {
    const extra = { by, reason, wasPaid, keep, refund };
    const customer = { to: "customer", template: "series-cancelled-customer", extra } as const;
    // Of a series that was never paid the provider has never heard.
    return wasPaid
      ? [customer, { to: "provider", template: "series-cancelled-provider", extra }]
      : [customer];
  },
} as const satisfies Tellings;
