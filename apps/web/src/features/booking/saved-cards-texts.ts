/** What is said of saved cards. */
export const savedCardsTexts = {
  title: "Saved cards",
  none: "None yet. A card is saved when you book with it, so that the next booking is quicker.",
  retry: "Try again",
  expired: (expiry: string) => `Expired ${expiry}`,
  inUse: (bookings: number) =>
    bookings === 1 ? "Pays a coming booking" : `Pays ${bookings} coming bookings`,
  remove: "Remove",
  removeOf: (card: string) => `Remove ${card}`,
  removeTitle: (card: string) => `Remove ${card}?`,
  removeBody: "You can save it again when you book. What was paid with it stays as it is.",
  back: "Keep it",
  removed: (card: string) => `${card} was removed.`,
  legend: "Pay with",
  name: (brand: string, last4: string) => `${brand} •••• ${last4}`,
  expires: (expiry: string) => `Expires ${expiry}`,
  book: "Book with this card",
  another: "Another card",
  askedFor: "The bank wants you to confirm this payment. Enter the card’s details to do that.",
} as const;
