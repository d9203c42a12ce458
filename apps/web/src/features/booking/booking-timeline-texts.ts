/** What happened to a booking. */
export const bookingTimelineTexts = {
  title: "What happened",
  zone: (zone: string) => `Times are in ${zone}.`,
  explanation:
    "Every entry carries a fingerprint of the one before it. If anyone changed an entry later, the chain would no longer fit.",
  fingerprint: "Fingerprint",
  by: { customer: "customer", provider: "provider", admin: "our team", clock: "automatically" },
  action: {
    book: "Booked",
    pay: "Card accepted",
    accept: "Accepted",
    decline: "Declined",
    expire: "Lapsed",
    cancel: "Canceled",
    reschedule: "Moved to another time",
    propose: "Another time proposed",
    accept_proposal: "Proposed time accepted",
    decline_proposal: "Proposed time declined",
    withdraw_proposal: "Proposal taken back",
    lapse_proposal: "Proposal lapsed",
    start: "Started",
    complete: "Done",
    no_show: "No-show reported",
    dispute: "Problem reported",
    answer_dispute: "Problem answered",
    resolve: "Problem resolved",
  },
} as const;
