import type { Agenda, AgendaItem, Booking } from "@loconomy/contracts";
import { addDays } from "./week-days.ts";

const BUSINESS = "018f0000-0000-7000-8000-000000000001";

/** Days and clocks of a week as the server answers them. */
export const weekIn = (timeZone: string, monday: string): Pick<Agenda, "days" | "clock"> => {
  const midnight = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone });
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index)).map((day) => ({
    day,
    start: midnight(day).toInstant().toString(),
    end: midnight(addDays(day, 1)).toInstant().toString(),
  }));
  const clock: Agenda["clock"] = [];
  for (
    let moment: Temporal.ZonedDateTime | null = midnight(monday);
    moment && moment.epochMilliseconds < Date.parse(days[6]!.end);
    moment = moment.getTimeZoneTransition("next")
  )
    clock.push({
      since: moment.toInstant().toString(),
      offsetMinutes: moment.offsetNanoseconds / 6e10,
    });
  return { days, clock };
};

/** Emma's leak repair, an hour in Chicago, that may be moved. */
export const exampleBooking = (start: string, changed: Partial<Booking> = {}): Booking => ({
  id: "018f0000-0000-7000-8000-0000000000b1",
  status: "confirmed",
  customerId: "018f0000-0000-7000-8000-0000000000c1",
  customerName: "Emma Example",
  providerId: BUSINESS,
  providerName: "Barton Creek Plumbing",
  providerSlug: "barton-creek-plumbing",
  serviceId: "018f0000-0000-7000-8000-000000000002",
  serviceName: "Leak repair",
  location: "customer",
  start,
  end: new Date(Date.parse(start) + 3_600_000).toISOString(),
  durationMinutes: 60,
  timeZone: "America/Chicago",
  address: null,
  notes: null,
  price: { amount: 6000, currency: "USD" },
  policy: { name: "flexible", steps: [] },
  isInstant: true,
  expiresAt: null,
  proposal: null,
  dispute: null,
  series: null,
  cancelledBy: null,
  absent: null,
  reason: null,
  actions: ["propose", "cancel"],
  party: "provider",
  createdAt: "2026-11-01T12:00:00.000Z",
  ...changed,
});

/** Something in the calendar that takes just its time. */
export const exampleItem = (
  kind: AgendaItem["kind"],
  start: string,
  end: string,
  changed: Partial<AgendaItem> = {},
): AgendaItem => ({
  kind,
  id: `018f0000-0000-7000-8000-${start.replace(/\D/g, "").slice(2, 14)}`,
  start,
  end,
  claim: { start, end },
  title: null,
  expiresAt: null,
  session: null,
  booking: null,
  ...changed,
});

export const bookingItem = (booking: Booking): AgendaItem =>
  exampleItem("booking", booking.start, booking.end, { id: booking.id, booking });

/** A week in Chicago, Monday to Friday nine to five by half-hours; it is the Sunday before. */
export const exampleAgenda = (items: AgendaItem[] = [], monday = "2026-11-30"): Agenda => {
  const at = (day: string, hour: number) =>
    Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: "America/Chicago", plainTime: { hour } })
      .toInstant()
      .toString();
  const week = weekIn("America/Chicago", monday);
  return {
    ...week,
    timeZone: "America/Chicago",
    now: at(addDays(monday, -1), 12),
    stepMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    open: week.days
      .slice(0, 5)
      .map(({ day }) => ({ start: at(day, 9), end: at(day, 17), origin: at(day, 9) })),
    items,
  };
};
