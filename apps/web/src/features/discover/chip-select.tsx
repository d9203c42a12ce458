import { cn } from "@loconomy/ui";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import type { FilterChoice } from "./filter-choices.ts";

interface ChipSelectProps extends ComponentProps<"select"> {
  label: string;
  choices: FilterChoice[];
  /** Something other than the first choice is chosen. */
  selected: boolean;
}

/** The browser's own select in the shape of a filter chip: works by keyboard and on phones. */
export function ChipSelect({ label, choices, selected, className, ...select }: ChipSelectProps) {
  return (
    <span className={cn("relative inline-flex", className)}>
      <select
        aria-label={label}
        {...select}
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
