import {
  consumer,
  publish,
  system,
  transaction,
  type Consumer,
  type ServiceDependencies,
} from "@loconomy/kit";
import { noteMessage } from "./message-answers.ts";
import { cancelUnpaid } from "./operations/cancel-unpaid.ts";
import { payBooking } from "./operations/pay-booking.ts";
import { refreshOffers } from "./operations/refresh-offers.ts";
import { serveWaitlist } from "./operations/serve-waitlist.ts";
import { defaultRules, saveSchedule } from "./schedule-store.ts";

/** News after which a provider may have time that somebody waits for. */
const FREEING = [
  "booking.cancelled",
  "booking.declined",
  "booking.expired",
  "booking.rescheduled",
  "series.declined",
  "series.expired",
  "series.cancelled",
  "schedule.changed",
] as const;

/** What bookings listens to. Seeing an event twice changes nothing: the state says what was done. */
export const createConsumers = (deps: ServiceDependencies): Consumer[] => [
  consumer("bookings.pay", "payment.authorized", ({ data }) => payBooking(deps, data.bookingId)),
  consumer("bookings.pay-later", "payment.card_saved", ({ data }) =>
    payBooking(deps, data.bookingId),
  ),
  consumer("bookings.cancel-unpaid", "payment.expired", ({ data }) =>
    cancelUnpaid(deps, data.bookingId),
  ),
  ...FREEING.map((event) =>
    consumer(`bookings.serve-waitlist-after-${event.replace(".", "-")}`, event, ({ data }) =>
      serveWaitlist(deps, data.providerId),
    ),
  ),
  consumer("bookings.note-message", "message.sent", ({ data, occurredAt }) =>
    noteMessage(deps, data, occurredAt),
  ),
  consumer("bookings.refresh-offers", "provider.updated", ({ data }) =>
    refreshOffers(deps, data.providerId),
  ),
  consumer("bookings.default-schedule", "provider.created", ({ data }) =>
    transaction(deps.db, system("bookings"), async (tx) => {
      const { providerId } = data;
      const rules = defaultRules(data.timeZone);
      if (await saveSchedule(tx, providerId, rules, deps.clock.now(), { keep: true }))
        await publish(tx, deps.clock, "schedule.changed", providerId, { providerId });
    }),
  ),
];
