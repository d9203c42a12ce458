/** What every page of the desk says. */
export const deskTexts = {
  nav: {
    label: "Desk",
    today: "Today",
    week: "Week",
    services: "Services",
    hours: "Hours",
    calendars: "Calendars",
    money: "Money",
    payouts: "Payouts",
    invoices: "Invoices",
  },
  title: "Your desk",
  publicPage: "Your public page",
} as const;
