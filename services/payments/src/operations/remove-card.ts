import type { Actor } from "@loconomy/contracts";
import { problem, requireUser } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { cardOf, cardsInUse } from "../saved-cards.ts";
import { isRefusal } from "../stripe.ts";

/**
 * Has Stripe forget a card, each time that it was saved. Cards that a booking is still to be paid with stay.
 * @throws unauthenticated, not_found, conflict (a booking needs it), service_unavailable.
 */
export const removeCard = async (
  payments: Payments,
  actor: Actor,
  cardId: string,
): Promise<void> => {
  const { userId } = requireUser(actor);
  const card = await cardOf(payments, userId, cardId);
  const inUse = await cardsInUse(payments, userId);
  if (card.some(({ id }) => inUse.has(id)))
    throw problem(
      "conflict",
      "A coming booking is paid with this card. It can be removed when that is over or canceled.",
    );
  for (const { id } of card)
    await payments.stripe.paymentMethods.detach(id).catch((error: unknown) => {
      // Somebody else was quicker.
      if (isRefusal(error)) return;
      throw problem(
        "service_unavailable",
        "Stripe, which keeps your cards, cannot be reached right now. Try again in a moment.",
        undefined,
        error,
      );
    });
};
