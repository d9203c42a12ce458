export type When = "upcoming" | "past";

/** What to ask the server for: what comes next first, or what was last. */
export const bookingsQuery = (when: When) => ({
  as: "customer" as const,
  when,
  order: when === "upcoming" ? ("asc" as const) : ("desc" as const),
});
