import { minorDigits, type SearchAnswer } from "@loconomy/contracts";
import { formatDuration, formatMoney } from "@loconomy/ui";
import type { DayOption } from "./days.ts";
import type { SearchState } from "./read-search-state.ts";
import type { FilterName } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface FilterChoice {
  value: string;
  label: string;
}

export type FieldName =
  | "date"
  | "partOfDay"
  | "durationMinutes"
  | "minPrice"
  | "maxPrice"
  | "minRating"
  | "sort";

/** One filter as a select: its name in the address, and its choices. The empty value means any. */
export interface FilterField {
  name: FieldName;
  label: string;
  value: string;
  choices: FilterChoice[];
}

/** What the filters need to know to name their choices. */
export interface FilterFacts {
  days: DayOption[];
  /** ISO 4217, of the prices. */
  currency: string;
}

const texts = discoverTexts.filters;

/** Price steps that make sense in a currency: 50, 100, 200, 400 dollars or euros, a hundred times as many yen. */
const priceChoices = (
  currency: string,
  nameOf: (amount: string) => string,
  chosen?: number,
): FilterChoice[] => {
  const unit = minorDigits(currency) === 0 ? 100 : 10 ** minorDigits(currency);
  const steps = [50, 100, 200, 400].map((amount) => amount * unit);
  // A price from the address that is no step is one all the same.
  const all =
    chosen === undefined || steps.includes(chosen)
      ? steps
      : [...steps, chosen].sort((a, b) => a - b);
  return all.map((minor) => ({
    value: String(minor),
    label: nameOf(formatMoney(minor, currency)),
  }));
};

const durations = [30, 60, 90, 120, 180, 240].map((minutes) => ({
  value: String(minutes),
  label: texts.durationFrom(formatDuration(minutes)),
}));
const ratings = ["4.5", "4", "3"].map((value) => ({ value, label: texts.ratingFrom(value) }));
const entries = (labels: Record<string, string>): FilterChoice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** A value from the address that none of the choices has (an old link) is added, so that the field never lies. */
const withValue = (choices: FilterChoice[], value: string): FilterChoice[] =>
  value === "" || choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value }];

/** The select fields of the filters, for this state of the search. */
export const filterFields = (
  state: SearchState,
  { days, currency }: FilterFacts,
): FilterField[] => {
  const field = (
    name: FieldName,
    label: string,
    any: string,
    choices: FilterChoice[],
  ): FilterField => {
    const value = String(state[name] ?? "");
    return {
      name,
      label,
      value,
      choices: [{ value: "", label: any }, ...withValue(choices, value)],
    };
  };
  const { recommended, ...sorts } = texts.sorts;
  const cheapest = priceChoices(currency, texts.from, state.minPrice);
  const dearest = priceChoices(currency, texts.upTo, state.maxPrice);
  return [
    field("date", texts.day, texts.anyDay, days),
    field("partOfDay", texts.partOfDay, texts.anyPart, entries(texts.parts)),
    field("durationMinutes", texts.duration, texts.anyDuration, durations),
    field("minPrice", texts.minPrice, texts.anyMinPrice, cheapest),
    field("maxPrice", texts.maxPrice, texts.anyPrice, dearest),
    field("minRating", texts.rating, texts.anyRating, ratings),
    field("sort", texts.sort, recommended, entries(sorts)),
  ];
};

const names = new Intl.DisplayNames("en-US", { type: "language" });

/** Name of a language by its code: "Spanish". */
export const languageName = (code: string): string => names.of(code) ?? code;

/** Codes of the languages in the address. */
export const languagesOf = (state: SearchState): string[] => state.languages?.split(",") ?? [];

/** Languages to choose from: those that were counted, the commonest first, else those that the results speak, and those in the address. */
export const filterLanguages = (
  { items, facets }: Pick<SearchAnswer, "items" | "facets">,
  state: SearchState,
): string[] => {
  const spoken = facets
    ? facets.languages.map(({ code }) => code)
    : items.flatMap(({ provider }) => provider.languages);
  return [...new Set([...spoken, ...languagesOf(state)])];
};

/** What a form with the filters says, for searchHref. A part of the day without a day, and a price range upside down, are set right. */
export const changesFrom = (form: FormData): Partial<SearchState> => {
  const text = (name: string) => String(form.get(name) ?? "") || undefined;
  const number = (name: string) => {
    const value = text(name);
    return value === undefined ? undefined : Number(value);
  };
  const [minPrice, maxPrice] = [number("minPrice"), number("maxPrice")];
  const isUpsideDown = minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice;
  return {
    date: text("date"),
    partOfDay: text("partOfDay") as SearchState["partOfDay"],
    durationMinutes: number("durationMinutes"),
    minPrice: isUpsideDown ? maxPrice : minPrice,
    maxPrice: isUpsideDown ? minPrice : maxPrice,
    minRating: number("minRating"),
    verified: form.has("verified") || undefined,
    instant: form.has("instant") || undefined,
    languages: form.getAll("languages").join(",") || undefined,
    sort: text("sort") as SearchState["sort"],
  };
};

/** What a filter says, in words: "Up to $100". */
export const filterLabel = (
  name: FilterName,
  state: SearchState,
  fields: FilterField[],
): string => {
  if (name === "verified") return texts.verified;
  if (name === "instant") return texts.instant;
  if (name === "languages") return texts.speaks(languagesOf(state).map(languageName));
  const field = fields.find((one) => one.name === name);
  return field?.choices.find(({ value }) => value === field.value)?.label ?? name;
};
