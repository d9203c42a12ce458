import type { BookingRecord, DomainEvent } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { SeriesMailFacts } from "../templates/facts.ts";
import type { FactsOf, TemplateName } from "../templates/index.ts";
import type { Site } from "../templates/letter.ts";
import { notify, type Message } from "./notify.ts";
import { factsOf } from "./notify-booking.ts";

export type SeriesEvent = Extract<DomainEvent["type"], `series.${string}`>;

/** What one side is told: a template and what it says beyond the bookings. */
export interface ToldOfSeries<T extends TemplateName = TemplateName> {
  to: "customer" | "provider";
  template: T;
  extra?: object;
}

/** Decides who is told what, from the event and its bookings as they are now. */
export type SeriesTelling<T extends SeriesEvent> = (
  data: DomainEvent<T>["data"],
  bookings: readonly BookingRecord[],
) => ToldOfSeries[];

/** Tells the sides of a series once what happened to some of its bookings. A side whose account is gone is left out. */
export const notifySeries = async <T extends SeriesEvent>(
  { db, clients, clock }: ServiceDependencies,
  site: Site,
  telling: SeriesTelling<T>,
  event: DomainEvent<T>,
): Promise<void> => {
  const { seriesId, bookingIds } = event.data as DomainEvent<SeriesEvent>["data"];
  const { items } = await clients.bookings.getSeriesRecords({ id: seriesId });
  const bookings = items.filter(({ id }) => bookingIds.includes(id));
  const [first] = bookings;
  const told = first ? telling(event.data, bookings) : [];
  if (!first || told.length === 0) return;
  const [payment, contacts] = await Promise.all([
    clients.payments.getState({ bookingId: first.id }),
    clients.users.getContacts({ userIds: [first.customerId, first.providerUserId] }),
  ]);
  const people = new Map(
    contacts.map(({ id, displayName: name, email }) => [id, { name, email }] as const),
  );
  const series: SeriesMailFacts["series"] = {
    id: seriesId,
    of: first.series?.of ?? bookings.length,
    dates: bookings.map(({ start, end }) => ({ start, end })),
  };
  const messages = told.flatMap(({ to, template, extra }): Message[] => {
    const recipientId = to === "customer" ? first.customerId : first.providerUserId;
    const recipient = people.get(recipientId);
    if (!recipient) return [];
    const facts = {
      ...factsOf(first, payment, recipient, event.occurredAt, false),
      series,
      ...extra,
    } as unknown as FactsOf<TemplateName>;
    return [{ eventId: event.id, recipientId, bookingId: first.id, template, facts }];
  });
  await transaction(db, system("notifications"), (tx) => notify(tx, clock, site, messages));
};
