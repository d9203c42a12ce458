/** What is said of payments that banks took back. */
export const chargebacksTexts = {
  title: "Taken back by banks",
  heading: (money: string, isInquiry: boolean) =>
    isInquiry ? `A bank asks about ${money}` : `${money} taken back`,
  facts: (reason: string, day: string) => `${reason}. Since ${day}.`,
  openBooking: "See the job",
  means: {
    inquiry:
      "Nothing was taken. Your share waits until we have answered. Say below what happened: it goes to the bank with the answer.",
    open: "Your share of it is taken off what you got or would get. We answer the bank with what was recorded about the job; what you say below is part of that. If the bank decides for you, your share comes back.",
    review: "We have answered the bank. It decides, which can take two to three months.",
    won: "The bank decided for you. Your share is on your balance again.",
    lost: "The bank decided for the customer. Your share of it is not paid.",
    closed: "It ended without anything being taken.",
  },
  explanation: "What happened, in your words",
  explanationBy: (day: string) =>
    `The bank takes an answer until ${day}. Write it as early as you can; you can change it until the answer is sent.`,
  explanationHint: "You can change it until the answer is sent.",
  missing: "Say what happened",
  save: "Save",
  saved: "Saved. It goes to the bank with our answer.",
  said: "What you said",
} as const;
