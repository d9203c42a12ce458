"use client";
import { Button, Chip } from "@loconomy/ui";
import { BadgeCheck } from "lucide-react";
import { ChipSelect } from "./chip-select.tsx";
import type { DayOption } from "./days.ts";
import { changesFrom, filterFields } from "./filter-choices.ts";
import { FilterSheet } from "./filter-sheet.tsx";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { activeFilters, searchHref, withoutFilters } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface FilterBarProps {
  state: SearchState;
  days: DayOption[];
  currency: string;
}

const texts = discoverTexts.filters;
const kept = ["q", "category", "near", "lat", "lng", "radiusKm"] as const;

/** Filters as chips in a row; on phones a sheet. Without JavaScript the row is a form with a button. */
export function FilterBar({ state, days, currency }: FilterBarProps) {
  const { go } = useSearchNavigation();
  const fields = filterFields(state, days, currency);
  const values = {
    ...Object.fromEntries(fields.map((field) => [field.name, field.value])),
    verified: state.verified ? "true" : "",
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="filter-sheet sm:hidden">
        <FilterSheet state={state} fields={fields} />
      </div>
      <form
        action="/search"
        aria-label={texts.label}
        className="filter-row flex flex-wrap items-center gap-2 max-sm:hidden"
      >
        {kept.map(
          (name) =>
            state[name] !== undefined && (
              <input key={name} type="hidden" name={name} value={state[name]} />
            ),
        )}
        {fields.map((field) => (
          <ChipSelect
            key={field.name}
            name={field.name}
            label={field.label}
            choices={field.choices}
            value={field.value}
            selected={field.value !== ""}
            onChange={(event) =>
              go(searchHref(state, changesFrom({ ...values, [field.name]: event.target.value })))
            }
          />
        ))}
        {state.verified && <input type="hidden" name="verified" value="true" />}
        <Chip
          href={searchHref(state, { verified: state.verified ? undefined : true })}
          selected={state.verified === true}
          icon={<BadgeCheck aria-hidden />}
        >
          {texts.verified}
        </Chip>
        <noscript>
          <Button type="submit" variant="quiet">
            {texts.apply}
          </Button>
        </noscript>
      </form>
      {activeFilters(state).length > 0 && (
        <Button asChild variant="link">
          <a
            href={searchHref(withoutFilters(state))}
            onClick={(event) => {
              event.preventDefault();
              go(searchHref(withoutFilters(state)));
            }}
          >
            {texts.clear}
          </a>
        </Button>
      )}
      <noscript>
        <style>{".filter-row{display:flex!important}.filter-sheet{display:none}"}</style>
      </noscript>
    </div>
  );
}
