"use client";
import { Button, Chip, cn } from "@loconomy/ui";
import { X } from "lucide-react";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { searchHref, withoutFilters, type FilterName } from "./search-state.ts";
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

export interface ActiveFilter {
  name: FilterName;
  /** What it says: "Up to $100". */
  label: string;
}

/** The filters that count, each as a chip that takes it away, and one link for all. */
export function ActiveFilters({ state, active }: { state: SearchState; active: ActiveFilter[] }) {
  const { go } = useSearchNavigation();
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
      {active.map(({ name, label }) => {
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
