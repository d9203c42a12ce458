import { isDeepStrictEqual } from "node:util";
import type { Actor, Address, Booking, PaymentHandle } from "@loconomy/contracts";
import {
  enqueue,
  problem,
  publish,
  requirePermission,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { findBooking, type BookingRow } from "../booking-store.ts";
import { insertBooking } from "../booking-writes.ts";
import { policyTerms } from "../cancellation.ts";
import { lockCalendar } from "../claim-store.ts";
import { findHold, lockHold, ownerOf, type HoldRow } from "../hold-store.ts";
import {
  findOtherPlace,
  isStillReachable,
  moved,
  tooFar,
  type OtherPlace,
} from "../other-place.ts";
import { pricingOf } from "../prices.ts";
import { findQuotesElsewhere, priceChanged } from "../tax-place.ts";
import { chain, GENESIS_HASH } from "../timeline.ts";
import { eventFacts, toBooking } from "../view.ts";

export interface BookingInput {
  holdId: string;
  address?: Address;
  notes?: string;
}

/**
 * Turns a hold into a booking that awaits payment, and opens the payment. A hold made before signing in is adopted. Asked again
 * the same, because the answer was lost, it answers the booking that was made.
 * @throws hold_expired, conflict when the hold is used, unprocessable without an address where one is needed,
 * out_of_area when the provider does not come to the address, slot_taken when they cannot be there in time,
 * price_changed when the address is taxed otherwise: the hold has the other price then, and can be booked at it,
 * service_unavailable when the payment cannot be opened: the booking then stays until its hold would have ended.
 */
export const createBooking = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: BookingInput,
): Promise<Booking & { payment: PaymentHandle }> => {
  const user = requirePermission(actor, "create:booking");
  const [contact] = await deps.clients.users.getContacts({ userIds: [user.userId] });
  if (!contact) throw problem("unauthenticated", "This account does not exist any more.");
  const now = deps.clock.now();
  const { hold: held, placed } = await findPlace(deps, actor, input);
  const elsewhere = held ? await findQuotesElsewhere(deps, [held], placed) : [];
  if (elsewhere.length > 0) throw await priceChanged(deps, user, elsewhere);

  const row = await transaction(deps.db, actor, async (tx) => {
    if (placed) await lockCalendar(tx, placed.hold.providerId);
    const hold = await lockHold(tx, input.holdId, ownerOf(actor));
    if (!hold) throw problem("not_found", "There is no such hold of yours.");
    const made = await madeBefore(tx, hold, user.userId, input);
    if (made) return made;
    requireUsable(hold, now);
    requireComplete(hold, user.userId, input);
    if (placed && !(await isStillReachable(tx, placed, now))) return null;
    const customer = { userId: user.userId, name: contact.displayName };
    return book(tx, deps, moved(hold, placed), customer, input, now);
  });
  if (!row) throw await tooFar(deps.db, placed!, now);
  return { ...toBooking(row, "customer", now), payment: await openPayment(deps, row) };
};

/** @throws unprocessable for one's own service, or without an address where one is needed. */
export const requireComplete = (
  { offer }: Pick<HoldRow, "offer">,
  userId: string,
  { address }: BookingInput,
): void => {
  if (offer.providerUserId === userId)
    throw problem("unprocessable", "You cannot book your own service.");
  if (offer.location === "customer" && !address)
    throw problem("unprocessable", "Say where the provider should come to.", {
      errors: [{ path: "address", message: "is needed for a service at your place" }],
    });
};

const findPlace = async (
  deps: ServiceDependencies,
  actor: Actor,
  { holdId, address }: BookingInput,
): Promise<{ hold?: HoldRow; placed?: OtherPlace }> => {
  const hold = address && (await findHold(deps.db, holdId, ownerOf(actor)));
  return hold ? { hold, placed: await findOtherPlace(deps, hold, address) } : {};
};

/** The booking that the same person made of a hold with the same words, while it is still to be paid. */
const madeBefore = async (
  tx: Tx,
  { bookingId, offer }: HoldRow,
  userId: string,
  { address, notes }: BookingInput,
): Promise<BookingRow | undefined> => {
  const made = bookingId ? await findBooking(tx, bookingId) : undefined;
  const where = offer.location === "customer" ? (address ?? null) : null;
  const isSame =
    made?.customerId === userId &&
    made.status === "awaiting_payment" &&
    made.notes === (notes || null) &&
    isDeepStrictEqual(made.location.address, where);
  return isSame ? made : undefined;
};

/** @throws conflict when a hold is a booking already, hold_expired when its time is over. */
export const requireUsable = (hold: HoldRow, now: Date): void => {
  if (hold.status === "used")
    throw problem("conflict", "This hold is a booking already.", { bookingId: hold.bookingId });
  if (hold.status === "released")
    throw problem("hold_expired", "You gave this time back. Pick a time again.");
  if (hold.status === "expired" || hold.expiresAt <= now)
    throw problem("hold_expired", "The time is not held any more. Pick a time again.");
};

/** Turns a locked hold into a booking that awaits payment. @throws hold_expired when its time is gone. */
export const book = async (
  tx: Tx,
  { clock }: ServiceDependencies,
  hold: HoldRow & { nextBookingId: string },
  customer: { userId: string; name: string },
  { address, notes }: BookingInput,
  now: Date,
): Promise<BookingRow> => {
  const { offer, quote } = hold;
  const entry = chain(
    {
      bookingId: hold.nextBookingId,
      sequence: 1,
      action: "book",
      by: "customer",
      from: null,
      to: "awaiting_payment",
      at: now.toISOString(),
      start: hold.start.toISOString(),
      end: hold.end.toISOString(),
      reasonDigest: null,
    },
    GENESIS_HASH,
  );
  const row = await insertBooking(
    tx,
    {
      id: hold.nextBookingId,
      customerId: customer.userId,
      customerName: customer.name,
      providerId: hold.providerId,
      providerUserId: offer.providerUserId,
      providerName: offer.providerName,
      providerSlug: offer.providerSlug,
      serviceId: hold.serviceId,
      serviceName: offer.serviceName,
      holdId: hold.id,
      status: "awaiting_payment",
      start: hold.start,
      end: hold.end,
      durationMinutes: Math.round((hold.end.getTime() - hold.start.getTime()) / 60_000),
      timeZone: hold.timeZone,
      location: {
        at: offer.location,
        address: offer.location === "customer" ? (address ?? null) : null,
        place: offer.place ?? null,
      },
      notes: notes || null,
      // Counted anew from now, when the free first hour begins.
      pricing: {
        price: pricingOf(quote),
        policy: policyTerms(quote.policy.name, hold.start.getTime(), now.getTime()),
      },
      priceAmount: quote.total.amount,
      priceCurrency: quote.total.currency,
      isInstant: offer.isInstant,
      expiresAt: hold.expiresAt,
      proposal: null,
      cancelledBy: null,
      absent: null,
      reason: null,
      remindedAt: null,
      completedAt: null,
      closedAt: null,
      dispute: null,
      timelineSequence: 1,
      timelineHash: entry.hash,
      createdAt: now,
    },
    { ...entry, reason: null, reasonSalt: null },
  );
  if (!row) throw problem("hold_expired", "The time is not held any more. Pick a time again.");
  await publish(tx, clock, "booking.created", row.id, eventFacts(row));
  await enqueue(
    tx,
    "bookings.expire-unpaid",
    { bookingId: row.id },
    { delayMs: hold.expiresAt.getTime() - now.getTime(), key: `bookings.expire-unpaid:${row.id}` },
  );
  return row;
};

const openPayment = async (
  { clients, log }: ServiceDependencies,
  row: BookingRow,
): Promise<PaymentHandle> => {
  try {
    return await clients.payments.authorize(paymentOf(row));
  } catch (error) {
    log.error({ err: error, bookingId: row.id }, "the payment of a booking could not be opened");
    throw problem(
      "service_unavailable",
      "Your time is kept, but the payment cannot be opened right now. Try again from your booking in a moment.",
      { bookingId: row.id },
      error,
    );
  }
};

/** What is to be paid for a booking. */
export const paymentOf = (row: BookingRow) => ({
  bookingId: row.id,
  customerId: row.customerId,
  providerId: row.providerId,
  providerUserId: row.providerUserId,
  amount: { amount: row.priceAmount, currency: row.priceCurrency },
  pricing: row.pricing.price,
  description: `${row.serviceName} – ${row.providerName}`.slice(0, 300),
  start: row.start.toISOString(),
  end: row.end.toISOString(),
});
