const many = new Intl.NumberFormat("en-US");
/** The name of a category within a sentence; letters that stand for words stay as they are. */
const inSentence = (name: string) =>
  name.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());

/** Every string of the pages about a category, a city, or both. */
export const landingTexts = {
  everything: "Local services",
  heading: (what: string, city: string | undefined) => (city ? `${what} in ${city}` : what),
  title: (what: string, city: string | undefined) =>
    city
      ? `${what} in ${city}: prices, reviews, open times`
      : `${what} near you: prices and reviews`,
  providers: (count: number) => (count === 1 ? "1 provider" : `${many.format(count)} providers`),
  lead: ({ providers, price, duration, rating }: Facts) =>
    [
      `${landingTexts.providers(providers)} to book online.`,
      price,
      `A typical job takes ${duration}.`,
      rating,
    ]
      .filter(Boolean)
      .join(" "),
  price: (from: string, low: string, high: string) =>
    low === high
      ? `Most jobs cost about ${low}; prices start at ${from}.`
      : `Most jobs cost ${low} to ${high}; prices start at ${from}.`,
  rating: (average: string, count: number) =>
    count === 1
      ? `Its one review gives ${average} out of 5.`
      : `${many.format(count)} reviews give ${average} out of 5.`,
  facts: {
    heading: "At a glance",
    providers: "Providers",
    price: "Typical price",
    from: (price: string) => `from ${price}`,
    duration: "Typical duration",
    rating: "Rating",
    noRating: "No reviews yet",
  },
  best: "Top rated",
  bestIn: (city: string) => `Top rated in ${city}`,
  verified: "Verified",
  seeAll: (heading: string) => `See everybody for ${inSentence(heading)}`,
  search: (what: string) => `Find ${inSentence(what)} near you`,
  soon: {
    heading: "Free soon",
    lead: (zone: string) =>
      `These times are open right now, in ${zone}. Pick one and it is held for you while you book.`,
    loading: "Loading open times",
    none: "Nobody here has an open time in the next two weeks.",
    failed: "Open times could not be loaded just now. Every profile below shows its own.",
    book: (service: string, name: string) => `Book ${service} with ${name}`,
  },
  categoriesIn: (city: string) => `What else you can book in ${city}`,
  categoriesHeading: "Related services",
  allCategories: "All services",
  cities: (what: string) => `${what} in other cities`,
  citiesOf: (what: string) => `${what} by city`,
  cityLine: (providers: number, price: string) =>
    `${landingTexts.providers(providers)}, from ${price}`,
  crumbs: "You are here",
  home: "Home",
  services: "Services",
  description: (heading: string, lead: string) =>
    `${heading}: ${lead} Compare reviews, see real open times and book online.`,
};

interface Facts {
  providers: number;
  price: string | undefined;
  duration: string;
  rating: string | undefined;
}
