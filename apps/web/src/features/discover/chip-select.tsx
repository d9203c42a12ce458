"use client";
import { cn } from "@loconomy/ui";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { FilterChoice } from "./filter-choices.ts";

interface ChipSelectProps {
  label: string;
  choices: FilterChoice[];
  /** What the page that shows has chosen. */
  value: string;
  onChoose: (value: string) => void;
  className?: string;
  /** Something other than the first choice is chosen. */
  selected: boolean;
}

/** The browser's own select in the shape of a filter chip: works by keyboard and on phones. */
export function ChipSelect(props: ChipSelectProps) {
  const { label, choices, value, onChoose, selected, className } = props;
  // A choice shows at once and the page that has it comes later; meanwhile an arrow key goes on from there.
  const [chosen, setChosen] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setChosen(value);
  }
  return (
    <span className={cn("relative inline-flex", className)}>
      <select
        aria-label={label}
        value={chosen}
        onChange={(event) => {
          setChosen(event.target.value);
          onChoose(event.target.value);
        }}
        className={cn(
          "min-h-11 appearance-none rounded-full border pr-9 pl-4 text-base font-medium",
          selected
            ? "border-accent bg-accent-soft text-accent ring-1 ring-accent"
            : "border-border-strong bg-surface text-text hover:bg-surface-2",
        )}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className={cn(
          "pointer-events-none absolute top-1/2 right-2.5 size-5 -translate-y-1/2 stroke-[1.75]",
          selected ? "text-accent" : "text-muted",
        )}
      />
    </span>
  );
}
