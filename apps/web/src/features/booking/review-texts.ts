/** What is said of the reviews of a booking. */
export const reviewTexts = {
  title: "Reviews",
  blind: "Neither of you sees the other’s review until both are in or 14 days have passed.",
  waiting: (name: string) => `${name} has already written. Write yours to see it.`,
  until: (day: string) => `You can review until ${day}.`,
  stars: { customer: "How was it?", provider: "How was the customer?", admin: "How was it?" },
  headline: "Title",
  content: "Your review",
  contentHint: "What went well, what could be better? The other side and later visitors read it.",
  recommend: (name: string) => `I would recommend ${name}`,
  action: "Send review",
  failed: "The review was not sent",
  thanks: "Thank you. Your review is in.",
  mine: "Your review",
  theirs: (name: string) => `Review by ${name}`,
  hidden: "The other review shows here when both are in or the 14 days have passed.",
  missed: "The time for reviews is over.",
} as const;
