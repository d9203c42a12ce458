import { formatMoney, minorDigits } from "@loconomy/ui";
import type { DayOption } from "./days.ts";
import type { SearchState } from "./read-search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface FilterChoice {
  value: string;
  label: string;
}

/** One filter as a select: its name in the address, and its choices. The empty value means any. */
export interface FilterField {
  name: "date" | "partOfDay" | "maxPrice" | "minRating" | "sort";
  label: string;
  value: string;
  choices: FilterChoice[];
}

const texts = discoverTexts.filters;

/** Price steps that make sense in a currency: 50, 100, 200, 400 dollars or euros, a hundred times as many yen. */
export const priceChoices = (currency: string, chosen?: number): FilterChoice[] => {
  const unit = minorDigits(currency) === 0 ? 100 : 10 ** minorDigits(currency);
  const steps = [50, 100, 200, 400].map((amount) => amount * unit);
  const all =
    chosen === undefined || steps.includes(chosen)
      ? steps
      : [...steps, chosen].sort((a, b) => a - b);
  return all.map((minor) => ({
    value: String(minor),
    label: texts.upTo(formatMoney(minor, currency)),
  }));
};

/** A value from the address that none of the choices has (an old link) is added, so that the field never lies. */
const withValue = (choices: FilterChoice[], value: string): FilterChoice[] =>
  value === "" || choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value }];

/** The select fields above the results, for this state of the search. */
export const filterFields = (
  state: SearchState,
  days: DayOption[],
  currency: string,
): FilterField[] => {
  const field = (
    name: FilterField["name"],
    label: string,
    any: string | null,
    choices: FilterChoice[],
  ): FilterField => {
    const value = String(state[name] ?? "");
    return {
      name,
      label,
      value,
      choices: [...(any === null ? [] : [{ value: "", label: any }]), ...withValue(choices, value)],
    };
  };
  const entries = (labels: Record<string, string>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  const ratings = ["4.5", "4", "3"].map((value) => ({ value, label: texts.ratingFrom(value) }));
  const { recommended, ...sorts } = texts.sorts;
  return [
    field("date", texts.day, texts.anyDay, days),
    field("partOfDay", texts.partOfDay, texts.anyPart, entries(texts.parts)),
    field("maxPrice", texts.price, texts.anyPrice, priceChoices(currency, state.maxPrice)),
    field("minRating", texts.rating, texts.anyRating, ratings),
    field("sort", texts.sort, recommended, entries(sorts)),
  ];
};

/** Values as a form has them, for searchHref. */
export const changesFrom = (values: Record<string, string>): Partial<SearchState> => ({
  date: values["date"] || undefined,
  partOfDay: (values["partOfDay"] || undefined) as SearchState["partOfDay"],
  maxPrice: values["maxPrice"] ? Number(values["maxPrice"]) : undefined,
  minRating: values["minRating"] ? Number(values["minRating"]) : undefined,
  sort: (values["sort"] || undefined) as SearchState["sort"],
  verified: values["verified"] === "true" ? true : undefined,
});
