"use client";
import type { PlannedOccurrence } from "@loconomy/contracts";
import { Badge, Button, Select, formatDay, zoneLabel } from "@loconomy/ui";
import { dateText } from "./date-text.ts";
import { type Choices, choose, needsChoice, optionsOf, unchoose } from "./series-choices.ts";
import { seriesTexts as t } from "./series-texts.ts";

/** `fixed`: a booking that cannot move any more. */
export type ShownDate = Omit<PlannedOccurrence, "state"> & {
  state: PlannedOccurrence["state"] | "fixed";
};

interface SeriesDatesProps {
  dates: readonly ShownDate[];
  timeZone: string;
  choices: Choices;
  onChange: (choices: Choices) => void;
  /** What leaving one out means here. */
  skipLabel: string;
}

const SKIP = "skip";

/** The dates of a series; where one cannot be had, other times to choose from, or to leave it out. */
export function SeriesDates(props: SeriesDatesProps) {
  return (
    <div className="flex flex-col gap-2">
      <ol className="flex flex-col divide-y divide-border" aria-label={t.dates}>
        {props.dates.map((date) => (
          <SeriesDate key={date.occurrence} date={date} {...props} />
        ))}
      </ol>
      <p className="text-sm text-muted">{zoneLabel(props.timeZone)}</p>
    </div>
  );
}

function SeriesDate({
  date,
  timeZone,
  choices,
  onChange,
  skipLabel,
}: SeriesDatesProps & { date: ShownDate }) {
  const { occurrence, state } = date;
  const choice = choices.get(occurrence);
  const isOpen = !needsChoice({ state: state === "fixed" ? "taken" : state });
  const asks = !isOpen || choice !== undefined;
  const text = dateText(date, timeZone);
  const set = (value: string) => {
    if (value === "") return onChange(unchoose(occurrence, choices));
    const known = { ...date, state: "taken" as const };
    onChange(choose(known, choices, value === SKIP ? null : value));
  };
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex tabular">
          <span className="w-8 shrink-0 text-muted">{occurrence}</span>
          <span className={state === "left_out" ? "text-muted line-through" : undefined}>
            {text}
          </span>
        </p>
        {state === "left_out" && !choice && <Badge tone="neutral">{t.leftOut}</Badge>}
        {!isOpen && (
          <Badge tone="danger">{t.reason[state as "taken" | "not_offered" | "fixed"]}</Badge>
        )}
      </div>
      {asks && (
        <div className="flex flex-wrap items-end gap-3 pl-8">
          <Select
            label={t.instead(formatDay(date.start, timeZone))}
            value={choice ? (choice.start ?? SKIP) : ""}
            onChange={(event) => set(event.target.value)}
            options={[
              { value: "", label: choice ? t.original : t.choose },
              ...optionsOf({ ...date, state: "taken" }, choices).map(({ start, end }) => ({
                value: start,
                label: dateText({ start, end }, timeZone),
              })),
              { value: SKIP, label: skipLabel },
            ]}
          />
          {!isOpen && !choice && (
            <Button variant="quiet" aria-label={`${skipLabel}: ${text}`} onClick={() => set(SKIP)}>
              {skipLabel}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
