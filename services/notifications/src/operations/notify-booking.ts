import type { BookingRecord, DomainEvent } from "@loconomy/contracts";
import { system, transaction, type Clients, type ServiceDependencies } from "@loconomy/kit";
import { invitedTo } from "../store.ts";
import type { BookingMailFacts, Recipient } from "../templates/facts.ts";
import type { FactsOf, TemplateName } from "../templates/index.ts";
import type { Site } from "../templates/letter.ts";
import { notify, type Message } from "./notify.ts";

export type BookingEvent =
  | Extract<DomainEvent["type"], `booking.${string}`>
  | Extract<DomainEvent["type"], `chargeback.${string}`>
  | "message.sent"
  | "payment.authorization_failed"
  | "payment.charge_failed"
  | "tip.paid"
  | "tip.refunded";
export type PaymentState = Awaited<ReturnType<Clients["payments"]["getState"]>>;

/** What one side is told: a template and what it says beyond the booking itself. */
export interface Told<T extends TemplateName = TemplateName> {
  to: "customer" | "provider";
  template: T;
  extra?: Partial<FactsOf<T>>;
}

/** Decides who is told what, from the event and the booking and its payment as they are now. */
export type Telling<T extends BookingEvent> = (
  data: DomainEvent<T>["data"],
  booking: BookingRecord,
  payment: PaymentState,
) => Told[];

/**
 * Tells the sides of a booking what happened. The sides' names and addresses and the booking's facts are asked for first; then
 * everything is written in one transaction. A side whose account is gone is left out.
 */
export const notifyBooking = async <T extends BookingEvent>(
  { db, clients, clock }: ServiceDependencies,
  site: Site,
  telling: Telling<T>,
  event: DomainEvent<T>,
): Promise<void> => {
  const { bookingId } = event.data as DomainEvent<BookingEvent>["data"];
  if ("ofSeries" in event.data && event.data.ofSeries) return;
  const [booking, payment] = await Promise.all([
    clients.bookings.getRecord({ id: bookingId }),
    clients.payments.getState({ bookingId }),
  ]);
  const told = booking ? telling(event.data, booking, payment) : [];
  if (!booking || told.length === 0) return;

  const contacts = await clients.users.getContacts({
    userIds: [booking.customerId, booking.providerUserId],
  });
  const people = new Map(
    contacts.map((contact) => [contact.id, { name: contact.displayName, email: contact.email }]),
  );
  await transaction(db, system("notifications"), async (tx) => {
    const isAsked = told.some(({ template }) => !invites(template));
    const invited = isAsked ? await invitedTo(tx, bookingId) : new Set<string>();
    const messages = told.flatMap(({ to, template, extra }): Message[] => {
      const recipientId = to === "customer" ? booking.customerId : booking.providerUserId;
      const recipient = people.get(recipientId);
      if (!recipient) return [];
      const calendar = withCalendar(template, booking, invited.has(recipientId));
      const facts = {
        ...factsOf(booking, payment, recipient, event.occurredAt, calendar),
        ...extra,
      } as FactsOf<TemplateName>;
      return [{ eventId: event.id, recipientId, bookingId, template, facts }];
    });
    await notify(tx, clock, site, messages);
  });
};

/** A confirmation that comes after the cancellation must not fill the calendar; a cancellation empties only what was filled. */
const withCalendar = (
  template: TemplateName,
  { status }: BookingRecord,
  isInvited: boolean,
): boolean => (invites(template) ? status !== "cancelled" : isInvited);

const invites = (template: TemplateName): boolean => template.startsWith("booking-confirmed");

/** What a mail says of a booking and its payment as they are now. */
export const factsOf = (
  booking: BookingRecord,
  payment: PaymentState,
  recipient: Recipient,
  occurredAt: string,
  calendar: boolean,
): BookingMailFacts => {
  const {
    id,
    customerName,
    providerName,
    serviceName,
    location,
    address,
    notes,
    start,
    end,
    durationMinutes,
    timeZone,
    price,
    expiresAt,
    sequence,
  } = booking;
  return {
    recipient,
    card: payment && {
      reservedAt: payment.authorizeAt,
      wasHeld: payment.wasHeld,
      deposit: payment.deposit,
    },
    occurredAt,
    withCalendar: calendar,
    booking: {
      id,
      customerName,
      providerName,
      serviceName,
      location,
      address,
      notes,
      start,
      end,
      durationMinutes,
      timeZone,
      price,
      expiresAt,
      sequence,
    },
  };
};
