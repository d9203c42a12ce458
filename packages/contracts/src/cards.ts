import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id } from "./common.ts";
import { Payment } from "./payments.ts";

/** A card that its owner paid with and that Stripe keeps. One card has one entry, however often it was used. */
export const SavedCard = z.object({
  /** Stripe's id of it, as it was saved last. */
  id: z.string(),
  brand: z.string(),
  last4: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
  /** Bookings that are still to be paid with it: until they are, it cannot be removed. */
  bookings: z.int(),
});
export type SavedCard = z.infer<typeof SavedCard>;

const CardId = z.string().regex(/^\w{1,255}$/);

/** The cards of the person who asks. Part of the payments service. */
export const cardsContract = {
  listCards: oc
    .route({
      method: "GET",
      path: "/users/me/cards",
      tags: ["payment"],
      summary: "Your saved cards, the latest first",
    })
    .output(z.object({ items: z.array(SavedCard) })),
  removeCard: oc
    .route({
      method: "DELETE",
      path: "/users/me/cards/{id}",
      successStatus: 204,
      tags: ["payment"],
      summary: "Remove a saved card; `conflict` while a booking is still to be paid with it",
    })
    .input(z.object({ id: CardId })),
  payWithCard: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/payment/card",
      tags: ["payment"],
      summary: "Pay a booking with a saved card",
      description:
        "The price is held, or the card is kept for later, as with the card form. Where the bank declines the card or wants to see its owner, the answer has the secret for the card form still.",
    })
    .input(z.object({ id: Id, cardId: CardId }))
    .output(Payment),
};
