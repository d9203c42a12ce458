/** What is said where something is paid. */
export const payTexts = {
  title: "Payment",
  test: "Test payment – no real card is charged",
  testHint: "Use 4242 4242 4242 4242, any future date and any three digits.",
  number: "Card number",
  expiry: "Expiry date",
  expiryPlaceholder: "MM / YY",
  cvc: "Security code",
  action: (amount: string) => `Pay ${amount}`,
  saveAction: "Save card and book",
  laterTitle: "Nothing is held or charged today",
  later: (reserved: string) => `Your card is saved now. ${reserved}`,
  reserved: (money: string, day: string) =>
    `${money} is reserved on ${day} and charged when the job is done.`,
  small: {
    payment:
      "The amount is reserved now and charged when the job is done. Your card is kept for this booking, in case its time changes.",
    setup:
      "By saving your card you let us use it later for this booking, and for what canceling it costs. If your bank refuses then, we write to you and you have a day to pay with another card.",
  },
  declinedTitle: "The payment did not go through",
  declined: (why: string) =>
    `${why} Nothing was charged, and your time is still held. You can try another card.`,
  declinedAgain: (why: string, until: string) =>
    `${why} Nothing was charged. You can try another card until ${until}.`,
  noDetail: "The bank declined the card.",
  authenticationFailed: "Your bank did not confirm that it was you.",
  unreachable: "We could not reach the payment service.",
  checking: "Checking your payment…",
  soon: "This takes a few seconds. You need not pay again.",
  slow: "This takes longer than usual. You need not pay again; this page shows the result when it is there.",
} as const;

export const dueTexts = {
  refusedTitle: "Your card was refused",
  refused: (until: string) =>
    `What is due could not be reserved on your saved card, and was not charged. Pay with another card by ${until} to keep your booking. After that it is canceled, free of charge.`,
  action: "Pay with another card",
  confirmTitle: "Your bank asks you to confirm the payment",
  confirm: (until: string) =>
    `What is due could not be reserved without you, and was not charged. Confirm it, or pay with another card, by ${until} to keep your booking. After that it is canceled, free of charge.`,
  confirmAction: "Confirm the payment",
  othersTitle: "The customer’s card was refused",
  others: (name: string, until: string) =>
    `${name} can pay with another card until ${until}. After that the booking is canceled and the time is open again.`,
} as const;

export const owedTexts = {
  title: (sum: string) => `${sum} is still to be paid`,
  refused: (why: string) =>
    `It could not be charged to your saved card. ${why} Pay it with a card of yours that is saved, or with another one. It is charged once.`,
  confirm:
    "It could not be charged to your saved card: your bank wants you to confirm it yourself. Confirm it, or pay with another card. It is charged once.",
  action: (sum: string) => `Pay ${sum}`,
  small: "The amount is charged now. Your invoice is on this page when it is paid.",
  declined: (why: string) => `${why} Nothing was charged. You can try another card.`,
  othersTitle: (sum: string) => `${sum} could not be charged`,
  others: (name: string) =>
    `The card of ${name} was refused when it was charged. ${name} was asked to pay and can do so on this page; the money then goes its usual way.`,
  standing: (sum: string) => `${sum} could not be charged and is still to be paid.`,
} as const;

export const cardTexts = {
  number: "Enter the number on the card",
  expiry: "Enter a month and year that lie ahead, such as 04 / 30",
  cvc: (digits: number) => `Enter the ${digits} digits of the security code`,
} as const;
