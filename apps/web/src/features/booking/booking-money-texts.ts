/** What is said of the money of a booking. */
export const bookingMoneyTexts = {
  title: "Money",
  price: "Price",
  captured: "Charged",
  refunded: "Refunded",
  chargedBack: "Taken back by the cardholder’s bank",
  invoice: (number: string | null) => `Invoice ${number ?? ""}`.trimEnd() + " (PDF)",
  invoiceOfRest: (number: string | null) =>
    `Invoice ${number ?? ""}`.trimEnd() + " for the rest (PDF)",
  creditNote: (amount: string, number: string | null) =>
    `Credit note ${number ?? ""}`.trimEnd() + ` of ${amount} (PDF)`,
  brands: { amex: "American Express", jcb: "JCB", unionpay: "UnionPay" } as Record<string, string>,
  saved: (reserved: string) => `Nothing is held yet. ${reserved}`,
  due: (until: string) =>
    `Not reserved: the saved card was refused. Another one can pay until ${until}.`,
  card: (brand: string, last4: string) => `${brand} ending in ${last4}`,
  status: {
    requires_payment: "Not paid yet.",
    requires_action: "The bank wants to confirm the payment.",
    card_saved: "A card is saved; nothing is held on it yet.",
    authorized: "Reserved; charged when the job is done.",
    captured: "Charged.",
    released: "Nothing was charged, and nothing is held.",
    failed: "The payment did not go through; nothing was charged.",
    refunded: "Refunded.",
  },
} as const;
