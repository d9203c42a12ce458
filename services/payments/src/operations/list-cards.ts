import type { Actor, SavedCard } from "@loconomy/contracts";
import { requireUser } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { cardsInUse, cardsOf, type KeptCard } from "../saved-cards.ts";

/** The saved cards of the person who asks, the latest first. @throws unauthenticated, service_unavailable. */
export const listCards = async (
  payments: Payments,
  actor: Actor,
): Promise<{ items: SavedCard[] }> => {
  const { userId } = requireUser(actor);
  const [cards, inUse] = await Promise.all([
    cardsOf(payments, userId),
    cardsInUse(payments, userId),
  ]);
  return { items: cards.flatMap((kept) => toSavedCard(kept, inUse) ?? []) };
};

const toSavedCard = (kept: KeptCard, inUse: ReadonlyMap<string, number>): SavedCard | null => {
  const [{ id, card }] = kept;
  if (!card) return null;
  return {
    id,
    brand: card.brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
    bookings: kept.reduce((sum, { id: each }) => sum + (inUse.get(each) ?? 0), 0),
  };
};
