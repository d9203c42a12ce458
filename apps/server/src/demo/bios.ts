import type { City } from "./cities.ts";
import { createDeck, type Random } from "./prng.ts";
import type { Trade } from "./trades/trade.ts";

export interface Business {
  name: string;
  ownerFirst: string;
  isTeam: boolean;
  startedYear: number;
}

const TEAM_OPENINGS = [
  "{name} has been {doing} in {city} since {year}.",
  "{owner} founded {name} in {year} and still takes the first call of the day.",
  "A small {city} crew with years of practice in {doing}.",
  "What began in {year} as {owner}'s side job is now a team of {size}.",
  "{size} people, one calendar, and a shared love of {doing}.",
  "We have spent every working day since {year} {doing}.",
  "Neighbors in {city} have trusted us since {year}.",
  "{owner} and a team of {size} look after customers all over {city}.",
] as const;

const SOLO_OPENINGS = [
  "I'm {owner}, and I have been {doing} in {city} since {year}.",
  "Hello, I'm {owner}: one person, one calendar, and years of {doing}.",
  "I started {name} in {year}, after a long time of {doing} for others.",
  "My name is {owner}, and {doing} is what I do all week.",
  "I have lived in {city} for most of my life and have been {doing} since {year}.",
  "I work alone, so the person you book is the person who turns up.",
  "After ten years in a bigger company I opened {name} in {year}.",
] as const;

const CLOSINGS = [
  "Messages are answered the same day.",
  "You always see the full price before you book.",
  "{We} speak plainly and keep to the time that was agreed.",
  "Most of {our} customers come back, and {we} work for that.",
  "If something is not right, {we} make it right.",
  "{We} would rather turn a job down than do it badly.",
  "Questions beforehand are welcome.",
  "Fully insured, with papers to show on request.",
  "Ask {us} anything before you book; it costs nothing.",
  "{We} keep a little room in the week for short notice.",
  "Good work, fair prices and a friendly word: that is all there is to it.",
] as const;

const SOLO_VOICE: Record<string, string> = {
  We: "I",
  we: "I",
  our: "my",
  Our: "My",
  us: "me",
  "We've": "I've",
  "We're": "I'm",
};
const NUMBERS = ["three", "four", "five", "six", "seven", "eight"];

/** Fills `{words}` in; a word that stands first in a sentence is given its capital. */
export const fill = (text: string, words: Record<string, string>): string =>
  text
    .replace(/\{([^}]+)\}/g, (_, word: string) => words[word] ?? word)
    .replace(
      /(^|[.!?] )([a-zà-ÿ])/g,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );

/** Decks of each trade's sentences, so that two businesses of a trade seldom begin alike. */
export const createBioWriter = (random: Random) => {
  const decks = new Map<
    string,
    { opening: [() => string, () => string]; detail: () => string; closing: () => string }
  >();
  return (trade: Trade, business: Business, city: City): string => {
    let deck = decks.get(trade.slug);
    if (!deck) {
      const own = random.fork(trade.slug);
      deck = {
        opening: [createDeck(own, SOLO_OPENINGS), createDeck(own, TEAM_OPENINGS)],
        detail: createDeck(own, trade.bio),
        closing: createDeck(own, CLOSINGS),
      };
      decks.set(trade.slug, deck);
    }
    const opening = deck.opening[business.isTeam ? 1 : 0]();
    const details = new Set([deck.detail(), ...(random.chance(0.65) ? [deck.detail()] : [])]);
    const sentences = [
      opening,
      ...details,
      ...(details.size === 1 || random.chance(0.4) ? [deck.closing()] : []),
    ];
    return fill(sentences.join(" "), {
      ...(business.isTeam ? {} : SOLO_VOICE),
      name: business.name,
      owner: business.ownerFirst,
      city: city.name,
      doing: trade.doing,
      year: String(business.startedYear),
      size: random.pick(NUMBERS),
    });
  };
};
