interface StatusWords {
  day: string;
  times: number;
  zone: string;
}

const openTimes = (count: number) => (count === 1 ? "1 open time" : `${count} open times`);

/** Every string of a provider's page and of the page of open times. */
export const providerTexts = {
  verified: "Verified",
  crumbs: { home: "Home", services: "Services" },
  responds: (time: string) => `Usually answers within ${time}`,
  minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
  hours: (count: number) => (count === 1 ? "1 hour" : `${count} hours`),
  days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
  serves: (distance: string) => `Works within ${distance}`,
  new: "No reviews yet",
  about: (name: string) => `About ${name}`,
  metaDescription: (name: string, category: string, place: string) =>
    `${name}: ${category} near ${place}. See prices, reviews and open times, and book online.`,
  services: {
    heading: "Services",
    legend: "Choose a service to see its open times",
    none: "This provider offers nothing to book right now.",
    closed: "This provider does not take bookings at the moment.",
    noneAction: "Find others nearby",
    atYours: "At your address",
    atTheirs: "At the provider’s place",
    instant: "Confirmed at once",
    request: "Confirmed by the provider",
    openTimes: "See open times",
    variants: "Choose a variant",
    durations: (shortest: string, longest: string) => `${shortest} to ${longest}`,
    group: (people: number) => `Group of up to ${people}`,
    deposit: (part: string) => `${part} deposit`,
  },
  jobPlace: {
    label: "Where should they come to?",
    placeholder: "Town or postal code",
    hint: "Shows the times that leave enough time for the way.",
    useLocation: "Use my location",
    here: "My location",
    denied: "Your browser did not say where you are. Type a place instead.",
    empty: "No such place found.",
    away: (distance: string) => `${distance} from the provider`,
    at: (place: string | undefined, distance: string) =>
      `For a job ${place ? `at ${place}` : "where you are"}, ${distance} from the provider.`,
    outsideTitle: "They do not come that far",
    outside: (distance: string, radius: string) =>
      `This place is ${distance} away; this provider comes up to ${radius}.`,
    others: (place: string) => `Find others near ${place}`,
    othersHere: "Find others near you",
  },
  times: {
    heading: "Book a time",
    service: "Service",
    yourTime: "Your time",
    theirTime: "Provider’s time",
    otherTime: "Time of the link",
    zones: "Show times in",
    zoneNote: (zone: string) => `Times are in ${zone}.`,
    until: (day: string) => `Times can be booked until ${day}.`,
    held: (left: string) => `Held for you, ${left} left –`,
    heldContinue: "Continue",
    noneOnDay: "No open times on this day.",
    noneInMonth: "No open times this month.",
    noneUntil: (day: string) => `No open times until ${day}. Another provider nearby may be free.`,
    none: "No open times. Another provider nearby may be free.",
    others: "Find others nearby",
    nextFree: (day: string) => `Next open day: ${day}`,
    status: {
      day: ({ day, times, zone }: StatusWords) => `${day}: ${openTimes(times)}, in ${zone}.`,
      month: (month: string, days: number, { day, times, zone }: StatusWords) =>
        `${month}: open times on ${days === 1 ? "1 day" : `${days} days`}. The first is ${day}: ${openTimes(times)}, in ${zone}.`,
      none: (month: string) => `${month}: no open times.`,
      noneNext: (month: string, day: string) =>
        `${month}: no open times. The next open day is ${day}.`,
    },
    failed: "Open times could not be loaded. Nothing is lost; try again.",
    again: "Try again",
    book: "Book",
    bookAt: (time: string) => `Book ${time}`,
    pick: "Pick a time",
    spotsLeft: (spots: number) => (spots === 1 ? "1 spot left" : `${spots} spots left`),
    noCharge: "You are not charged until the job is done.",
    see: "See times",
  },
  policy: {
    flexible: "Cancel for free until 24 hours before; after that half the price is kept.",
    moderate: "Cancel for free until 48 hours before; after that half the price is kept.",
    strict:
      "Cancel for free until 7 days before, for half the price until 24 hours before; after that the full price is kept.",
    freeUntil: (moment: string) =>
      `Cancel for free until ${moment}; after that half the price is kept.`,
    halfUntil: (moment: string) =>
      `Cancel for half the price until ${moment}; after that the full price is kept.`,
  },
  reviews: {
    heading: "Reviews",
    none: "Nobody has reviewed this provider yet. Only people who booked can.",
    stars: (stars: number) => (stars === 1 ? "1 star" : `${stars} stars`),
    ratedBy: (stars: number) => `Rated ${stars} out of 5`,
    histogram: "How many stars people gave",
    recommend: (percent: string) => `${percent} would recommend`,
    reply: (name: string) => `Answer from ${name}`,
    showMore: "Show more reviews",
    failed: "More reviews could not be loaded. Try again.",
  },
  wish: {
    lead: "No time that suits?",
    open: "Tell me when something opens",
    day: "Day",
    part: "Time of day",
    zone: (zone: string) => `By the provider’s clock: ${zone}.`,
    parts: [
      { value: "any", label: "Any time" },
      { value: "morning", label: "Morning, before 12:00" },
      { value: "afternoon", label: "Afternoon, 12:00–17:00" },
      { value: "evening", label: "Evening, from 17:00" },
      { value: "hours", label: "Between two times" },
    ],
    from: "From",
    to: "To",
    submit: "Put me on the list",
    small:
      "First come, first served: a time that opens is kept for you for up to two hours, and we write to you. You pay nothing for waiting.",
    joinedTitle: "You are on the list",
    joined: (day: string) => `We write to you when something opens on ${day}.`,
    joinedLink: "See what you wait for",
  },
  timesPage: {
    title: (service: string, name: string) => `Open times for ${service} with ${name}`,
    back: (name: string) => `Back to ${name}`,
    calendar: "Open days",
  },
};
