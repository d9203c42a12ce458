"use client";
import { Chip } from "@loconomy/ui";
import { BadgeCheck, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { ActiveFilters, type ActiveFilter } from "./active-filters.tsx";
import { ChipSelect } from "./chip-select.tsx";
import type { FieldName, FilterField } from "./filter-choices.ts";
import type { FilterCounts } from "./filter-counts.ts";
import { FilterSheet } from "./filter-sheet.tsx";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

interface FilterBarProps {
  state: SearchState;
  fields: FilterField[];
  active: ActiveFilter[];
  /** Codes of the languages to choose from. */
  languages: string[];
  counts: FilterCounts;
}

const texts = discoverTexts.filters;
const row: readonly FieldName[] = ["date", "partOfDay", "maxPrice", "minRating", "sort"];

/** The filters asked for most as chips in a row, all of them in a sheet; on phones only the order stands beside it. */
export function FilterBar({ state, fields, active, languages, counts }: FilterBarProps) {
  const { go } = useSearchNavigation();
  const change = (changes: Partial<SearchState>) => go(searchHref(state, changes));
  return (
    <div className="flex flex-col gap-2">
      <div
        role="group"
        aria-label={texts.label}
        className="filter-row -mx-4 -my-1 flex gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] *:shrink-0"
      >
        <FilterSheet {...{ state, fields, languages, counts }} />
        {fields
          // Times stand below with the other filters that count; "Any time" would contradict them.
          .filter(({ name }) => row.includes(name) && !(name === "partOfDay" && state.time))
          .map(({ name, label, value, choices }) => (
            <ChipSelect
              key={name}
              label={label}
              choices={choices}
              value={value}
              selected={value !== ""}
              onChoose={(chosen) =>
                change({ [name]: numeric(name, chosen) } as Partial<SearchState>)
              }
              className={name === "sort" ? undefined : "max-sm:hidden"}
            />
          ))}
        <Toggle
          on={state.verified === true}
          onToggle={(on) => change({ verified: on || undefined })}
          icon={<BadgeCheck aria-hidden />}
        >
          {texts.verified}
        </Toggle>
        <Toggle
          on={state.instant === true}
          onToggle={(on) => change({ instant: on || undefined })}
          icon={<Zap aria-hidden />}
        >
          {texts.instant}
        </Toggle>
      </div>
      <ActiveFilters {...{ state, active }} />
    </div>
  );
}

const numeric = (name: FieldName, value: string): string | number | undefined => {
  if (value === "") return undefined;
  return name === "maxPrice" || name === "minRating" ? Number(value) : value;
};

interface ToggleProps {
  on: boolean;
  onToggle: (on: boolean) => void;
  icon: ReactNode;
  children: ReactNode;
}

function Toggle({ on, onToggle, icon, children }: ToggleProps) {
  return (
    <Chip selected={on} icon={icon} onClick={() => onToggle(!on)} className="max-sm:hidden">
      {children}
    </Chip>
  );
}
