/** What is said of times that one waits for. */
export const wishListTexts = {
  title: "What you wait for",
  anyTime: "any time",
  before: (time: string) => `before ${time}`,
  after: (time: string) => `from ${time}`,
  between: (from: string, to: string) => `from ${from} to ${to}`,
  states: {
    waiting: "Waiting. We write to you when something opens.",
    offered: "Kept for you.",
    booked: "Booked.",
    ended: "The day has passed, and nothing opened.",
  },
  offered: (time: string, until: string) => `${time} is kept for you until ${until}.`,
  book: (time: string) => `Book ${time}`,
  finish: "Finish booking",
  see: "See the booking",
  leave: "Stop waiting",
  remove: "Remove",
} as const;
