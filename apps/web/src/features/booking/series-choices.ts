import type { PlannedOccurrence } from "@loconomy/contracts";

type Option = PlannedOccurrence["alternatives"][number];

/** What a person chose for a date that cannot be had: another time, or null to leave it out. */
export interface Choice {
  start: string | null;
  /** What could be chosen. */
  options: Option[];
}
export type Choices = ReadonlyMap<number, Choice>;

type Dated = Pick<PlannedOccurrence, "occurrence" | "state" | "alternatives">;

/** Whether somebody has to choose for this date before the series can be had. */
export const needsChoice = ({ state }: Pick<Dated, "state">): boolean =>
  state !== "open" && state !== "left_out";

/** The times on offer for a date: those of the last refusal, else those that were chosen from. */
export const optionsOf = (date: Dated, choices: Choices): Option[] =>
  date.alternatives.length > 0 ? date.alternatives : (choices.get(date.occurrence)?.options ?? []);

export const choose = (date: Dated, choices: Choices, start: string | null): Choices =>
  new Map(choices).set(date.occurrence, { start, options: optionsOf(date, choices) });

/** Back to the date itself. */
export const unchoose = (occurrence: number, choices: Choices): Choices => {
  const left = new Map(choices);
  left.delete(occurrence);
  return left;
};

/** The choices as the API takes them. */
export const toInput = (choices: Choices) => ({
  replacements: [...choices].flatMap(([occurrence, { start }]) =>
    start === null ? [] : [{ occurrence, start }],
  ),
  skip: [...choices].filter(([, { start }]) => start === null).map(([occurrence]) => occurrence),
});
