import { problem, queryAs, system } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "./context.ts";
import { forgetGoneCustomer } from "./stripe-customer.ts";
import { isCustomerGone } from "./stripe.ts";

/** More than anybody keeps; Stripe's largest page. */
const CARDS_MAX = 100;

/** A card as Stripe keeps it: once for each time that it was saved, the latest first. */
export type KeptCard = [Stripe.PaymentMethod, ...Stripe.PaymentMethod[]];

/**
 * The cards of a person, the latest first.
 * @throws service_unavailable.
 */
export const cardsOf = async (payments: Payments, userId: string): Promise<KeptCard[]> => {
  const { db, stripe } = payments;
  const [customer] = await queryAs<{ id: string }>(
    db,
    system("payments"),
    "select stripe_customer_id as id from payments.customers where user_id = $1",
    [userId],
  );
  if (!customer) return [];
  try {
    const { data } = await stripe.customers.listPaymentMethods(customer.id, {
      type: "card",
      limit: CARDS_MAX,
    });
    const byNumber = Map.groupBy(data, ({ id, card }) => card?.fingerprint ?? id);
    return [...byNumber.values()].flatMap(([latest, ...others]) =>
      latest ? [[latest, ...others] satisfies KeptCard] : [],
    );
  } catch (error) {
    await forgetGoneCustomer(payments, userId, error);
    if (isCustomerGone(error)) return [];
    throw problem(
      "service_unavailable",
      "Stripe, which keeps your cards, cannot be reached right now. Try again in a moment.",
      undefined,
      error,
    );
  }
};

/** The one with this id, whichever time it was saved. @throws not_found, service_unavailable. */
export const cardOf = async (
  payments: Payments,
  userId: string,
  cardId: string,
): Promise<KeptCard> => {
  const cards = await cardsOf(payments, userId);
  const card = cards.find((kept) => kept.some(({ id }) => id === cardId));
  if (!card) throw problem("not_found", "You have no such card.");
  return card;
};

/** How many bookings of a person are still to be paid with each card, by Stripe's id of it. */
export const cardsInUse = async (
  { db }: Payments,
  userId: string,
): Promise<Map<string, number>> => {
  const rows = await queryAs<{ id: string; bookings: number }>(
    db,
    system("payments"),
    `select payment_method_id as id, count(*)::int as bookings from payments.payments
      where customer_id = $1 and payment_method_id is not null and status not in ('captured', 'released', 'refunded')
      group by payment_method_id`,
    [userId],
  );
  return new Map(rows.map(({ id, bookings }) => [id, bookings]));
};
