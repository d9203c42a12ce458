import type { DisputeReason } from "@loconomy/contracts";

/** What is said of a problem with a booking. */
export const disputeTexts = {
  title: "Problem with this booking",
  open: "Report a problem",
  openTitle: "Report a problem",
  openBody:
    "Tell our team what was wrong. The other side reads it and can answer once; then we decide. Until then the money for this booking waits.",
  reason: "What is it about?",
  reasons: {
    not_done: "It was not done",
    not_as_agreed: "It was not as agreed",
    damage: "Something was damaged",
    behaviour: "How I was treated",
    was_there: "I was there",
    other: "Something else",
  } satisfies Record<DisputeReason, string>,
  about: {
    not_done: "It was not done",
    not_as_agreed: "It was not as agreed",
    damage: "Something was damaged",
    behaviour: "How somebody was treated",
    was_there: "Who was said to be absent was there",
    other: "Something else",
  } satisfies Record<DisputeReason, string>,
  text: "What happened",
  textHint: "Times and details help. The other side reads this.",
  textMissing: "Say what happened",
  send: "Send report",
  sent: "Your report is in.",
  said: (name: string, time: string) => `${name}, ${time}`,
  answer: "Your side of it",
  answerHint: "You can answer once. The other side reads this.",
  sendAnswer: "Send answer",
  answered: "Your answer is in.",
  waitsForAnswer: (name: string) => `${name} can tell their side. Our team decides then.`,
  waits: "Our team looks at both sides and decides. The money for this booking waits.",
  team: "Our team",
  outcome: (percent: number) =>
    percent === 0
      ? "Nothing goes back to the customer."
      : `${percent}% of what was charged goes back to the customer.`,
  resolveTitle: "Decide",
  percent: "How much of what was charged goes back, in percent",
  percentHint: "0 is nothing, 100 is all. What went back before counts.",
  percentReleased:
    "Nothing was charged: 100 says that the provider was absent, 0 that they were there. What was released is not charged again.",
  percentWrong: "Enter a whole number from 0 to 100",
  note: "What both sides read",
  noteMissing: "Say why",
  resolve: "Resolve",
  resolved: "Resolved. Both sides are told.",
  failed: "That did not work",
} as const;
