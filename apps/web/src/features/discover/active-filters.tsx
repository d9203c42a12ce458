"use client";
import { Button, Chip, cn } from "@loconomy/ui";
import { X } from "lucide-react";
import { filterFields, languageName, languagesOf, type FilterFacts } from "./filter-choices.ts";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { activeFilters, searchHref, withoutFilters, type FilterName } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

const texts = discoverTexts.filters;
/** These show their choice in the row on wider screens; there a second chip would say it twice. */
const inRow: readonly FilterName[] = [
  "date",
  "partOfDay",
  "maxPrice",
  "minRating",
  "verified",
  "instant",
];

/** What a filter says, in words: "Up to $100". */
export const filterLabel = (name: FilterName, state: SearchState, facts: FilterFacts): string => {
  if (name === "verified") return texts.verified;
  if (name === "instant") return texts.instant;
  if (name === "languages") return texts.speaks(languagesOf(state).map(languageName));
  const field = filterFields(state, facts).find((one) => one.name === name);
  return field?.choices.find(({ value }) => value === field.value)?.label ?? name;
};

/** The filters that count, each as a chip that takes it away, and one link for all. */
export function ActiveFilters({ state, facts }: { state: SearchState; facts: FilterFacts }) {
  const { go } = useSearchNavigation();
  const active = activeFilters(state);
  if (active.length === 0) return null;
  const leave = (href: string) => ({
    href,
    onClick: (event: { preventDefault: () => void }) => {
      event.preventDefault();
      go(href);
    },
  });
  return (
    <div className="-mx-4 -my-1 flex items-center gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:flex-wrap sm:overflow-visible">
      {active.map((name) => {
        const label = filterLabel(name, state, facts);
        return (
          <Chip
            key={name}
            selected
            aria-current={undefined}
            aria-label={texts.remove(label)}
            {...leave(searchHref(state, { [name]: undefined }))}
            className={cn("shrink-0", inRow.includes(name) && "sm:hidden")}
          >
            {label}
            <X aria-hidden />
          </Chip>
        );
      })}
      <Button asChild variant="link" className="shrink-0">
        <a {...leave(searchHref(withoutFilters(state)))}>{texts.clear}</a>
      </Button>
    </div>
  );
}
