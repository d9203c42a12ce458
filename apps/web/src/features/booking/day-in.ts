/** The calendar day, YYYY-MM-DD, that a clock in `timeZone` shows at that instant. */
export const dayIn = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date(iso));
