/** What the list of one’s bookings says. */
export const bookingListTexts = {
  title: "Your bookings",
  upcoming: "Upcoming",
  past: "Past",
  label: "Bookings",
  emptyUpcoming: "No booking ahead. Find somebody who can help, at a time that suits you.",
  emptyPast: "Nothing here yet. Bookings move here when their time is over.",
  find: "Find a service",
  more: "Show more",
} as const;
