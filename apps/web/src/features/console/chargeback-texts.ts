import type { EvidenceField } from "@loconomy/contracts";

/** What the console says of chargebacks. */
export const chargebackTexts = {
  open: "Not decided yet",
  closed: "Decided",
  none: "No bank has taken anything back.",
  noOpen: "Nothing waits for an answer or for a bank.",
  intro:
    "The bank of a cardholder takes a payment back, or asks about one. What nobody answers is sent a day before it is due, as it stands.",
  reason: "The cardholder's reason",
  amount: "Amount",
  dueBy: "Answer by",
  opened: "Opened",
  state: "State",
  details: "Details",
  see: "Open",
  seeOf: (money: string, day: string) => `Open the chargeback of ${money} from ${day}`,
  tip: "tip",
  inquiry: "inquiry",
  back: "All chargebacks",
  title: (money: string, isInquiry: boolean) =>
    isInquiry ? `A bank asks about ${money}` : `Chargeback of ${money}`,
  facts: {
    state: "State",
    reason: "The cardholder's reason",
    dueBy: "Answer by",
    opened: "Opened",
    submitted: "Answered",
    closed: "Decided",
    fee: "Stripe's fee",
    booking: "Booking",
    openBooking: "See the booking",
  },
  explain: {
    inquiry:
      "Nothing was taken. While it is unanswered, the provider's share waits. Refunding the booking ends it too.",
    open: "The amount is taken from what the provider would get or has got, in the proportion of their share; the platform gives up its fee. Stripe's fee for the case is the platform's loss. If the bank decides for us, all but that fee comes back.",
    review: "The answer was sent. The bank decides, which can take two to three months.",
    won: "The bank decided for us. The money is here again.",
    lost: "The bank decided for the cardholder. The money stays gone.",
    closed: "It ended without anything being taken.",
  },
  provider: "What the provider says",
  noProvider: "The provider has not said anything yet.",
  evidence: "What the bank is told",
  evidenceSent: "What the bank was told",
  evidenceHint:
    "Put together from the booking, its timeline and the mails that were sent. What the provider says is part of it, and what you add when you send it.",
  evidencePdf: "All of it as one file (PDF)",
  noEvidence: "Nothing was sent.",
  fields: {
    product_description: "What was agreed",
    service_date: "When",
    customer_name: "Customer",
    customer_email_address: "Customer's e-mail",
    cancellation_policy_disclosure: "Cancellation policy that was shown",
    refund_refusal_explanation: "How it ended",
    access_activity_log: "Timeline and mails",
    uncategorized_text: "Statements",
  } satisfies Record<EvidenceField, string>,
  answer: {
    action: "Answer the bank",
    title: "Send this to the bank?",
    body: "The bank takes one answer. What was gathered is sent with the words below and what the provider says.",
    words: "Your own words",
    wordsHint: "Optional. Say in a few sentences why the payment is right.",
    confirm: "Send",
    done: "Sent to the bank.",
  },
  accept: {
    action: "Accept",
    title: "Give this up?",
    body: (money: string) =>
      `The ${money} stays with the cardholder and nothing is answered. This cannot be taken back.`,
    confirm: "Give it up",
    done: "Given up.",
  },
} as const;
