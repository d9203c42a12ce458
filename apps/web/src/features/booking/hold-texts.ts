/** What is said of a time that is held, and of one that cannot be. */
export const holdTexts = {
  outOfArea: (distance: string, radius: string) =>
    `This place is ${distance} away; this provider comes up to ${radius}.`,
  left: (words: string) => `Held for you for ${words}`,
  renew: "Keep it ten minutes longer",
  endedTitle: "The hold has ended; nothing was charged",
  ended:
    "A time is held for a while so that you can book it. If nobody took it meanwhile, you can have it again.",
  again: "Hold it again",
  takenTitle: "Somebody was faster",
  taken: "This time was just taken. Nothing was charged. These are still open:",
  takenNone: "This time was just taken. Nothing was charged. Choose another day to see open times.",
  unavailableTitle: "This time cannot be booked",
  failedTitle: "We could not hold this time",
  retry: "Try again",
  usedTitle: "You already used this hold",
  used: "The booking that came of it is in your list.",
  usedLink: "Open your bookings",
  missingTitle: "Choose a time first",
  missing: "Find somebody who can help and pick one of their open times.",
  missingLink: "Find a service",
  otherTime: "Choose another time",
} as const;
