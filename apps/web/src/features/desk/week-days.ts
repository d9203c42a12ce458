const DAY_MS = 86_400_000;

/** The calendar day so many days on, "YYYY-MM-DD". */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
