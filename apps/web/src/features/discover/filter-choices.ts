import { METERS_PER, type DistanceUnit } from "@loconomy/contracts/distance";
import { minorDigits, type SearchAnswer } from "@loconomy/contracts";
import { formatDuration, formatMoney } from "@loconomy/ui";
import { distanceText } from "../shell/distance-text.ts";
import type { DayOption } from "./days.ts";
import type { SearchState } from "./read-search-state.ts";
import type { FilterName } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";
import { timeLabel, timesOf, timeSpan, timeSpanLabel } from "./time-span.ts";

export interface FilterChoice {
  value: string;
  label: string;
}

export type FieldName =
  | "radiusKm"
  | "date"
  | "partOfDay"
  | "time"
  | "durationMinutes"
  | "minPrice"
  | "maxPrice"
  | "minRating"
  | "sort";

/** One filter as a select: its name in the address, which the two ends of `time` share, and its choices. The empty value means any. */
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
  unit: DistanceUnit;
  /** How far around a place is looked when the address does not say. */
  usualRadiusKm: number;
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

/** Radii in whole units of the place, by their kilometers; the usual one, which the address does not say, stands in its place. */
const radiusChoices = (
  { unit, usualRadiusKm }: FilterFacts,
  chosen: number = usualRadiusKm,
): FilterChoice[] => {
  const steps = [1, 2, 5, 10, 25, 50, 100].map(
    (distance) => Math.round((distance * METERS_PER[unit]) / 10) / 100,
  );
  return [...new Set([...steps, usualRadiusKm, chosen])]
    .toSorted((a, b) => a - b)
    .map((km) => ({
      value: km === usualRadiusKm ? "" : String(km),
      label: texts.within(distanceText(km * 1000, unit)),
    }));
};

const hours = Array.from({ length: 23 }, (_, index) => {
  const value = `${String(index + 1).padStart(2, "0")}:00`;
  return { value, label: timeLabel(value) };
});
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
export const filterFields = (state: SearchState, facts: FilterFacts): FilterField[] => {
  const { days, currency } = facts;
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
  const timeField = (label: string, value: string): FilterField => {
    const all =
      value === "" || hours.some((hour) => hour.value === value)
        ? hours
        : [...hours, { value, label: timeLabel(value) }].toSorted((a, b) =>
            a.value < b.value ? -1 : 1,
          );
    return { name: "time", label, value, choices: [{ value: "", label: texts.anyPart }, ...all] };
  };
  const radius: FilterField = {
    name: "radiusKm",
    label: texts.distance,
    value: String(state.radiusKm ?? ""),
    choices: radiusChoices(facts, state.radiusKm),
  };
  const [from, before] = timesOf(state.time);
  const { recommended, ...sorts } = texts.sorts;
  const cheapest = priceChoices(currency, texts.from, state.minPrice);
  const dearest = priceChoices(currency, texts.upTo, state.maxPrice);
  return [
    // An area of the map has no radius.
    ...(state.box === undefined ? [radius] : []),
    field("date", texts.day, texts.anyDay, days),
    field("partOfDay", texts.partOfDay, texts.anyPart, entries(texts.parts)),
    timeField(texts.startsFrom, from),
    timeField(texts.startsBefore, before),
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

/** What a form with the filters says, for searchHref. */
export const changesFrom = (form: FormData): Partial<SearchState> => {
  const text = (name: string) => String(form.get(name) ?? "") || undefined;
  const number = (name: string) => {
    const value = text(name);
    return value === undefined ? undefined : Number(value);
  };
  const [from = "", before = ""] = form.getAll("time").map(String);
  return {
    radiusKm: number("radiusKm"),
    date: text("date"),
    partOfDay: text("partOfDay") as SearchState["partOfDay"],
    time: timeSpan(from, before),
    durationMinutes: number("durationMinutes"),
    minPrice: number("minPrice"),
    maxPrice: number("maxPrice"),
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
  if (name === "time") return timeSpanLabel(state.time ?? "");
  if (name === "languages") return texts.speaks(languagesOf(state).map(languageName));
  const field = fields.find((one) => one.name === name);
  return field?.choices.find(({ value }) => value === field.value)?.label ?? name;
};
