/** Name, description, minutes, price in US dollars at Austin's level, and what else there is to it. */
export type TradeService = readonly [
  name: string,
  description: string,
  minutes: number,
  price: number,
  more?: {
    /** With minutes and price; the first is the one above. */
    variants?: ReadonlyArray<readonly [name: string, minutes: number, price: number]>;
    /** Of a group class, at the provider's place whatever the trade's is. */
    seats?: number;
    /** Percentage of the price that is charged at booking. */
    deposit?: number;
  },
];

/**
 * What the demo marketplace knows of one trade. Texts about the provider speak as `{we}`, `{our}`, `{us}`, `{We've}`, `{We're}`
 * and become "I", "my", … for somebody who works alone; in reviews `{who}` is the owner's first name, or "the team".
 */
export interface Trade {
  slug: string;
  name: string;
  icon: string;
  description: string;
  /** "fixing leaks and clearing drains": follows "years of". */
  doing: string;
  /** What a business of this trade is called after a name or a quarter. */
  nouns: readonly string[];
  /** Fanciful names, whole. */
  brands: readonly string[];
  /** Where the work is done: at the customer's address, at the provider's, or some of each. */
  where: "customer" | "provider" | "either";
  hours: readonly Hours[];
  /** Share of services that are confirmed at once. */
  instant: number;
  /** Share of businesses that are teams. */
  teams: number;
  bio: readonly string[];
  services: readonly TradeService[];
  /** Sentences of customers with five, four, three and two stars. */
  praise: readonly string[];
  fair: readonly string[];
  mixed: readonly string[];
  poor: readonly string[];
}

/** Kinds of opening hours; see `hours.ts`. */
export type Hours =
  | "weekdays"
  | "long-days"
  | "split"
  | "evenings"
  | "weekend"
  | "six-days"
  | "late"
  | "tuesday-to-saturday"
  | "night";

export interface TradeGroup {
  slug: string;
  name: string;
  icon: string;
  description: string;
  trades: readonly Trade[];
}
