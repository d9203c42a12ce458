/** What the page of one booking says. */
export const bookingTexts = {
  back: "Your bookings",
  backDesk: "Your desk",
  backConsole: "Bookings in the console",
  title: "Booking",
  sentence: {
    customer: {
      awaiting_payment: "Not paid yet. Your time is held while you pay.",
      pending: (name: string, until: string) =>
        `Waiting for ${name}, who can answer until ${until}.`,
      confirmed: (name: string) => `You are booked with ${name}.`,
      in_progress: (name: string) => `${name} is at work.`,
      completed: (name: string) => `Done by ${name}.`,
      disputed: "A problem was reported. The money waits until our team has decided.",
      refunded: "All of what was charged goes back to you.",
      declined: (name: string) => `${name} could not take this job. It costs you nothing.`,
    },
    provider: {
      awaiting_payment: (name: string) => `${name} is paying right now.`,
      pending: (name: string, until: string) => `${name} waits for your answer until ${until}.`,
      confirmed: (name: string) => `You are booked by ${name}.`,
      in_progress: "You have started this job.",
      completed: "This job is done.",
      disputed: "A problem was reported. The money waits until our team has decided.",
      refunded: "All of what was charged goes back to the customer.",
      declined: "You declined this request. The customer pays nothing.",
    },
    cancelled: {
      customer: (name: string) => `${name} canceled this booking.`,
      provider: (name: string) => `${name} canceled this booking.`,
      admin: "Our team canceled this booking.",
      clock: "This booking was canceled because it was not paid in time. It costs nothing.",
      you: "You canceled this booking.",
    },
    noShow: {
      youCustomer: (name: string) =>
        `${name} waited, and you were not there. The price is charged.`,
      customer: (name: string) => `${name} was not there. The price is charged.`,
      youProvider: (name: string) => `${name} waited, and you were not there. Nothing is charged.`,
      provider: (name: string) => `${name} was not there. Nothing is charged.`,
    },
    expired: "This booking lapsed before it was paid or answered. It costs nothing.",
    reason: (reason: string) => `“${reason}”`,
  },
  when: "When",
  where: "Where",
  atProvider: (name: string) => `At ${name}`,
  directions: "Directions",
  noAddress: "No address given",
  notes: "Notes",
  cancellation: "Cancellation",
  number: (reference: string) => `Booking number ${reference}`,
} as const;
