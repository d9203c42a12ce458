/** What is said of another time for a booking. */
export const moveTexts = {
  move: "Move to another time",
  propose: "Propose another time",
  now: (time: string, zone: string) => `Booked for ${time} (${zone}) now.`,
  atOnce: "It moves at once; the price stays.",
  asks: "The other side is asked. Until they accept, the booked time stays yours and the new one stays open to others.",
  loading: "Looking for open times…",
  none: "There is no other open time in the next two months.",
  notOffered: "Customers cannot book this time themselves, but you can propose it.",
  instead: "These are open:",
  day: "Day",
  time: "Time",
  leave: "Leave it",
  moved: "The booking has moved.",
  proposed: "Your proposal is sent.",
  theirs: (who: string, when: string) => `${who} proposes ${when}`,
  yours: (when: string) => `You proposed ${when}`,
  notReserved: (until: string) =>
    `The proposed time is not reserved. Without an answer the proposal ends ${until}, and the booked time stays.`,
  answer: { accept: "Accept new time", decline: "Keep booked time", withdraw: "Take it back" },
  answered: {
    accept: "The booking has moved.",
    decline: "The booked time stays.",
    withdraw: "Your proposal is taken back.",
  },
} as const;
