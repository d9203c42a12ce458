"use client";
import { Button, Chip, Sheet } from "@loconomy/ui";
import { SlidersHorizontal } from "lucide-react";
import { useState, type FormEvent } from "react";
import { changesFrom, type FilterField } from "./filter-choices.ts";
import type { FilterCounts } from "./filter-counts.ts";
import { FilterFields } from "./filter-fields.tsx";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { activeFilters, searchHref, withoutFilters } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

interface FilterSheetProps {
  state: SearchState;
  fields: FilterField[];
  languages: string[];
  counts: FilterCounts;
}

const texts = discoverTexts.filters;

/** All filters in a sheet; they count when the sheet is closed with its button. */
export function FilterSheet({ state, fields, languages, counts }: FilterSheetProps) {
  const { go } = useSearchNavigation();
  const [open, setOpen] = useState(false);
  const active = activeFilters(state).length;
  const leave = (href: string) => {
    setOpen(false);
    go(href);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    leave(searchHref(state, changesFrom(new FormData(event.currentTarget))));
  };
  return (
    <Sheet
      title={texts.label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Chip
          icon={<SlidersHorizontal aria-hidden />}
          selected={active > 0}
          aria-pressed={undefined}
        >
          {texts.open(active)}
        </Chip>
      }
      footer={
        <>
          {active > 0 && (
            <Button variant="quiet" onClick={() => leave(searchHref(withoutFilters(state)))}>
              {texts.clear}
            </Button>
          )}
          <Button type="submit" form="filter-sheet" className="sm:grow">
            {texts.show}
          </Button>
        </>
      }
    >
      <form id="filter-sheet" onSubmit={submit} className="flex flex-col gap-4">
        <FilterFields {...{ state, fields, languages, counts }} />
      </form>
    </Sheet>
  );
}
