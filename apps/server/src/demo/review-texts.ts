import { fill } from "./bios.ts";
import { createDeck, type Random } from "./prng.ts";
import type { Trade } from "./trades/trade.ts";

type Stars = 2 | 3 | 4 | 5;

/** Around the sentence that speaks of the trade: words that fit any. */
const AROUND: Record<
  Stars,
  { titles: readonly string[]; before: readonly string[]; after: readonly string[] }
> = {
  5: {
    titles: [
      "Could not be happier",
      "Exactly what we needed",
      "Highly recommended",
      "Wonderful from start to finish",
      "Will book again",
      "Worth every cent",
      "A real professional",
      "So glad I booked",
      "Five stars, easily",
      "Friendly and very good",
      "Simply excellent",
    ],
    before: [
      "{Who} came right on time.",
      "Booking was easy and the answer came within the hour.",
      "Second time we booked, and just as good as the first.",
      "A neighbor told us about {who}, and now I know why.",
      "From the first message on everything was clear.",
      "I was a little nervous beforehand, without any reason.",
      "What a pleasure.",
      "Kind, quick and careful.",
    ],
    after: [
      "We have already booked the next visit.",
      "Would book again without thinking twice.",
      "I have passed the number on to half the street.",
      "Fair price, too.",
      "Thank you!",
      "This is how it should always be.",
      "I only wish I had called sooner.",
      "Warmly recommended.",
    ],
  },
  4: {
    titles: [
      "Very good",
      "Good work",
      "Happy overall",
      "Nearly perfect",
      "Solid and friendly",
      "Would use again",
    ],
    before: [
      "Good experience overall.",
      "{Who} was friendly and well prepared.",
      "Happy with the result.",
      "A good job for a fair price.",
      "Easy to book and easy to talk to.",
    ],
    after: [
      "I would book again.",
      "Still, recommended.",
      "All in all a good choice.",
      "Nothing serious, and the result is good.",
      "Next time I will plan a little more time.",
    ],
  },
  3: {
    titles: ["Fine, with some rough edges", "Mixed feelings", "Okay", "It got done", "Average"],
    before: [
      "It was all right.",
      "{Who} was polite, and some of it was good.",
      "I had hoped for a little more.",
      "Not bad, not great.",
    ],
    after: [
      "For the price I expected more.",
      "Maybe it was just a busy day.",
      "It could be better with more time.",
      "I might give it another try.",
    ],
  },
  2: {
    titles: [
      "Disappointed",
      "Not what I had hoped for",
      "Would not book again",
      "Needs improvement",
    ],
    before: ["Sadly not a good experience.", "I wanted to like this.", "This did not go well."],
    after: [
      "I would look elsewhere next time.",
      "A word of apology would have helped.",
      "Friendly on the phone, but that is not enough.",
      "I expected better after the other reviews.",
    ],
  },
};

const OF_CUSTOMERS = {
  any: [
    "A pleasure to work for.",
    "Clear about what was needed, and kind all along.",
    "Answered every question quickly.",
    "Ready on time and easy to talk to.",
    "Would gladly come back.",
    "Friendly, punctual and clear.",
    "Everything was as described in the booking.",
    "One of those customers you hope for.",
  ],
  customer: [
    "Easy to find, and parking was kept free for us.",
    "The place was ready when we arrived, and there was even coffee.",
    "Good directions and a friendly dog.",
    "Had cleared the space beforehand, which saved us half an hour.",
  ],
  provider: [
    "Arrived on the minute and in good spirits.",
    "Came well prepared and left with a smile.",
    "Called ahead when running five minutes late, which we appreciate.",
  ],
  fair: [
    "Friendly, although the job was bigger than described.",
    "All good; we had to wait a little at the door.",
    "Pleasant, with a few changes of mind along the way.",
  ],
} as const;

export interface ReviewText {
  title: string | null;
  content: string;
}

/** Writes the reviews of one provider; no sentence comes twice before all have been used. */
export const createReviewWriter = (random: Random, trade: Trade, who: string) => {
  const specific = { 5: trade.praise, 4: trade.fair, 3: trade.mixed, 2: trade.poor } as const;
  const decks = Object.fromEntries(
    ([2, 3, 4, 5] as const).map((stars) => [
      stars,
      {
        title: createDeck(random, AROUND[stars].titles),
        before: createDeck(random, AROUND[stars].before),
        after: createDeck(random, AROUND[stars].after),
        specific: createDeck(random, specific[stars]),
      },
    ]),
  ) as unknown as Record<Stars, Record<"title" | "before" | "after" | "specific", () => string>>;
  return (stars: Stars): ReviewText => {
    const deck = decks[stars];
    const sentences = [
      ...(random.chance(0.5) ? [deck.before()] : []),
      deck.specific(),
      ...(random.chance(0.5) ? [deck.after()] : []),
    ];
    return {
      title: random.chance(0.55) ? deck.title() : null,
      content: fill(sentences.join(" "), { who, Who: who }),
    };
  };
};

/** What a provider writes about a customer. */
export const createCustomerReviewWriter = (
  random: Random,
  location: "customer" | "provider",
  isTeam: boolean,
) => {
  const good = createDeck(random, [...OF_CUSTOMERS.any, ...OF_CUSTOMERS[location]]);
  const fair = createDeck(random, OF_CUSTOMERS.fair);
  const own = (text: string): string =>
    isTeam
      ? text
      : text
          .replace(/\bwe (arrived|had|appreciate)/g, "I $1")
          .replace(/\bfor us\b/g, "for me")
          .replace(/\bsaved us\b/g, "saved me")
          .replace(/^We\b/, "I");
  return (stars: 4 | 5): string => own(stars === 5 ? good() : fair());
};
