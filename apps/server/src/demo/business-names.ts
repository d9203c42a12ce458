import type { City } from "./cities.ts";
import type { Person } from "./names.ts";
import type { Random } from "./prng.ts";
import type { Trade } from "./trades/trade.ts";

/** URL-safe ASCII of a name. */
export const slugify = (name: string): string =>
  name
    .toLowerCase()
    .replace(
      /[ßæøłđı&]/g,
      (letter) => ({ ß: "ss", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", "&": " and " })[letter]!,
    )
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’.]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

const propose = (
  random: Random,
  trade: Trade,
  city: City,
  owner: Person,
  isTeam: boolean,
): string => {
  const noun = random.pick(trade.nouns);
  return random.weighted([
    [`${owner.last} ${noun}`, 4],
    [isTeam ? `${owner.last} & Co. ${noun}` : `${owner.full} ${noun}`, 1],
    [`${random.pick(city.quarters)} ${noun}`, 5],
    [random.pick(trade.brands), 3],
    [`${owner.first}'s ${noun}`, isTeam ? 0.5 : 2],
    [`${city.name} ${noun}`, 0.5],
  ]);
};

/** A name that nobody has yet; after a few tries the city is added to tell them apart. */
export const nameBusiness = (
  random: Random,
  taken: Set<string>,
  trade: Trade,
  city: City,
  owner: Person,
  isTeam: boolean,
): { name: string; slug: string } => {
  for (let attempt = 1; ; attempt++) {
    const name = propose(random, trade, city, owner, isTeam);
    const base = slugify(name);
    const slug =
      attempt <= 6
        ? base
        : attempt <= 9
          ? `${base}-${slugify(city.name)}`
          : `${base}-${slugify(city.name)}-${attempt}`;
    if (taken.has(slug)) continue;
    taken.add(slug);
    return { name, slug };
  }
};
