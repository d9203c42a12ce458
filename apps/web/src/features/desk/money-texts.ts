import type { Plan } from "@loconomy/contracts";

const FEE_OF: Record<Plan, string> = {
  standard: "We keep",
  plus: "On the Plus plan we keep",
  pro: "On the Pro plan we keep",
};

/** What the page of money says. */
export const moneyTexts = {
  title: "Money",
  month: "Earned this month",
  available: "Ready to be sent on",
  pending: "On its way",
  fee: (feeBps: number, plan: Plan) =>
    `${FEE_OF[plan]} ${feeBps / 100}% of each price before tax. It counts for bookings from now on; those made before keep theirs. Tips are all yours.`,
  all: "Every posting",
  empty:
    "Nothing posted yet. Your share of a finished job is on its way first and is posted here when the time for disputes is over.",
  caption: "Postings to your account, newest first",
  when: "When",
  what: "What",
  booking: "Booking",
  openBooking: "Open",
  amount: "Amount",
  kinds: {
    capture: "Job charged",
    release: "Released",
    refund: "Refund",
    tip: "Tip",
    transfer: "Transfer",
    payout: "Payout",
    dispute: "Dispute",
    chargeback: "Taken back by the bank",
    write_off: "Written off",
    processing_fee: "Card processing",
    correction: "Correction",
  },
  accounts: {
    stripe_clearing: "card payments",
    customer_escrow: "held for the customer",
    provider_payable: "your share",
    platform_fees: "platform fee",
    tax_payable: "taxes",
    refunds: "refunds",
    losses: "losses",
    processing_fees: "card processing",
  },
  more: "Show more",
  statement: (month: string, format: string) => `Statement of ${month} (${format})`,
  explanation: "Amounts with a plus are owed to you, amounts with a minus are taken off.",
} as const;
