const WEEK_MS = 7 * 86_400_000;

/** Requests of customers that wait for an answer, the earliest job first. */
export const openRequests = { as: "provider", status: "pending", order: "asc", limit: 50 } as const;

/** The provider's bookings in the seven days from `from` (RFC 3339), in order of time. */
export const weekQuery = (from: string) => ({
  as: "provider" as const,
  order: "asc" as const,
  from,
  to: new Date(Date.parse(from) + WEEK_MS).toISOString(),
  limit: 100,
});
