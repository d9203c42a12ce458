/** What the page of invoices says. */
export const invoicesTexts = {
  title: "Invoices",
  description:
    "You sell your services to your customers; we write your invoices for you. For our fee you get one from us each month.",
  toCustomers: "Your invoices to customers",
  toYou: "Our invoices to you",
  statements: "Statements",
  caption: "What customers have paid, the latest booked first",
  empty: "No invoices yet. The first one comes when a customer has paid for a finished job.",
  noFees: "No fees yet. Our first invoice comes when the month of your first credited job is over.",
  paidOn: "Paid on",
  booking: "Booking",
  papers: "Documents",
  amount: "Amount",
  invoice: (number: string | null) => `Invoice ${number ?? ""}`.trimEnd() + " (PDF)",
  creditNote: (amount: string, number: string | null) =>
    `Credit note ${number ?? ""}`.trimEnd() + ` of ${amount} (PDF)`,
  fees: (month: string, amount: string, number: string | null) =>
    `Fees of ${month}: ${amount}${number ? `, ${number}` : ""} (PDF)`,
} as const;
