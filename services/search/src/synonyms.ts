/**
 * Everyday words for what people need, and the words that providers use for it. The longest phrase wins and uses its
 * words up, so that "dog walking" does not also bring every groomer that "dog" would.
 */
const MEANINGS: Record<string, readonly string[]> = {
  tap: ["plumbing", "plumber"],
  faucet: ["plumbing", "plumber"],
  sink: ["plumbing", "plumber"],
  toilet: ["plumbing", "plumber"],
  drain: ["plumbing", "plumber"],
  pipe: ["plumbing", "plumber"],
  leak: ["plumbing", "plumber"],
  "leak roof": ["roofing"],
  "water heater": ["plumbing", "heating"],
  boiler: ["heating", "plumbing"],
  shower: ["plumbing"],
  socket: ["electrical", "electrician"],
  outlet: ["electrical", "electrician"],
  wiring: ["electrical", "electrician"],
  fuse: ["electrical", "electrician"],
  light: ["electrical", "electrician", "lighting"],
  "light bulb": ["electrical", "handyman"],
  "air conditioning": ["hvac", "cooling"],
  ac: ["hvac", "cooling"],
  furnace: ["hvac", "heating"],
  radiator: ["heating"],
  maid: ["cleaning"],
  housekeeper: ["cleaning"],
  dirty: ["cleaning"],
  vacuum: ["cleaning"],
  dust: ["cleaning"],
  "window cleaning": ["window cleaning"],
  carpet: ["carpet"],
  lawn: ["gardening", "landscaping", "lawn"],
  grass: ["gardening", "lawn"],
  hedge: ["gardening"],
  tree: ["gardening", "tree"],
  garden: ["gardening", "landscaping"],
  yard: ["gardening", "landscaping"],
  wall: ["painting"],
  wallpaper: ["painting", "decorating"],
  paint: ["painting"],
  furniture: ["assembly", "handyman", "carpentry"],
  ikea: ["assembly", "handyman"],
  shelf: ["handyman", "carpentry"],
  door: ["carpentry", "handyman", "locksmith"],
  "odd job": ["handyman"],
  tv: ["handyman", "mounting"],
  lock: ["locksmith"],
  "locked out": ["locksmith"],
  key: ["locksmith"],
  move: ["moving", "movers"],
  removal: ["moving", "movers"],
  van: ["moving"],
  mouse: ["pest"],
  mice: ["pest"],
  rat: ["pest"],
  cockroach: ["pest"],
  bedbug: ["pest"],
  wasp: ["pest"],
  ant: ["pest"],
  "washing machine": ["appliance"],
  dishwasher: ["appliance"],
  fridge: ["appliance"],
  oven: ["appliance"],
  haircut: ["hair", "hairdresser", "barber"],
  hairdresser: ["hair"],
  barber: ["barber", "hair"],
  beard: ["barber"],
  manicure: ["nails"],
  pedicure: ["nails"],
  nail: ["nails"],
  "back pain": ["massage", "physiotherapy"],
  massage: ["massage"],
  makeup: ["makeup", "beauty"],
  facial: ["beauty", "skin"],
  gym: ["personal training", "fitness"],
  workout: ["personal training", "fitness"],
  "lose weight": ["personal training", "nutrition"],
  trainer: ["personal training"],
  coach: ["coaching", "personal training"],
  math: ["tutoring"],
  homework: ["tutoring"],
  tutor: ["tutoring"],
  exam: ["tutoring"],
  guitar: ["music lessons"],
  piano: ["music lessons"],
  singing: ["music lessons"],
  spanish: ["language"],
  english: ["language"],
  german: ["language"],
  dog: ["dog", "pet"],
  puppy: ["dog", "pet"],
  cat: ["pet"],
  "dog walking": ["dog walking"],
  "dog grooming": ["pet grooming"],
  pet: ["pet"],
  wedding: ["photography", "event", "wedding"],
  photo: ["photography", "photographer"],
  photographer: ["photography"],
  portrait: ["photography"],
  headshot: ["photography"],
  party: ["event", "catering"],
  cook: ["chef", "catering"],
  laptop: ["computer"],
  computer: ["computer"],
  wifi: ["computer"],
  virus: ["computer"],
  phone: ["phone"],
  "cracked screen": ["phone"],
  car: ["car", "auto", "mechanic"],
  brake: ["mechanic", "auto"],
  tire: ["mechanic", "auto"],
  tyre: ["mechanic", "auto"],
  "car wash": ["car wash", "detailing"],
  bike: ["bicycle", "bike"],
  bicycle: ["bicycle", "bike"],
  dress: ["tailoring", "alterations"],
  hem: ["tailoring", "alterations"],
  suit: ["tailoring", "alterations"],
  babysitter: ["childcare", "babysitting"],
  nanny: ["childcare", "babysitting"],
  kid: ["childcare"],
  elderly: ["senior", "care"],
};

/** Crude, but the same on both sides: "leaking", "leaks" and "leaky" are "leak". */
export const stem = (word: string): string =>
  word.length > 4 ? word.replace(/(?:ings?|ers?|ed|es|y|s|e)$/, "") : word.replace(/s$/, "");

const BY_STEMS = new Map(
  Object.entries(MEANINGS).map(([phrase, meanings]) => [
    phrase.split(" ").map(stem).toSorted().join(" "),
    meanings,
  ]),
);

/** What the words (lower case, without accents) stand for, without repeats. */
export const meaningsOf = (words: readonly string[]): string[] => {
  const left = new Set(words.slice(0, 12).map(stem));
  const found = new Set<string>();
  for (const [phrase, meanings] of LONGEST_FIRST) {
    const parts = phrase.split(" ");
    if (!parts.every((part) => left.has(part))) continue;
    for (const part of parts) left.delete(part);
    for (const meaning of meanings) found.add(meaning);
  }
  return [...found];
};

const LONGEST_FIRST = [...BY_STEMS].toSorted(
  ([a], [b]) => b.split(" ").length - a.split(" ").length,
);
