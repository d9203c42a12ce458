import { OCCURRENCES_MAX, OCCURRENCES_MIN, type SeriesRule } from "@loconomy/contracts";
import { seriesTexts as t } from "./series-texts.ts";

/** What the form has, as its fields have it. */
export interface RuleFields {
  frequency: "weekly" | "weeks" | "monthly";
  /** Weeks between. */
  every: string;
  count: string;
}

export const FIRST_FIELDS: RuleFields = { frequency: "weekly", every: "2", count: "4" };

export const toRule = ({ frequency, every, count }: RuleFields): SeriesRule => ({
  frequency: frequency === "monthly" ? "monthly" : "weekly",
  every: frequency === "weeks" ? Number(every) : 1,
  count: Number(count),
});

/** "Every 2 weeks" */
export const ruleText = ({ frequency, every }: SeriesRule): string => {
  const words = t.page.rule;
  if (frequency === "monthly") return words.monthly;
  return every === 1 ? words.weekly : words.weeks(every);
};

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

export const EVERY_OPTIONS = numbers(2, 12).map((weeks) => ({
  value: String(weeks),
  label: t.rule.weeks(weeks),
}));

export const COUNT_OPTIONS = numbers(OCCURRENCES_MIN, OCCURRENCES_MAX).map((count) => ({
  value: String(count),
  label: t.rule.times(count),
}));
