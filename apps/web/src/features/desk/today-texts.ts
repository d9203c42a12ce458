/** What the first page of the desk says. */
export const todayTexts = {
  ofSeries: (occurrence: number, of: number) =>
    `${occurrence} of ${of} in a series: answer all at once`,
  next: "Next job",
  none: "No job ahead. New bookings show here as soon as they come in.",
  open: "Open",
  directions: "Show on the map",
  atYours: "At your place",
  requests: "Waiting for your answer",
  deadline: (time: string) => `Answer by ${time}`,
  accept: "Accept",
  decline: "Decline",
  declineTitle: "Decline this request?",
  declineBody: "The customer is told and pays nothing.",
  reason: "Reason",
  reasonHint: "The customer reads it.",
  keep: "Go back",
  accepted: "Accepted. The customer knows.",
  declined: "Declined. The customer knows.",
  failed: "That did not work",
  week: "The next seven days",
  free: "Nothing booked",
  for: (name: string) => `for ${name}`,
  seats: (taken: number, seats: number) => `${taken} of ${seats}`,
  seatsTaken: "seats taken",
} as const;

export const waitingTexts = {
  title: (count: number) =>
    count === 1 ? "1 person waits for a time" : `${count} people wait for a time`,
  wish: (service: string, count: number) => (count === 1 ? service : `${service} (${count})`),
  more: (count: number) => (count === 1 ? "and 1 more day" : `and ${count} more days`),
  how: "When something opens, the first in line is told and has up to two hours to book it.",
  hours: "Open more hours",
} as const;

export const bookingStatusTexts = {
  awaiting_payment: "Paying",
  pending: "Waiting",
  confirmed: "Confirmed",
  in_progress: "In progress",
  completed: "Done",
  no_show: "No-show",
  disputed: "Disputed",
  refunded: "Refunded",
  declined: "Declined",
  cancelled: "Canceled",
  expired: "Expired",
} as const;
