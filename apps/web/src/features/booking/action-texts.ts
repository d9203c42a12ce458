/** What can be done with a booking. */
export const actionTexts = {
  label: "What you can do now",
  failed: "That did not work",
  accept: "Accept",
  decline: "Decline",
  start: "Start the job",
  complete: "Mark as done",
  cancel: "Cancel booking",
  accepted: "Accepted. The customer knows.",
  started: "Started.",
  completed: "Done. The payment is being collected.",
  declineTitle: "Decline this request?",
  declineBody: "The customer is told and pays nothing.",
  reason: "Reason",
  reasonHint: "The other side reads it.",
  keep: "Go back",
  cancelTitle: "Cancel this booking?",
  loadingQuote: "Working out what it costs…",
  cancelUnpaid: "Nothing was charged.",
  cancelFree: (refund: string) => `Canceling is free: all of ${refund} goes back to the card.`,
  cancelByProvider: (refund: string) =>
    `The customer gets all of ${refund} back and is told at once.`,
  cancelCosts: (keep: string, percent: number, refund: string) =>
    `${keep} (${percent}% of the price) is kept. ${refund} goes back to the card.`,
  cancelFreeUnheld: "Canceling is free: nothing is held on your card.",
  cancelByProviderUnheld: "The customer pays nothing and is told at once.",
  cancelCostsUnheld: (keep: string, percent: number) =>
    `${keep} (${percent}% of the price) is charged to the saved card.`,
  cancelNothing: (keep: string) => `It is too late for a refund: all of ${keep} is kept.`,
  freeUntil: (time: string) => `Free until ${time}.`,
  cancelAction: "Cancel booking",
  cancelled: "The booking is canceled.",
} as const;
